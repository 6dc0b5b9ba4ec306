#!/usr/bin/python3
"""p04_copies.py storm KILLS SEED | drain | tally - kills both convened of an end-to-end test
again and again, lets the last two send what is left, and compares what the relay took with
what the outbox says. In the test's folder ($HOME_FOLDER), as its server's user ($AS_SERVER)."""
import collections
import hashlib
import os
import pathlib
import random
import re
import signal
import subprocess
import sys
import time

home = pathlib.Path(os.environ["HOME_FOLDER"])
as_server = os.environ.get("AS_SERVER", "").split()
PATIENCE_S = 60
# What the relay's journal says when they are to die; "early" looks at the clock alone.
AIMS = ("early", "rcpt", "body", "dot", "taken", "random")
EVENTS_MAX = 15  # of a life, of 25 mails there are for each


def sql(text):
    done = subprocess.run(["psql", "-qXAt", "-v", "ON_ERROR_STOP=1", "-d", "convene"],
                          input="SET search_path = convene;\n" + text, text=True,
                          stdout=subprocess.PIPE, check=True)
    return [line.split("|") for line in done.stdout.splitlines()]


def start():
    """Two, each with a pid file, by which the test ends what is left of us."""
    daemons = []
    for name in ("one", "two"):
        with open(home / f"{name}.log", "ab") as log:
            daemon = subprocess.Popen(
                as_server + ["env", "PGUSER=convened", str(home / "bin/convened"),
                             "--config", str(home / f"{name}.conf")],
                cwd=home, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env={**os.environ, "CREDENTIALS_DIRECTORY": str(home / "credentials")})
        (home / f"{name}.pid").write_text(f"{daemon.pid}\n")
        daemons.append(daemon)
    return daemons


def end(daemons, number):
    for daemon in daemons:
        daemon.send_signal(number)
    outcomes = [daemon.wait() for daemon in daemons]
    for name in ("one", "two"):
        (home / f"{name}.pid").unlink()
    return outcomes


def time_passes(alive=()):
    """The leases of the dead and the wait before a second copy are minutes. No mail is to
    blame for the deaths, which are ours."""
    pids = ",".join(str(daemon.pid) for daemon in alive) or "0"
    sql(f"""UPDATE message m SET claimed_until = clock_timestamp() - interval '1 s'
              FROM attempt a JOIN instance i ON i.instance_id = a.daemon
             WHERE a.message_id = m.message_id AND a.claim = m.claim AND m.state = 'claimed'
               AND i.pid NOT IN ({pids});
            UPDATE message SET ended_at = clock_timestamp() - interval '1 day'
             WHERE state = 'uncertain';
            UPDATE message SET strikes = 0 WHERE strikes > 0;
            UPDATE leader SET until = clock_timestamp() - interval '1 s'
             WHERE holder NOT IN (SELECT instance_id FROM instance WHERE pid IN ({pids}));""")


class Journal:
    def __init__(self):
        self.file = open(home / "journal", "rb")
        self.file.seek(0, os.SEEK_END)
        self.rest = b""

    def wait(self, event, count):
        """Until it has said so that often; looks all the time, to be quick."""
        until = time.monotonic() + PATIENCE_S
        while count > 0:
            lines = (self.rest + self.file.read()).split(b"\n")
            self.rest = lines.pop()
            count -= sum(line.split(b" ")[1] == event.encode() for line in lines)
            if time.monotonic() > until:
                sys.exit(f"# no {event} in {PATIENCE_S} s")
            if not lines:
                time.sleep(0.0005)


def storm(kills, seed):
    plan = [AIMS[i % len(AIMS)] for i in range(kills)]
    chance = random.Random(seed)
    chance.shuffle(plan)
    for aim in plan:
        journal = Journal()
        daemons = start()
        if aim == "early":
            time.sleep(chance.uniform(0, 0.2))
        elif aim == "random":
            journal.wait("mail", 1)
            time.sleep(chance.uniform(0, 0.1))
        else:
            journal.wait(aim, chance.randint(1, EVENTS_MAX))
        chance.shuffle(daemons)
        outcomes = end(daemons, signal.SIGKILL)
        if outcomes != [-signal.SIGKILL] * 2:
            sys.exit(f"# {aim}: one had ended by itself: {outcomes}")
        time_passes()


# What nobody has to wait for: sent, or uncertain for the second time, which asks.
UNSETTLED = """SELECT count(*) FROM message m WHERE state <> 'sent' AND NOT (state = 'uncertain'
    AND (SELECT count(*) FROM attempt a WHERE a.message_id = m.message_id
            AND a.outcome = 'unknown') > 1)"""


def drain():
    daemons = start()
    until = time.monotonic() + 2 * PATIENCE_S
    while sql(UNSETTLED) != [["0"]]:
        if time.monotonic() > until:
            sys.exit(f"# still unsettled: {sql(UNSETTLED)}")
        time_passes(daemons)
        time.sleep(0.1)
    outcomes = end(daemons, signal.SIGTERM)
    if outcomes != [0, 0]:
        sys.exit(f"# told to end, they ended with {outcomes}")


def taken():
    """The digests of all copies that the relay took, by message."""
    copies = collections.defaultdict(list)
    for path in home.glob("mails*/*.eml"):
        head, _, mail = path.read_bytes().partition(b"\r\nDelivered-To: ")
        mail = mail.partition(b"\r\n")[2]
        name = re.search(rb"^Message-ID: <([^@]*)@", mail, re.I | re.M).group(1).decode()
        copies[name].append(hashlib.sha256(mail).hexdigest())
    return copies


def tally():
    copies = taken()
    rows = sql("""SELECT m.message_id, m.state, count(*) FILTER (WHERE a.outcome = 'accepted'),
                         count(*) FILTER (WHERE a.outcome = 'unknown'),
                         coalesce(string_agg(DISTINCT encode(a.bytes_digest, 'hex'), ','), '')
                    FROM message m LEFT JOIN attempt a USING (message_id) GROUP BY 1, 2""")
    figures = collections.Counter(messages=len(rows), unknown=0, twice=0, asks=0, lost=0,
                                  unexplained=0, unrecorded=0, other_bytes=0)
    for name, state, accepted, unknown, digests in rows:
        mails = copies.pop(name, [])
        figures["unknown"] += int(unknown)
        figures["twice"] += len(mails) > 1
        figures["asks"] += state == "uncertain"
        figures["lost"] += state == "sent" and not mails
        figures["unexplained"] += len(mails) > int(accepted) + int(unknown)
        figures["unrecorded"] += len(mails) > 1 and unknown == "0"
        figures["other_bytes"] += any(mail != digests for mail in mails)
    figures["strangers"] = len(copies)
    figures["most_of_a_death"] = sql("""SELECT coalesce(max(n), 0) FROM (SELECT count(*) AS n
        FROM attempt WHERE outcome = 'unknown' GROUP BY daemon) AS each""")[0][0]
    for name, figure in figures.items():
        print(name, figure)


if sys.argv[1] == "storm":
    storm(int(sys.argv[2]), int(sys.argv[3]))
elif sys.argv[1] == "drain":
    drain()
else:
    tally()
