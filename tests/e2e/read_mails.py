"""read_mails.py FOLDER - one line for each mail that the catcher kept there: its recipients,
its Message-ID, the calendar method and what an independent parser reads in its entry, with
tabs between. Without the parser (python3-icalendar) the last two are '?'."""
import email
import email.policy
import os
import sys

try:
    import icalendar
except ImportError:
    icalendar = None


def entry(mail):
    for part in mail.walk():
        if part.get_content_type() != "text/calendar":
            continue
        if icalendar is None:
            return "?", "?"
        calendar = icalendar.Calendar.from_ical(part.get_content())
        events = calendar.walk("VEVENT")
        assert len(events) == 1, "one event"
        event = events[0]
        assert event.decoded("DTSTART") < event.decoded("DTEND"), "it lasts"
        attendees = event["ATTENDEE"]
        assert not isinstance(attendees, list), "nobody else's address"
        assert str(attendees).lower() == "mailto:" + mail["To"].addresses[0].addr_spec.lower()
        return str(calendar["METHOD"]), str(event["UID"])
    return "-", "-"


for name in sorted(os.listdir(sys.argv[1])):
    if not name.endswith(".eml"):
        continue
    with open(os.path.join(sys.argv[1], name), "rb") as file:
        mail = email.message_from_binary_file(file, policy=email.policy.default)
    try:
        method, uid = entry(mail)
    except (AssertionError, ValueError, KeyError) as error:
        method, uid = "unreadable", repr(error)
    to = " ".join(mail.get_all("X-Catcher-Rcpt", []))
    print(to, mail["Message-ID"], method, uid, sep="\t")
