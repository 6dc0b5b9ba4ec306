#!/usr/bin/python3
"""readers.py FOLDER - reads the mails of test_compose with programs that share no code
with us: Python's email and html.parser, and icalendar where it is there. Speaks TAP."""
import email
import email.policy
import html.parser
import pathlib
import re
import sys

try:
    import icalendar
except ImportError:
    icalendar = None

METHODS = {"invitation": "REQUEST", "change": "REQUEST", "hostile": "REQUEST",
           "cancellation": "CANCEL", "declined": "CANCEL", "lapsed": "CANCEL"}
SEQUENCES = {"change": 3, "cancellation": 4, "declined": 5, "lapsed": 6}
TIMES = ("20270114T233000Z", "20270115T013000Z")
count = 0
failed = False


def tell(is_so, name, why=""):
    global count, failed
    count += 1
    failed = failed or not is_so
    print(f"{'ok' if is_so else 'not ok'} {count} - {name}{'' if is_so else f': {why}'}")


def skip(name, why):
    global count
    count += 1
    print(f"ok {count} - {name} # SKIP {why}")


class Page(html.parser.HTMLParser):
    """Words, tags, links; and whether the tags close each other in order."""
    EMPTY = {"meta", "br", "hr"}
    HIDDEN = {"style", "title"}

    def __init__(self, text):
        super().__init__()
        self.tags, self.links, self.headings, self.open, self.bad = [], [], [], [], []
        self.words, self.lang = [], None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append(tag)
        if tag == "html":
            self.lang = attrs.get("lang")
        if tag == "a":
            self.links.append(attrs.get("href", ""))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.bad += [a for a in attrs if a.startswith("on") or a in ("src", "srcset")]
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.bad.append(f"</{tag}>")

    def handle_data(self, data):
        if "main" in self.open and not self.HIDDEN & set(self.open):
            self.words += re.findall(r"\w+", data)


def words_of_plain(text):
    text = re.sub(r"https?://[^\s>]+", "", text)
    return re.findall(r"\w+", re.sub(r"(?m)^[=-]+$|^ *\d+\. ", "", text))


def look_at_bytes(name, data):
    tell(all(byte < 128 for byte in data), f"{name} is ASCII")
    bare = re.findall(rb"(?<!\r)\n|\r(?!\n)", data)
    tell(not bare, f"{name} has CR LF only", f"{len(bare)} bare")
    longest = max(len(line) for line in data.split(b"\r\n"))
    tell(longest < 998, f"{name} has short lines", longest)
    body = data.split(b"\r\n\r\n", 1)[1]
    longest = max(len(line) for line in body.split(b"\r\n"))
    tell(longest <= 78, f"{name} has short lines in its parts", longest)


def look_at_headers(name, mail):
    defects = [str(d) for part in mail.walk() for d in part.defects]
    defects += [str(d) for header in mail.values() for d in getattr(header, "defects", [])]
    tell(not defects, f"{name} has no defect", defects)
    lists = 0 if name == "digest" else 1
    for header in ("From", "To", "Date", "Message-ID", "Subject", "Reply-To",
                   "Auto-Submitted", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post"):
        found = mail.get_all(header, [])
        wanted = lists if header.startswith("List-") else 1
        tell(len(found) == wanted, f"{name} has {wanted} {header}", found)
    tell([a.addr_spec for a in mail["To"].addresses] == ["zoe.obrien@riverside.example"],
         f"{name} goes to one mailbox", mail["To"])
    tell(mail["Bcc"] is None and mail["Cc"] is None, f"{name} has no Bcc")
    if not lists:
        return
    links = re.fullmatch(r"<https://\S+/leave/[0-9a-f]{32}>,\s*<mailto:leave\+[0-9a-f]{32}@\S+>",
                         mail["List-Unsubscribe"])
    tell(links is not None, f"{name} has a List-Unsubscribe in one piece",
         mail["List-Unsubscribe"])


def look_at_words(name, mail):
    plain = mail.get_body(("plain",)).get_content()
    text = mail.get_body(("html",)).get_content()
    page = Page(text)
    tell(words_of_plain(plain) == page.words, f"{name} says the same in both parts",
         [w for w in zip(words_of_plain(plain), page.words) if w[0] != w[1]][:3])
    tell(not page.bad and not page.open, f"{name} has sound HTML", page.bad + page.open)
    tell(page.lang == "en" and page.tags.count("main") == 1 and page.tags.count("title") == 1,
         f"{name} has a language, a title and a main part")
    forbidden = {"img", "script", "link", "iframe", "form", "object", "base"} & set(page.tags)
    tell(not forbidden, f"{name} fetches nothing", forbidden)
    tell("url(" not in text and "@import" not in text, f"{name} has no address in styles")
    tell(all(link.startswith("https://dinners.riverside.example/") for link in page.links),
         f"{name} links to our pages alone", page.links)
    tell(page.headings[:1] == [1] and all(b - a <= 1 for a, b in
                                          zip(page.headings, page.headings[1:])),
         f"{name} has headings in order", page.headings)


def look_at_event(name, part):
    calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
    events = calendar.walk("VEVENT")
    event = events[0]
    tell(len(events) == 1, f"{name} has one event for icalendar")
    tell(str(calendar["METHOD"]) == METHODS[name], f"{name} has its method in the calendar")
    tell(str(event["UID"]) == "seat-1@dinners.riverside.example", f"{name} has the UID")
    tell(int(event["SEQUENCE"]) == SEQUENCES.get(name, 0), f"{name} has its SEQUENCE")
    times = tuple(event[p].to_ical().decode() for p in ("DTSTART", "DTEND"))
    tell(times == TIMES, f"{name} has its times in UTC", times)
    attendees = event["ATTENDEE"]
    tell(not isinstance(attendees, list)
         and attendees == "mailto:zoe.obrien@riverside.example",
         f"{name} has one ATTENDEE", attendees)
    tell(str(event["CLASS"]) == "PRIVATE", f"{name} is private")
    status = str(event.get("STATUS", ""))
    wanted = {"REQUEST": "CONFIRMED", "CANCEL": ""}[METHODS[name]]
    wanted = "CANCELLED" if name == "cancellation" else wanted
    tell(status == wanted, f"{name} has its STATUS", status)


def look_at_calendar(name, mail):
    parts = [p for p in mail.walk() if p.get_content_type() == "text/calendar"]
    files = [p for p in mail.walk() if p.get_content_type() == "application/ics"]
    wanted = 1 if name in METHODS else 0
    tell(len(parts) == len(files) == wanted, f"{name} has {wanted} calendar")
    if not wanted:
        return
    tell(mail.get_content_type() == "multipart/mixed"
         and [p.get_content_type() for p in list(mail.iter_parts())[0].iter_parts()]
         == ["text/plain", "text/html", "text/calendar"], f"{name} has its parts in order")
    tell(parts[0].get_payload(decode=True) == files[0].get_payload(decode=True),
         f"{name} has the same calendar twice")
    tell(parts[0].get_param("method") == METHODS[name], f"{name} has its method in the type")
    lines = parts[0].get_payload(decode=True).split(b"\r\n")
    tell(all(len(line) <= 75 for line in lines), f"{name} has a folded calendar")
    if icalendar is None:
        skip(f"{name} for icalendar", "python3-icalendar is not there")
    else:
        look_at_event(name, parts[0])


def look_at_story(folder, names, left):
    """A calendar as programs keep it: an update needs a higher SEQUENCE."""
    store = {}
    for name in names:
        mail = email.message_from_bytes((folder / f"{name}.eml").read_bytes(),
                                        policy=email.policy.default)
        part = [p for p in mail.walk() if p.get_content_type() == "text/calendar"][0]
        calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
        event = calendar.walk("VEVENT")[0]
        uid, sequence = str(event["UID"]), int(event["SEQUENCE"])
        if str(calendar["METHOD"]) == "CANCEL":
            if sequence > store.get(uid, -1):
                store.pop(uid, None)
        elif sequence > store.get(uid, -1):
            store[uid] = sequence
    tell(len(store) == left, f"{', '.join(names)}: icalendar has {left} left", store)


def main():
    mails = sorted(pathlib.Path(sys.argv[1]).glob("*.eml"))
    tell(len(mails) == 19, "19 mails to read", len(mails))
    for path in mails:
        data = path.read_bytes()
        mail = email.message_from_bytes(data, policy=email.policy.default)
        look_at_bytes(path.stem, data)
        look_at_headers(path.stem, mail)
        look_at_words(path.stem, mail)
        look_at_calendar(path.stem, mail)
        if path.stem == "hostile":
            name = mail["To"].addresses[0].display_name
            tell('%n{{x}}<b>' in name and '"Zoë" ^n' in name, "a hostile name is a name", name)
    if icalendar is not None:
        folder = pathlib.Path(sys.argv[1])
        look_at_story(folder, ["invitation", "change"], 1)
        for end in ("cancellation", "declined", "lapsed"):
            look_at_story(folder, ["invitation", "change", end], 0)
    print(f"1..{count}")
    return 1 if failed else 0


sys.exit(main())
