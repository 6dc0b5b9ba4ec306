#include "life.h"

#include "live.h"
#include "run.h"

#include <stdlib.h>

/* The arrows in C and the rows that the database refuses by are the same, both ways. */
START_TEST(test_arrows_are_those_of_the_schema)
{
	enum life_machine machine = (enum life_machine)_i;
	size_t count;
	const struct life_arrow *arrows = life_arrows(machine, &count);

	for (size_t i = 0; i < count; i++)
		ck_assert_str_eq(
		    live_admin("SELECT count(*) FROM convene.state_change WHERE "
			       "machine = '%s' AND from_state = '%s' AND "
			       "to_state = '%s'",
			life_name(machine), arrows[i].from, arrows[i].to),
		    "1");
	ck_assert_uint_eq(
	    strtoul(live_admin("SELECT count(*) FROM convene.state_change WHERE "
			       "machine = '%s'",
			life_name(machine)),
		NULL, 10),
	    count);
}
END_TEST

/* Each state of the arrows is one that the table's CHECK admits. */
START_TEST(test_states_are_those_of_the_schema)
{
	static const char *const checks[LIFE_COUNT] = {
		[LIFE_SEASON] = "season_state",
		[LIFE_ROUND] = "round_state",
		[LIFE_GATHERING] = "gathering_state",
		[LIFE_SEAT] = "seat_state",
		[LIFE_MESSAGE] = "message_state",
		[LIFE_MONEY] = "reservation_state",
	};
	enum life_machine machine = (enum life_machine)_i;

	ck_assert_str_eq(
	    live_admin(
		"WITH named AS (SELECT from_state AS s FROM convene.state_change WHERE "
		"machine = '%s' UNION SELECT to_state FROM convene.state_change WHERE "
		"machine = '%s'), checked AS (SELECT (regexp_matches("
		"pg_get_constraintdef(oid), '''([a-z]+)''', 'g'))[1] AS s "
		"FROM pg_constraint WHERE conname = '%s') "
		"SELECT count(*) FROM named FULL JOIN checked USING (s) "
		"WHERE named.s IS NULL OR checked.s IS NULL",
		life_name(machine), life_name(machine), checks[machine]),
	    "0");
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("life");

	tcase_add_checked_fixture(tests, live_setup, live_teardown);
	tcase_add_loop_test(tests, test_arrows_are_those_of_the_schema, 0, LIFE_COUNT);
	tcase_add_loop_test(tests, test_states_are_those_of_the_schema, 0, LIFE_COUNT);
	return run_tests("life", tests);
}
