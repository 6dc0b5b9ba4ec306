/* Mails of tests/fixtures/injections that want more than their sender may: each is kept,
 * and changes nothing. */
#include "folder.h"
#include "inbox.h"

#include "run.h"

#include <stdio.h>
#include <string.h>

/* In all of the files that have one. */
#define UID "b7c7a1de-5f00-8a00-9d00-000000000001"

/* Everything but the mails that came. */
static const char *
dump(void)
{
	static char digest[2][64];
	static int at;
	char *out = digest[at++ % 2];

	memcpy(out,
	    live_admin(
		"SELECT md5(concat_ws('|', (SELECT string_agg(s::text, ',' ORDER BY "
		"seat_id) FROM seat s), (SELECT string_agg(m::text, ',' ORDER BY "
		"message_id) FROM message m), (SELECT string_agg(p::text, ',' ORDER BY "
		"person_id) FROM person p), (SELECT count(*) FROM suppression), (SELECT "
		"string_agg(e::text, ',' ORDER BY person_id) FROM enrolment e), (SELECT "
		"count(*) FROM token), (SELECT string_agg(a::text, ',' ORDER BY "
		"message_id, number) FROM attempt a)))"),
	    sizeof digest[0]);
	return out;
}

START_TEST(test_nothing_changes)
{
	CLEANUP(folder_done) struct folder mails = { 0 };

	live_admin("UPDATE seat SET event_uid = '" UID "' WHERE seat_id = '%s'",
	    inbox_seat(1));
	(void)inbox_message(1);
	const char *before = dump();

	folder_open(&mails, "injections/mails");
	for (int i = 0; i < mails.count; i++) {
		const struct folder_file *mail = &mails.files[i];

		inbox_take(text_string(&mail->bytes), mail->bytes.length);
		ck_assert_msg(strcmp(dump(), before) == 0, "%s changed something: %s",
		    mail->name, inbox_recorded());
		before = dump();
	}
	char wanted[12];

	snprintf(wanted, sizeof wanted, "%d", mails.count);
	ck_assert_str_eq(live_admin("SELECT count(*) FROM inbound WHERE effect NOT IN "
				    "('recorded', 'suppressed', 'left')"),
	    wanted);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("injections");

	tcase_set_timeout(tests, 30);
	tcase_add_checked_fixture(tests, inbox_setup, inbox_teardown);
	tcase_add_test(tests, test_nothing_changes);
	return run_tests("intake/injections", tests);
}
