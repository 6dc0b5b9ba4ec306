#include "command.h"
#include "message_kind.h"

#include "live.h"
#include "run.h"
#include "text.h"

#include <string.h>

/* The rows of the schema and those of C are the same. */
START_TEST(test_kind_is_that_of_the_schema)
{
	const struct message_kind_row *row = message_kind_row((enum message_kind)_i);

	ck_assert_str_eq(
	    live_admin("SELECT count(*) FROM convene.message_kind WHERE kind = '%s' AND "
		       "priority = %d AND uncertain = '%s' AND coalesce(event_method, "
		       "'') = '%s' AND expires_before_s = %lld",
		row->name, row->priority, row->is_resent ? "resend" : "hold",
		row->event_method != NULL ? row->event_method : "",
		(long long)row->expires_before_s),
	    "1");
	ck_assert_int_eq(atoi(live_admin("SELECT count(*) FROM convene.message_kind")),
	    MESSAGE_KIND_COUNT);
}
END_TEST

/* One asks for every kind there is, and for no other. */
START_TEST(test_list_knows_every_kind)
{
	CLEANUP(text_done) struct text kinds = { 0 };

	for (int i = 0; i < MESSAGE_KIND_COUNT; i++) {
		const char *name = message_kind_row((enum message_kind)i)->name;

		text_add_bytes(&kinds, "|", i > 0);
		text_add_bytes(&kinds, name, strlen(name));
	}
	ck_assert_str_eq(text_string(&kinds),
	    command_argument(&command_table[COMMAND_MESSAGE_LIST], "kind")->choices);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("message_kinds");

	tcase_add_checked_fixture(tests, live_setup, live_teardown);
	tcase_add_loop_test(tests, test_kind_is_that_of_the_schema, 0,
	    MESSAGE_KIND_COUNT);
	tcase_add_test(tests, test_list_knows_every_kind);
	return run_tests("message_kinds", tests);
}
