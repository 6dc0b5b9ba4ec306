/* Answers in the shapes of real calendar programs, as files of tests/fixtures/replies
 * that we wrote from their documented forms: they change the right seat and only it. */
#include "inbox.h"

#include "run.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

/* In all of the files. */
#define UID "b7c7a1de-5f00-8a00-9d00-000000000001"

static void
setup(void)
{
	inbox_setup();
	live_admin("UPDATE seat SET event_uid = '" UID "' WHERE seat_id = '%s'",
	    inbox_seat(1));
}

/* All seats, but of that one only what an answer may not touch. */
static const char *
seats(void)
{
	static char rows[2][16384];
	static int at;
	char *row = rows[at++ % 2];
	const char *found = live_admin(
	    "SELECT string_agg((CASE WHEN event_uid = '" UID
	    "' THEN to_jsonb(s) - '{state,live,answer_channel,answered_at,"
	    "answer_stamp,row_version}'::text[] ELSE to_jsonb(s) END)::text, '|' ORDER "
	    "BY seat_id) FROM seat s");

	ck_assert_uint_lt(strlen(found), sizeof rows[0]);
	memcpy(row, found, strlen(found) + 1);
	return row;
}

static void
take_file(const char *name)
{
	char path[600], piece[4096];
	CLEANUP(text_done) struct text mail = { 0 };

	snprintf(path, sizeof path, "%s/tests/fixtures/replies/%s", SOURCE_DIR, name);
	FILE *file = fopen(path, "re");

	ck_assert_msg(file != NULL, "%s", path);
	for (size_t got; (got = fread(piece, 1, sizeof piece, file)) > 0;)
		text_add_bytes(&mail, piece, got);
	ck_assert_int_eq(fclose(file), 0);
	inbox_take(text_string(&mail), mail.length);
}

static const struct {
	const char *file, *recorded, *state;
} clients[] = {
	{ "exchange_accepts.eml", "reply, recorded", "accepted" },
	{ "exchange_declines.eml", "reply, recorded", "declined" },
	{ "exchange_maybe.eml", "reply, tentative", "invited" },
	{ "exchange_proposes.eml", "counter, to administrator", "invited" },
	{ "gmail_accepts.eml", "reply, recorded", "accepted" },
	{ "gmail_declines.eml", "reply, recorded", "declined" },
	{ "apple_accepts.eml", "reply, recorded", "accepted" },
	{ "apple_declines.eml", "reply, recorded", "declined" },
	{ "apple_delegates.eml", "delegate, to administrator", "invited" },
	{ "delegate_named.eml", "delegate, to administrator", "invited" },
	{ "delegate_answers.eml", "reply, stranger", "invited" },
};

START_TEST(test_the_right_seat_and_only_it)
{
	const char *before = seats();

	take_file(clients[_i].file);
	ck_assert_str_eq(inbox_recorded(), clients[_i].recorded);
	ck_assert_str_eq(inbox_state(1), clients[_i].state);
	ck_assert_str_eq(seats(), before);
	ck_assert_str_eq(live_admin("SELECT seat_id = '%s' FROM inbound", inbox_seat(1)),
	    "t");
	ck_assert_str_eq(live_admin("SELECT (content IS NULL) = ('%s' IN ('accepted', "
				    "'declined') OR effect = 'tentative') FROM inbound",
			     clients[_i].state),
	    "t");
}
END_TEST

/* Somebody else's wish about that seat, and one about no seat. */
START_TEST(test_a_wish_is_shown_beside_its_seat)
{
	const char *before = seats();

	live_admin("UPDATE person SET email = 'zoe@example.org' WHERE employee_id = "
		   "'P1'");
	take_file("exchange_proposes.eml");
	ck_assert_str_eq(inbox_recorded(), "counter, stranger");
	live_admin("UPDATE seat SET event_uid = 'x' WHERE event_uid = '" UID "'");
	take_file("delegate_named.eml");
	ck_assert_str_eq(inbox_recorded(), "delegate, unknown");
	live_admin("UPDATE seat SET event_uid = '" UID "' WHERE event_uid = 'x'");
	ck_assert_str_eq(live_admin("SELECT count(*) FROM inbound WHERE content IS NOT "
				    "NULL"),
	    "2");
	ck_assert_str_eq(seats(), before);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("clients");

	tcase_set_timeout(tests, 30);
	tcase_add_checked_fixture(tests, setup, inbox_teardown);
	tcase_add_loop_test(tests, test_the_right_seat_and_only_it, 0,
	    (int)COUNT_OF(clients));
	tcase_add_test(tests, test_a_wish_is_shown_beside_its_seat);
	return run_tests("intake/clients", tests);
}
