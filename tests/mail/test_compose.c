/* Every kind of mail from the templates of the tree. With a folder as argument the
 * program writes them there instead, for readers that share no code with us
 * (test_mail_readers), for the eye and for the fixtures; with --measure it says how long
 * one takes. */
#include "compose.h"

#include "ical.h"
#include "letter_facts.h"
#include "mime.h"
#include "run.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define TOKEN "00112233445566778899aabbccddeeff"
#define UUID "0f4b2c1e-7a51-4a7f-9f0a-3c8d5e6f7a8b"

/* clang-format off */
#define SEAT \
	"\"organisation\":\"Riverside Health\",\"program\":\"Clinician dinners\"," \
	"\"season\":\"winter-27\",\"round\":\"winter-27/1\",\"gathering\":4," \
	"\"starts_s\":1799969400,\"ends_s\":1799976600,\"zone\":\"America/New_York\"," \
	"\"lasts_min\":120,\"respond_by_s\":1799125140,\"venue\":\"Café Müller\"," \
	"\"street\":\"12 Long Street\",\"virtual_url\":null,\"stipend_cents\":4500," \
	"\"currency\":\"USD\",\"seats\":7,\"host_name\":\"Ada L.\",\"travel_min\":9," \
	"\"is_host\":false,\"person_id\":\"x\",\"full_name\":\"Zoë O'Brien\"," \
	"\"first_name\":\"Zoë\",\"tablemates\":[" \
	"{\"name\":\"Ada L.\",\"specialty\":\"Paediatrics\",\"site\":\"Site 2\"}," \
	"{\"name\":\"Ben T.\",\"specialty\":\"Palliative care\",\"site\":\"Site 12\"}," \
	"{\"name\":\"Chidi O.\",\"specialty\":\"Cardiology\",\"site\":null}," \
	"{\"name\":\"Dolores M.\",\"specialty\":\"Family medicine\"," \
	"\"site\":\"Site 4\"}," \
	"{\"name\":\"李 雷\",\"specialty\":\"Radiology\",\"site\":\"Site 9\"}]"

#define PERSON \
	"\"organisation\":\"Riverside Health\",\"program\":\"Clinician dinners\"," \
	"\"full_name\":\"Zoë O'Brien\",\"first_name\":\"Zoë\"," \
	"\"zone\":\"America/New_York\",\"currency\":\"USD\""
/* clang-format on */

static const char seat_content[] = "{" SEAT "}";

static const char *const contents[MESSAGE_KIND_COUNT] = {
	[MESSAGE_CHANGE] = "{" SEAT
			   ",\"was_starts_s\":1799883000,\"was_where\":\"The Mill, 3 "
			   "River Road\",\"joined\":\"Ben T.\",\"gone\":\"Eve S., Fay "
			   "W.\"}",
	[MESSAGE_NOT_SEATED] = "{" PERSON
			       ",\"starts_s\":1799969400,\"ends_s\":1799976600,"
			       "\"lasts_min\":120,\"reason_code\":\"fund\","
			       "\"reason\":\"the fund is short\",\"fund_is_short\":true}",
	[MESSAGE_HOST_CARD] = "{" SEAT
			      ",\"prompt\":\"When did you last *surprise* yourself at "
			      "work?\\n\\n<b>And</b> who was there? "
			      "[x](javascript:1)\",\"help\":[\"Employee assistance: 555 "
			      "0100\",\"The *chaplain*\"]}",
	[MESSAGE_SEAT_OFFER] = "{" SEAT ",\"offer_until_s\":1799200000}",
	[MESSAGE_SEASON_INVITATION] = "{" PERSON
				      ",\"begins_s\":1799969400,\"evenings\":6,"
				      "\"answer_by_s\":1799125140,"
				      "\"stipend_cents\":4500}",
	[MESSAGE_DIGEST] =
	    "{" PERSON ",\"day_s\":1799969400,\"lines\":[\"2 mails may have arrived or "
	    "not: convenectl message list --state uncertain\"]}",
	[MESSAGE_PAUSED] = "{" PERSON ",\"until_s\":1801969400}",
	[MESSAGE_LEFT] = "{" PERSON ",\"seats_given\":2}",
	[MESSAGE_CLAIM_STATUS] = "{" PERSON ",\"claim\":\"C-118\",\"amount_cents\":26250,"
				 "\"standing\":\"approved\",\"why\":\"12.30 is above "
				 "what the program repays\",\"pay_by_s\":1801969400}",
};

/* The host, with a name that tries everything; by video, nobody else named. */
static const char hostile_content[] =
    "{\"organisation\":\"</title><script>alert(1)</script>\",\"program\":\"a\\r\\nBcc: "
    "x@y\","
    "\"starts_s\":1799969400,\"ends_s\":1799976600,\"zone\":\"America/New_York\","
    "\"lasts_min\":90,\"respond_by_s\":1799125140,\"venue\":\"# [x](javascript:1)\","
    "\"street\":null,\"virtual_url\":\"javascript:alert(1)\",\"seats\":2,\"is_host\":"
    "true,"
    "\"full_name\":\"%n{{x}}<b>\\r\\nBcc: evil@x \\\"Zoë\\\" ^n\","
    "\"first_name\":\"%n{{x}}<b>\\r\\n\\r\\n---\","
    "\"tablemates\":[{\"name\":\"*a*\\n- b\",\"specialty\":\"<img "
    "src=x>\",\"site\":\"]\"}]}";

static struct arena arena;
static struct zone_shelf zones;

static void
set_up(void)
{
	mime_start();
}

static void
tear_down(void)
{
	zone_shelf_done(&zones);
	arena_done(&arena);
	mime_stop();
}

/* Check's own assertions end a program that runs no tests. */
static void
must(bool is_so, const char *what)
{
	if (!is_so) {
		fprintf(stderr, "%s\n", what);
		exit(EXIT_FAILURE);
	}
}

static void
read_file(const char *path, struct text *out)
{
	FILE *file = fopen(path, "rb");
	char block[4096];
	size_t length;

	must(file != NULL, path);
	while ((length = fread(block, 1, sizeof block, file)) > 0)
		text_add_bytes(out, block, length);
	fclose(file);
}

static void
add_path(struct text *path, const char *folder, const char *name, const char *suffix)
{
	text_add_bytes(path, folder, strlen(folder));
	text_add(path, "/");
	text_add_bytes(path, name, strlen(name));
	text_add_bytes(path, suffix, strlen(suffix));
}

static const struct letter *
load_letter(enum message_kind kind)
{
	CLEANUP(text_done) struct text path = { 0 }, bytes = { 0 };
	const struct letter *letter = NULL;
	struct err err = { 0 };

	add_path(&path, SOURCE_DIR "/etc/templates", message_kind_row(kind)->name, ".md");
	read_file(text_string(&path), &bytes);
	enum status status = letter_parse(message_kind_row(kind)->name, bytes.data,
	    bytes.length, &arena, &letter, &err);

	must(status == OK && letter_kind(letter) == kind, err.text);
	return letter;
}

static enum status
compose(const struct letter *letter, const char *content, struct text *out,
    struct err *err)
{
	static const struct letter_links links = {
		.answer_url = "https://dinners.riverside.example/answer/" TOKEN,
		.leave_url = "https://dinners.riverside.example/leave/" TOKEN,
		.feedback_url = "https://dinners.riverside.example/feedback/" TOKEN,
		.receipt_url = "https://dinners.riverside.example/host/" TOKEN,
		.enrol_url = "https://dinners.riverside.example/enrol/" TOKEN,
		.resume_url = "https://dinners.riverside.example/me/" TOKEN,
	};
	struct letter_facts facts;
	enum status status = letter_facts_read(content, strlen(content), &links, &zones,
	    &arena, &facts, err);

	if (status != OK)
		return status;

	bool is_first = letter_kind(letter) == MESSAGE_INVITATION;
	bool is_staff = message_kind_row(letter_kind(letter))->is_for_staff;
	struct compose_input input = {
		.letter = letter,
		.values = facts.values,
		.message_uuid = UUID,
		.mail_domain = "dinners.riverside.example",
		.first_uuid = is_first ? NULL : "f1e2d3c4-0000-4000-8000-000000000001",
		.ready_s = 1798722000,
		.from_name = "Riverside clinician dinners",
		.from_address = "dinners@riverside.example",
		.to_name = facts.full_name,
		.to_address = "zoe.obrien@riverside.example",
		.reply_to = "reply+" TOKEN "@riverside.example",
		.unsubscribe_url = is_staff ? NULL : links.leave_url,
		.unsubscribe_address = is_staff ? NULL
						: "leave+" TOKEN "@riverside.example",
		.list_id = is_staff ? NULL : "dinners.riverside.example",
		.organisation = facts.organisation,
		.program = facts.program,
		.event = {
			.uid = "seat-1@dinners.riverside.example",
			.sequence = is_first ? 0 : (int)letter_kind(letter),
			.start_s = facts.starts_s,
			.end_s = facts.ends_s,
			.location = facts.location,
			.join_url = facts.join_url,
			.is_called_off = letter_kind(letter) == MESSAGE_CANCELLATION,
		},
	};

	return compose_mail(&input, out, err);
}

static const char *
content_of(enum message_kind kind)
{
	return contents[kind] != NULL ? contents[kind] : seat_content;
}

static void
compose_kind(enum message_kind kind, struct text *out)
{
	struct err err = { 0 };

	must(compose(load_letter(kind), content_of(kind), out, &err) == OK, err.text);
}

START_TEST(test_kind_is_as_in_its_fixture)
{
	CLEANUP(text_done) struct text out = { 0 }, wanted = { 0 }, path = { 0 };

	compose_kind((enum message_kind)_i, &out);
	add_path(&path, SOURCE_DIR "/tests/mail",
	    message_kind_row((enum message_kind)_i)->name, ".eml");
	read_file(text_string(&path), &wanted);
	ck_assert_str_eq(text_string(&out), text_string(&wanted));
}
END_TEST

START_TEST(test_template_is_used_up)
{
	struct mime_letter mail = { 0 };
	CLEANUP(text_done) struct text out = { 0 };
	struct err err = { 0 };

	compose_kind((enum message_kind)_i, &out);
	ck_assert_int_eq(mime_read(out.data, out.length, &arena, &mail, &err), OK);
	ck_assert_ptr_null(strstr(mail.plain, "{{"));
	ck_assert_ptr_null(strstr(mail.plain, "**"));
	ck_assert_ptr_nonnull(strstr(mail.plain, "Zoë"));
	ck_assert_int_eq(strstr(mail.plain, "/leave/" TOKEN) == NULL,
	    message_kind_row((enum message_kind)_i)->is_for_staff);
}
END_TEST

/* Method, id, sequence and times are one in the header, the part and the attachment. */
START_TEST(test_calendar_agrees_with_the_kind)
{
	enum message_kind kind = (enum message_kind)_i;
	const char *method = message_kind_row(kind)->event_method;
	CLEANUP(text_done) struct text out = { 0 };
	struct mime_letter mail = { 0 };
	struct ical_reply event = { 0 };
	struct err err = { 0 };

	compose_kind(kind, &out);
	ck_assert_int_eq(mime_read(out.data, out.length, &arena, &mail, &err), OK);
	ck_assert_int_eq(mail.calendar != NULL, method != NULL);
	if (method == NULL)
		return;
	ck_assert_int_eq(ical_read(mail.calendar, mail.calendar_length, &arena, &event,
			     &err),
	    OK);
	ck_assert_str_eq(ical_verb_name(event.verb), method);
	ck_assert_str_eq(event.uid, "seat-1@dinners.riverside.example");
	ck_assert_int_eq(event.sequence, kind);
	ck_assert_int_eq(event.stamped_s, 1798722000);
	ck_assert_uint_eq(event.attendee_count, 1);
	ck_assert_str_eq(event.attendees[0].address, "zoe.obrien@riverside.example");
}
END_TEST

static const char *const secrets[] = { "Ada", "Ben T", "Paediatrics", "$45", "45.00",
	"burnout", TOKEN, "question", "Clinician", "Riverside Health" };

START_TEST(test_calendar_keeps_the_table_to_itself)
{
	CLEANUP(text_done) struct text out = { 0 };
	struct mime_letter mail = { 0 };
	struct err err = { 0 };

	compose_kind(MESSAGE_INVITATION, &out);
	ck_assert_int_eq(mime_read(out.data, out.length, &arena, &mail, &err), OK);
	ck_assert_ptr_null(strstr(mail.calendar, secrets[_i]));
}
END_TEST

START_TEST(test_room_by_video_is_in_the_calendar)
{
	static const char content[] =
	    "{" PERSON ",\"starts_s\":1799969400,\"ends_s\":1799976600,"
	    "\"lasts_min\":120,\"respond_by_s\":1799125140,\"venue\":\"Room 4\","
	    "\"street\":\"\",\"virtual_url\":\"https://video.example/j/4\",\"seats\":7}";
	CLEANUP(text_done) struct text out = { 0 };
	struct mime_letter mail = { 0 };
	struct err err = { 0 };

	ck_assert_int_eq(compose(load_letter(MESSAGE_INVITATION), content, &out, &err),
	    OK);
	ck_assert_int_eq(mime_read(out.data, out.length, &arena, &mail, &err), OK);
	ck_assert_ptr_nonnull(strstr(mail.plain, "https://video.example/j/4"));
	ck_assert_ptr_nonnull(
	    strstr(mail.calendar, "LOCATION:Room 4\\, https://video.example/j/4\r\n"));
	ck_assert_ptr_nonnull(
	    strstr(mail.calendar, "\r\nURL:https://video.example/j/4\r\n"));
}
END_TEST

START_TEST(test_hostile_names_stay_words)
{
	CLEANUP(text_done) struct text out = { 0 };
	struct mime_letter mail = { 0 };
	struct err err = { 0 };

	ck_assert_msg(compose(load_letter(MESSAGE_INVITATION), hostile_content, &out,
			  &err) == OK,
	    "%s", err.text);
	ck_assert_int_eq(mime_read(out.data, out.length, &arena, &mail, &err), OK);

	const char *html = strstr(out.data, "text/html"); /* and what follows it */

	ck_assert_ptr_nonnull(strstr(mail.plain, "Dear %n{{x}}<b> ---,"));
	ck_assert_ptr_nonnull(strstr(mail.plain, "# [x](javascript:1)"));
	ck_assert_ptr_nonnull(strstr(mail.plain, "- *a* - b, <img src=x>, ]"));
	ck_assert_ptr_null(strstr(out.data, "\nBcc:"));
	ck_assert_ptr_null(strstr(html, "<script>"));
	ck_assert_ptr_null(strstr(html, "<img"));
	ck_assert_ptr_null(strstr(html, "href=3D\"javascript"));
	ck_assert_ptr_null(strstr(mail.calendar, "\nBcc:"));
	ck_assert_ptr_null(strstr(mail.calendar, "\nURL:"));
	ck_assert_str_eq(mail.recipients[0], "zoe.obrien@riverside.example");
	ck_assert_ptr_null(mail.recipients[1]);
}
END_TEST

static const struct {
	const char *content, *wanted;
} bad[] = {
	{ "[]", "no value for company" },
	{ "{}", "invitation:3: no value for company" },
	{ "{\"zone\":\"UTC\",\"starts_s\":1}", "ends_s" },
	{ "{\"starts_s\":1,\"ends_s\":2,\"lasts_min\":1}", "times without a zone" },
	{ "{\"until_s\":1}", "a time of no calendar" },
	{ "{\"help\":[7]}", "help has what is no text" },
	{ "{\"amount_cents\":\"7\"}", "amount_cents" },
	{ "{\"zone\":\"Mars/Base\",\"starts_s\":1,\"ends_s\":2,\"lasts_min\":1}",
	    "no time zone 'Mars/Base'" },
	{ "{\"zone\":\"UTC\",\"starts_s\":-1,\"ends_s\":2,\"lasts_min\":1}",
	    "a time of no calendar" },
	{ "{\"zone\":\"UTC\",\"starts_s\":1,\"ends_s\":2,\"lasts_min\":0}",
	    "a time of no calendar" },
	{ "{\"zone\":\"UTC\",\"starts_s\":1,\"ends_s\":2,\"lasts_min\":1,\"venue\":7}",
	    "venue" },
	{ "{\"zone\":\"UTC\",\"starts_s\":1,\"ends_s\":2,\"lasts_min\":1}",
	    "invitation:3: no value for company" },
};

START_TEST(test_what_is_missing_is_named)
{
	CLEANUP(text_done) struct text out = { 0 };
	struct err err = { 0 };

	ck_assert_int_ne(compose(load_letter(MESSAGE_INVITATION), bad[_i].content, &out,
			     &err),
	    OK);
	ck_assert_msg(strstr(err.text, bad[_i].wanted) != NULL, "%s", err.text);
	ck_assert_uint_eq(out.length, 0);
}
END_TEST

static void
write_file(const char *folder, const char *name, const struct text *bytes)
{
	CLEANUP(text_done) struct text path = { 0 };

	add_path(&path, folder, name, ".eml");

	FILE *file = fopen(text_string(&path), "wb");

	must(file != NULL, text_string(&path));
	must(fwrite(bytes->data, 1, bytes->length, file) == bytes->length,
	    "cannot write");
	must(fclose(file) == 0, "cannot write");
}

static void
write_mails(const char *folder)
{
	CLEANUP(text_done) struct text out = { 0 };
	struct err err = { 0 };

	for (enum message_kind kind = 0; kind < MESSAGE_KIND_COUNT; kind++) {
		text_clear(&out);
		compose_kind(kind, &out);
		write_file(folder, message_kind_row(kind)->name, &out);
	}
	text_clear(&out);
	must(compose(load_letter(MESSAGE_INVITATION), hostile_content, &out, &err) == OK,
	    err.text);
	write_file(folder, "hostile", &out);
}

/* Microseconds of CPU for one invitation, facts included: for the curious, not a test. */
static void
measure(void)
{
	const struct letter *letter = load_letter(MESSAGE_INVITATION);
	struct timespec from, to;
	const int rounds = 5000;
	struct err err = { 0 };

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
	for (int i = 0; i < rounds; i++) {
		CLEANUP(text_done) struct text out = { 0 };

		must(compose(letter, seat_content, &out, &err) == OK, err.text);
	}
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);

	int64_t us = (to.tv_sec - from.tv_sec) * 1000000 +
	    (to.tv_nsec - from.tv_nsec) / 1000;

	printf("%.1f us a mail\n", (double)us / rounds);
}

int
main(int argc, char **argv)
{
	if (argc == 2) {
		set_up();
		if (strcmp(argv[1], "--measure") == 0)
			measure();
		else
			write_mails(argv[1]);
		tear_down();
		return EXIT_SUCCESS;
	}

	TCase *tests = tcase_create("compose");

	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_loop_test(tests, test_kind_is_as_in_its_fixture, 0, MESSAGE_KIND_COUNT);
	tcase_add_loop_test(tests, test_template_is_used_up, 0, MESSAGE_KIND_COUNT);
	tcase_add_loop_test(tests, test_calendar_agrees_with_the_kind, 0,
	    MESSAGE_KIND_COUNT);
	tcase_add_loop_test(tests, test_calendar_keeps_the_table_to_itself, 0,
	    COUNT_OF(secrets));
	tcase_add_test(tests, test_room_by_video_is_in_the_calendar);
	tcase_add_test(tests, test_hostile_names_stay_words);
	tcase_add_loop_test(tests, test_what_is_missing_is_named, 0, COUNT_OF(bad));
	return run_tests("compose", tests);
}
