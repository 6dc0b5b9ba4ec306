#include "life.h"

#include "run.h"

#include <stdbool.h>
#include <string.h>

#define STATES_MAX 16

/* Follows the arrows from one state; answers whether the other can be reached. */
static bool
leads_to(enum life_machine machine, const char *from, const char *to)
{
	const char *seen[STATES_MAX] = { from };
	size_t seen_count = 1, count;
	const struct life_arrow *arrows = life_arrows(machine, &count);

	for (size_t at = 0; at < seen_count; at++) {
		for (size_t i = 0; i < count; i++) {
			bool is_new = strcmp(arrows[i].from, seen[at]) == 0;

			for (size_t k = 0; k < seen_count && is_new; k++)
				is_new = strcmp(arrows[i].to, seen[k]) != 0;
			if (is_new) {
				ck_assert_uint_lt(seen_count, STATES_MAX);
				seen[seen_count++] = arrows[i].to;
			}
			if (strcmp(arrows[i].from, seen[at]) == 0 &&
			    strcmp(arrows[i].to, to) == 0)
				return true;
		}
	}
	return false;
}

START_TEST(test_every_state_is_reached_and_every_arrow_is_named_once)
{
	enum life_machine machine = (enum life_machine)_i;
	size_t count;
	const struct life_arrow *arrows = life_arrows(machine, &count);

	for (size_t i = 0; i < count; i++) {
		ck_assert(strcmp(arrows[i].from, life_first(machine)) == 0 ||
		    strcmp(arrows[i].from, "standby") == 0 ||
		    leads_to(machine, life_first(machine), arrows[i].from));
		ck_assert_str_ne(arrows[i].from, arrows[i].to);
		ck_assert_str_ne(arrows[i].why, "");
		ck_assert(life_may(machine, arrows[i].from, arrows[i].to));
		for (size_t k = i + 1; k < count; k++)
			ck_assert(strcmp(arrows[i].from, arrows[k].from) != 0 ||
			    strcmp(arrows[i].to, arrows[k].to) != 0);
	}
}
END_TEST

/* The rules behind the tables, which the tables cannot know. */
START_TEST(test_who_declined_comes_back_only_in_a_new_turn)
{
	static const char *const ends[] = { "declined", "lapsed", "withdrawn", "replaced",
		"came", "absent" };
	size_t count;
	const struct life_arrow *arrows = life_arrows(LIFE_SEAT, &count);

	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < COUNT_OF(ends); k++)
			ck_assert_str_ne(arrows[i].from, ends[k]);
}
END_TEST

START_TEST(test_paid_money_never_returns_to_the_fund_unseen)
{
	ck_assert(!life_may(LIFE_MONEY, "paid", "released"));
	ck_assert(!life_may(LIFE_MONEY, "batched", "released"));
	ck_assert(!leads_to(LIFE_MONEY, "reconciled", "released"));
	ck_assert(!leads_to(LIFE_MONEY, "released", "paid"));
}
END_TEST

START_TEST(test_a_sent_message_stays_sent)
{
	ck_assert(!leads_to(LIFE_MESSAGE, "sent", "ready"));
	ck_assert(!life_may(LIFE_MESSAGE, "failed", "claimed"));
	ck_assert(!leads_to(LIFE_MESSAGE, "expired", "claimed"));
	ck_assert(!leads_to(LIFE_MESSAGE, "cancelled", "claimed"));
	ck_assert(!life_may(LIFE_MESSAGE, "held", "claimed"));
	ck_assert(!life_may(LIFE_MESSAGE, "uncertain", "claimed"));
}
END_TEST

START_TEST(test_a_round_is_formed_once)
{
	ck_assert(!leads_to(LIFE_ROUND, "proposed", "forming"));
	ck_assert(!leads_to(LIFE_ROUND, "cancelled", "published"));
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("life");

	tcase_add_loop_test(tests,
	    test_every_state_is_reached_and_every_arrow_is_named_once, 0, LIFE_COUNT);
	tcase_add_test(tests, test_who_declined_comes_back_only_in_a_new_turn);
	tcase_add_test(tests, test_paid_money_never_returns_to_the_fund_unseen);
	tcase_add_test(tests, test_a_sent_message_stays_sent);
	tcase_add_test(tests, test_a_round_is_formed_once);
	return run_tests("life", tests);
}
