#include "ical.h"

#include "run.h"

#include <string.h>

static struct arena arena;

static void
free_arena(void)
{
	arena_done(&arena);
}

static struct ical_event
dinner(void)
{
	return (struct ical_event){
		.verb = ICAL_VERB_REQUEST,
		.uid = "0f4b2c1e@dinners.example",
		.sequence = 0,
		.stamped_s = 1799000000,
		.start_s = 1799969400,
		.end_s = 1799976600,
		.organizer_name = "Wellness office",
		.organizer_address = "dinners@clinic.example",
		.attendee_name = "Zoë O'Brien",
		.attendee_address = "Zoe.OBrien@clinic.example",
		.summary = "Dinner with colleagues",
		.description = "Details are in the invitation.",
		.location = "Café Müller, 12 Long Street",
	};
}

/* The calendar with its folds undone. */
static void
write_unfolded(const struct ical_event *event, struct text *out)
{
	CLEANUP(text_done) struct text folded = { 0 };
	struct err err = { 0 };

	ck_assert_msg(ical_write(event, &folded, &err) == OK, "%s", err.text);
	for (const char *p = text_string(&folded); *p != '\0'; p++) {
		if (strncmp(p, "\r\n ", 3) == 0)
			p += 2;
		else
			text_add_bytes(out, p, 1);
	}
}

static bool
has(const struct text *text, const char *line)
{
	return strstr(text_string(text), line) != NULL;
}

START_TEST(test_request_is_for_one_person_and_private)
{
	CLEANUP(text_done) struct text out = { 0 };
	struct ical_event event = dinner();

	write_unfolded(&event, &out);
	ck_assert(has(&out, "\r\nMETHOD:REQUEST\r\n"));
	ck_assert(has(&out,
	    "\r\nUID:0f4b2c1e@dinners.example\r\nSEQUENCE:0\r\n"
	    "DTSTAMP:20270103T181320Z\r\nDTSTART:20270114T233000Z\r\n"
	    "DTEND:20270115T013000Z\r\n"));
	ck_assert(has(&out,
	    "\r\nORGANIZER;CN=Wellness office:"
	    "mailto:dinners@clinic.example\r\n"));
	ck_assert(has(&out,
	    "\r\nATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;"
	    "PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Zoë O'Brien:"
	    "mailto:Zoe.OBrien@clinic.example\r\n"));
	ck_assert(
	    has(&out, "\r\nCLASS:PRIVATE\r\nTRANSP:OPAQUE\r\nSTATUS:CONFIRMED\r\n"));
	ck_assert(has(&out, "\r\nLOCATION:Café Müller\\, 12 Long Street\r\n"));
	ck_assert(has(&out, "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT3H\r\n"));
	ck_assert(!has(&out, "VTIMEZONE") && !has(&out, "TZID") && !has(&out, "RRULE"));
}
END_TEST

START_TEST(test_room_by_video_can_be_joined)
{
	CLEANUP(text_done) struct text out = { 0 }, cancel = { 0 };
	struct ical_event event = dinner();

	ck_assert_int_eq(event.verb, ICAL_VERB_REQUEST);
	event.join_url = "https://video.example/j/123?pwd=a,b;c";
	write_unfolded(&event, &out);
	ck_assert(has(&out, "\r\nURL:https://video.example/j/123?pwd=a,b;c\r\n"));
	ck_assert(has(&out,
	    "\r\nCONFERENCE;VALUE=URI:https://video.example/j/123?pwd=a,b;c\r\n"));
	event.verb = ICAL_VERB_CANCEL;
	write_unfolded(&event, &cancel);
	ck_assert(!has(&cancel, "video.example"));
}
END_TEST

START_TEST(test_lines_are_folded_and_end_in_crlf)
{
	CLEANUP(text_done) struct text out = { 0 };
	struct ical_event event = dinner();
	struct err err = { 0 };
	size_t width = 0;

	event.location = "0123456789 0123456789 0123456789 0123456789 012"
			 "ääääääääääääääääääääää";
	ck_assert_int_eq(ical_write(&event, &out, &err), OK);
	for (size_t i = 0; i < out.length; i++) {
		if (out.data[i] == '\n') {
			ck_assert_int_eq(out.data[i - 1], '\r');
			ck_assert_msg(width <= 76, "%zu", width); /* 75 and the CR */
			if (out.data[i + 1] == ' ') /* a fold never cuts a character */
				ck_assert_int_ne(out.data[i + 2] & 0xC0, 0x80);
			width = 0;
		} else {
			width++;
		}
	}
}
END_TEST

START_TEST(test_update_keeps_an_answer_when_asked_to)
{
	CLEANUP(text_done) struct text out = { 0 };
	struct ical_event event = dinner();

	event.sequence = 4;
	event.answer = ICAL_ANSWER_YES;
	write_unfolded(&event, &out);
	ck_assert(has(&out, "\r\nSEQUENCE:4\r\n"));
	ck_assert(has(&out, ";PARTSTAT=ACCEPTED;RSVP=TRUE;"));
}
END_TEST

START_TEST(test_cancel_of_one_has_no_status)
{
	CLEANUP(text_done) struct text out = { 0 };
	struct ical_event event = dinner();

	event.verb = ICAL_VERB_CANCEL;
	event.sequence = 1;
	write_unfolded(&event, &out);
	ck_assert(has(&out, "\r\nMETHOD:CANCEL\r\n") && has(&out, "\r\nSEQUENCE:1\r\n"));
	ck_assert(!has(&out, "STATUS:") && !has(&out, "VALARM") && !has(&out, "RSVP"));
}
END_TEST

START_TEST(test_cancel_of_all_has_status)
{
	CLEANUP(text_done) struct text out = { 0 };
	struct ical_event event = dinner();

	event.verb = ICAL_VERB_CANCEL;
	event.sequence = 1;
	event.is_called_off = true;
	write_unfolded(&event, &out);
	ck_assert(has(&out, "\r\nSTATUS:CANCELLED\r\n"));
}
END_TEST

START_TEST(test_hostile_names_stay_values)
{
	CLEANUP(text_done) struct text out = { 0 };
	struct ical_event event = dinner();

	event.attendee_name = "\"%n{{x}}<b>;:,^\"";
	event.location = "a;b,c\\n:\"";
	write_unfolded(&event, &out);
	ck_assert(has(&out, ";CN=\"^'%n{{x}}<b>;:,^^^'\":mailto:Zoe"));
	ck_assert(has(&out, "\r\nLOCATION:a\\;b\\,c\\\\n:\"\r\n"));
}
END_TEST

static const struct {
	size_t field;
	const char *value;
} bad[] = {
#define FIELD(name) offsetof(struct ical_event, name)
	{ FIELD(attendee_address), "a@x\r\nATTENDEE:mailto:evil@x" },
	{ FIELD(attendee_address), "a@x>\r\nDATA" },
	{ FIELD(attendee_address), "no address" },
	{ FIELD(attendee_address), "a@b@c" },
	{ FIELD(organizer_address), "" },
	{ FIELD(organizer_address), "a@x\n" },
	{ FIELD(attendee_name), "Ann\r\nATTENDEE:mailto:evil@x" },
	{ FIELD(organizer_name), "Ann\n" },
	{ FIELD(summary), "a\rb" },
	{ FIELD(description), "a\x01" },
	{ FIELD(location), "a\nb" },
	{ FIELD(join_url), "https://x\r\nATTENDEE:mailto:evil@x" },
	{ FIELD(join_url), "https://x y" },
	{ FIELD(join_url), "https://b\xC3\xBC.example" },
	{ FIELD(uid), "a\r\nb" },
	{ FIELD(uid), "" },
#undef FIELD
};

START_TEST(test_unsafe_text_is_refused)
{
	CLEANUP(text_done) struct text out = { 0 };
	struct ical_event event = dinner();
	struct err err = { 0 };

	*(const char **)((char *)&event + bad[_i].field) = bad[_i].value;
	ck_assert_int_eq(ical_write(&event, &out, &err), ERR_INVALID);
	ck_assert_uint_eq(out.length, 0);
	ck_assert_str_ne(err.text, "");
}
END_TEST

#define CALENDAR(lines) "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" lines "END:VCALENDAR\r\n"
#define EVENT(lines) "BEGIN:VEVENT\r\n" lines "END:VEVENT\r\n"

static enum status
read_text(const char *text, struct ical_reply *ret_reply, struct err *err)
{
	return ical_read(text, strlen(text), &arena, ret_reply, err);
}

START_TEST(test_reads_a_reply)
{
	struct ical_reply reply = { 0 };
	struct err err = { 0 };

	ck_assert_int_eq(
	    read_text(CALENDAR("METHOD:REPLY\r\n" EVENT(
			  "UID:u1\r\nSEQUENCE:2\r\nDTSTAMP:20270103T181320Z\r\n"
			  "ORGANIZER:mailto:dinners@clinic.example\r\n"
			  "ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:Zoe@clinic.example\r\n")),
		&reply, &err),
	    OK);
	ck_assert_int_eq(reply.verb, ICAL_VERB_REPLY);
	ck_assert_str_eq(reply.uid, "u1");
	ck_assert_int_eq(reply.sequence, 2);
	ck_assert_int_eq(reply.stamped_s, 1799000000);
	ck_assert_uint_eq(reply.attendee_count, 1);
	ck_assert_str_eq(reply.attendees[0].address, "Zoe@clinic.example");
	ck_assert_int_eq(reply.attendees[0].answer, ICAL_ANSWER_YES);
}
END_TEST

/* Exchange: no ORGANIZER, a Windows time zone, translated, several attendees. */
START_TEST(test_reads_what_exchange_sends)
{
	struct ical_reply reply = { 0 };
	struct err err = { 0 };

	ck_assert_int_eq(
	    read_text(
		CALENDAR("METHOD:REPLY\r\nPRODID:Microsoft Exchange Server 2010\r\n"
			 "BEGIN:VTIMEZONE\r\nTZID:Eastern Standard Time\r\n"
			 "BEGIN:STANDARD\r\nDTSTART:16010101T020000\r\n"
			 "TZOFFSETFROM:-0400\r\nTZOFFSETTO:-0500\r\n"
			 "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11\r\n"
			 "END:STANDARD\r\nEND:VTIMEZONE\r\n" EVENT(
			     "ATTENDEE;PARTSTAT=DECLINED;CN=Zoë:mailto:z@c.example\r\n"
			     "ATTENDEE;PARTSTAT=TENTATIVE;CN=Room:mailto:r@c.example\r\n"
			     "ATTENDEE;CN=Silent:mailto:s@c.example\r\n"
			     "ATTENDEE;PARTSTAT=DELEGATED:mailto:d@c.example\r\n"
			     "COMMENT;LANGUAGE=de-DE:\\n\r\nUID:u1\r\n"
			     "SUMMARY;LANGUAGE=de-DE:Abgelehnt: Dinner\r\n"
			     "DTSTART;TZID=Eastern Standard Time:20270114T183000\r\n"
			     "DTEND;TZID=Eastern Standard Time:20270114T203000\r\n"
			     "CLASS:PRIVATE\r\nPRIORITY:5\r\nDTSTAMP:20270104T120000Z\r\n"
			     "STATUS:CONFIRMED\r\nSEQUENCE:0\r\n")),
		&reply, &err),
	    OK);
	ck_assert_uint_eq(reply.attendee_count, 4);
	ck_assert_int_eq(reply.attendees[0].answer, ICAL_ANSWER_NO);
	ck_assert_int_eq(reply.attendees[1].answer, ICAL_ANSWER_MAYBE);
	ck_assert_int_eq(reply.attendees[2].answer, ICAL_ANSWER_NONE);
	ck_assert_int_eq(reply.attendees[3].answer, ICAL_ANSWER_OTHER);
}
END_TEST

START_TEST(test_reads_what_is_hardly_there)
{
	struct ical_reply reply = { 0 };
	struct err err = { 0 };

	ck_assert_int_eq(read_text(CALENDAR(EVENT("UID:u\r\nATTENDEE:\r\n"
						  "SEQUENCE:x\r\nDTSTAMP:junk\r\n")),
			     &reply, &err),
	    OK);
	ck_assert_int_eq(reply.verb, ICAL_VERB_OTHER);
	ck_assert_int_eq(reply.sequence, 0);
	ck_assert_int_eq(reply.stamped_s, 0);
}
END_TEST

static const char *const unreadable[] = {
	"",
	"hello",
	"BEGIN:VCALENDAR\r\n",
	EVENT("UID:u\r\n"),
	CALENDAR(""),
	CALENDAR(EVENT("SUMMARY:no uid\r\n")),
	CALENDAR(EVENT("UID:\r\n")),
	CALENDAR(EVENT("UID:a\r\n") EVENT("UID:b\r\n")),
	CALENDAR(EVENT("UID:a\r\n")) CALENDAR(EVENT("UID:b\r\n")),
};

START_TEST(test_junk_is_invalid)
{
	static const struct ical_reply untouched = { .sequence = 77 };
	struct ical_reply reply = untouched;
	struct err err = { 0 };

	ck_assert_int_eq(read_text(unreadable[_i], &reply, &err), ERR_INVALID);
	ck_assert_int_eq(reply.sequence, 77);
	ck_assert_str_ne(err.text, "");
}
END_TEST

START_TEST(test_caps)
{
	CLEANUP(free_ptr) char *junk = alloc_zero(1, ICAL_BYTES_MAX + 1);
	CLEANUP(text_done) struct text many = { 0 };
	struct ical_reply reply = { 0 };
	struct err err = { 0 };

	memset(junk, 'A', ICAL_BYTES_MAX + 1);
	ck_assert_int_eq(ical_read(junk, ICAL_BYTES_MAX + 1, &arena, &reply, &err),
	    ERR_LIMIT);
	ck_assert_int_eq(ical_read("BEGIN\0:", 7, &arena, &reply, &err), ERR_INVALID);

	text_add(&many, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u\r\n");
	for (int i = 0; i < 100; i++)
		text_add(&many, "ATTENDEE:mailto:a@b\r\n");
	text_add(&many, "END:VEVENT\r\nEND:VCALENDAR\r\n");
	ck_assert_int_eq(ical_read(many.data, many.length, &arena, &reply, &err), OK);
	ck_assert_uint_eq(reply.attendee_count, ICAL_ATTENDEES_MAX);
}
END_TEST

/* Whatever is cut off, the reader answers and nothing else. */
START_TEST(test_every_prefix_is_answered)
{
	CLEANUP(text_done) struct text out = { 0 };
	struct ical_event event = dinner();
	struct err err = { 0 };

	ck_assert_int_eq(ical_write(&event, &out, &err), OK);
	for (size_t length = 0; length < out.length; length++) {
		struct ical_reply reply = { 0 };

		enum status status = ical_read(out.data, length, &arena, &reply, &err);

		ck_assert(status == OK || status == ERR_INVALID);
	}
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("ical");

	tcase_add_checked_fixture(tests, NULL, free_arena);
	tcase_add_test(tests, test_request_is_for_one_person_and_private);
	tcase_add_test(tests, test_room_by_video_can_be_joined);
	tcase_add_test(tests, test_lines_are_folded_and_end_in_crlf);
	tcase_add_test(tests, test_update_keeps_an_answer_when_asked_to);
	tcase_add_test(tests, test_cancel_of_one_has_no_status);
	tcase_add_test(tests, test_cancel_of_all_has_status);
	tcase_add_test(tests, test_hostile_names_stay_values);
	tcase_add_loop_test(tests, test_unsafe_text_is_refused, 0, COUNT_OF(bad));
	tcase_add_test(tests, test_reads_a_reply);
	tcase_add_test(tests, test_reads_what_exchange_sends);
	tcase_add_test(tests, test_reads_what_is_hardly_there);
	tcase_add_loop_test(tests, test_junk_is_invalid, 0, COUNT_OF(unreadable));
	tcase_add_test(tests, test_caps);
	tcase_add_test(tests, test_every_prefix_is_answered);
	return run_tests("ical", tests);
}
