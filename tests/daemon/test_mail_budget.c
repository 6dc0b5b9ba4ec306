/* How many mails a week: what waits, for how long, and what does not count. By the
 * functions of the schema, on a published round. */
#include "stage.h"

#include "live.h"
#include "run.h"

#include <stdlib.h>

#define DAY_S 86400

/* P0001 alone; the invitation was sent days ago. */
static void
set_up(void)
{
	live_setup();
	stage_round(2, 2);
	live_admin("DELETE FROM convene.message WHERE to_address <> 'p1@clinic.test'");
	live_admin(
	    "UPDATE convene.message SET state = 'sent', sent_at = to_timestamp(%lld)",
	    (long long)STAGE_NOW_S - 6 * DAY_S);
}

static void
weekly(int most)
{
	live_admin("INSERT INTO convene.setting (key, value, changed_by) VALUES "
		   "('mail.weekly', '%d', 'test')",
	    most);
}

/* Due at once, in that order. */
static void
queue(const char *kind, const char *cause)
{
	live_admin("SET search_path = convene; SELECT message_queue('%s', ARRAY(SELECT "
		   "seat_id FROM message WHERE kind = 'invitation'), '%s', "
		   "to_timestamp(%lld)); RESET search_path",
	    kind, cause, (long long)STAGE_NOW_S);
}

static int
release(int64_t at_s)
{
	return atoi(live_admin("SELECT convene.message_release(to_timestamp(%lld), 2000)",
	    (long long)at_s));
}

static const char *
kinds(const char *state)
{
	return live_admin(
	    "SELECT coalesce(string_agg(kind, ',' ORDER BY priority, kind), "
	    "'') FROM convene.message WHERE state = '%s'",
	    state);
}

START_TEST(test_what_is_over_the_budget_waits)
{
	weekly(2);
	queue("after_dinner", "x");
	queue("reminder", "x");
	ck_assert_int_eq(release(STAGE_NOW_S), 2);
	ck_assert_str_eq(kinds("ready"), "reminder");
	ck_assert_str_eq(live_admin("SELECT outcome || '; ' || extract(epoch FROM "
				    "release_at)::bigint - %lld FROM convene.message "
				    "WHERE state = 'held'",
			     (long long)STAGE_NOW_S),
	    "waits: they get 2 mails a week at most; 86400");
	ck_assert_int_eq(release(STAGE_NOW_S + DAY_S - 1), 0);
	ck_assert_int_eq(release(STAGE_NOW_S + DAY_S), 1);
	ck_assert_str_eq(kinds("ready"), "reminder,after_dinner");
	ck_assert_str_eq(live_admin("SELECT count(outcome) FROM convene.message"), "0");
}
END_TEST

/* Nobody got any this week, and three are due: the third waits for a whole week. */
START_TEST(test_first_mails_use_up_a_week)
{
	weekly(2);
	live_admin("UPDATE convene.message SET sent_at = sent_at - interval '1 day'");
	queue("after_dinner", "x");
	queue("host_card", "x");
	queue("reminder", "x");
	ck_assert_int_eq(release(STAGE_NOW_S), 3);
	ck_assert_str_eq(kinds("ready"), "host_card,reminder");
	ck_assert_int_eq(release(STAGE_NOW_S + 7 * DAY_S - 1), 0);
	ck_assert_int_eq(release(STAGE_NOW_S + 7 * DAY_S), 1);
}
END_TEST

START_TEST(test_changes_and_answers_are_free)
{
	weekly(1);
	queue("confirmation", "accepted");
	queue("change", "moved 2");
	queue("change", "moved 3");
	queue("cancellation", "gathering cancelled");
	queue("declined", "declined");
	queue("lapsed", "lapsed");
	ck_assert_int_eq(release(STAGE_NOW_S), 5); /* a change has made one needless */
	ck_assert_str_eq(kinds("held"), "");
	live_admin("UPDATE convene.message SET sent_at = sent_at - interval '1 day'");
	queue("reminder", "x");
	ck_assert_int_eq(release(STAGE_NOW_S), 1);
	ck_assert_str_eq(kinds("held"), ""); /* nor do they use it up */
}
END_TEST

static const struct {
	const char *state;
	bool counts;
} pending[] = {
	{ "ready", true },
	{ "uncertain", true },
	{ "failed", false },
	{ "expired", false },
	{ "cancelled", false },
};

START_TEST(test_what_may_arrive_counts)
{
	weekly(1);
	for (size_t i = 0; i < COUNT_OF(pending); i++) {
		live_admin(
		    "ALTER TABLE convene.message DISABLE TRIGGER USER; DELETE FROM "
		    "convene.message WHERE kind = 'reminder'; UPDATE "
		    "convene.message SET state = '%s', sent_at = NULL",
		    pending[i].state);
		queue("reminder", pending[i].state);
		ck_assert_int_eq(release(STAGE_NOW_S), 1);
		ck_assert_str_eq(live_admin(
				     "SELECT state FROM convene.message WHERE kind "
				     "= 'reminder'"),
		    pending[i].counts ? "held" : "ready");
	}
}
END_TEST

START_TEST(test_no_limit_is_none)
{
	weekly(0);
	for (int i = 0; i < 9; i++)
		queue("reminder", (char[]){ (char)('a' + i), '\0' });
	ck_assert_int_eq(release(STAGE_NOW_S), 9);
	ck_assert_str_eq(kinds("held"), "");
}
END_TEST

/* Whichever was queued first: what is due at once is one mail, if one says it all. */
static const struct {
	const char *kinds[3], *ready;
} due_together[] = {
	{ { "change", "reminder", "day_before" }, "change" },
	{ { "reminder", "change" }, "change" },
	{ { "day_before", "host_card", "confirmation" }, "host_card" },
	{ { "host_card", "change" }, "change,host_card" },
	{ { "day_before", "reminder" }, "day_before,reminder" },
	{ { "cancellation", "change" }, "cancellation,change" },
};

START_TEST(test_what_another_mail_says_goes_with_it)
{
	for (size_t i = 0; i < COUNT_OF(due_together); i++) {
		live_admin(
		    "DELETE FROM convene.message WHERE kind <> 'invitation' AND "
		    "carried_by IS NOT NULL; DELETE FROM convene.message WHERE kind "
		    "<> 'invitation'");
		for (size_t j = 0; j < 3 && due_together[i].kinds[j] != NULL; j++)
			queue(due_together[i].kinds[j], "x");
		(void)release(STAGE_NOW_S);
		ck_assert_str_eq(kinds("ready"), due_together[i].ready);
	}
}
END_TEST

START_TEST(test_carried_mail_names_what_carries_it)
{
	queue("change", "x");
	queue("reminder", "x");
	(void)release(STAGE_NOW_S);
	ck_assert_str_eq(live_admin("SELECT c.kind || ': ' || m.outcome FROM "
				    "convene.message m JOIN convene.message c ON "
				    "c.message_id = m.carried_by"),
	    "change: another mail that goes now says it");
	queue("reminder", "y"); /* while the change still waits for its turn */
	(void)release(STAGE_NOW_S);
	ck_assert_str_eq(kinds("ready"), "change");
	live_admin(
	    "UPDATE convene.message SET state = 'claimed', claim = message_id WHERE "
	    "state = 'ready'");
	queue("reminder", "z"); /* it has left */
	(void)release(STAGE_NOW_S);
	ck_assert_str_eq(kinds("ready"), "reminder");
}
END_TEST

/* Neither daemon sees what the other is about to release: one of them leaves it alone. */
START_TEST(test_two_daemons_do_not_spend_it_twice)
{
	PGconn *other = PQconnectdb(live.conninfo);

	weekly(2);
	queue("reminder", "x");
	PQclear(PQexec(other, "BEGIN; SET search_path = convene"));
	PGresult *res = PQexec(other,
	    "SELECT message_release(to_timestamp(1799053200), 1)");

	ck_assert_str_eq(PQgetvalue(res, 0, 0), "1");
	PQclear(res);
	queue("day_before", "x");
	ck_assert_int_eq(release(STAGE_NOW_S), 0);
	PQclear(PQexec(other, "COMMIT"));
	PQfinish(other);
	ck_assert_int_eq(release(STAGE_NOW_S), 1);
	ck_assert_str_eq(kinds("ready"), "reminder");
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("mail_budget");

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, set_up, live_teardown);
	tcase_add_test(tests, test_what_is_over_the_budget_waits);
	tcase_add_test(tests, test_first_mails_use_up_a_week);
	tcase_add_test(tests, test_changes_and_answers_are_free);
	tcase_add_test(tests, test_what_may_arrive_counts);
	tcase_add_test(tests, test_no_limit_is_none);
	tcase_add_test(tests, test_what_another_mail_says_goes_with_it);
	tcase_add_test(tests, test_carried_mail_names_what_carries_it);
	tcase_add_test(tests, test_two_daemons_do_not_spend_it_twice);
	return run_tests("mail_budget", tests);
}
