/* What the outbox decides by itself: who gets no mail, what is set aside, what waits for
 * what, and what a newer mail makes needless. */
#include "clock.h"
#include "post.h"
#include "stage.h"

#include "live.h"
#include "run.h"

#include <string.h>

/* One invitation, to p1. */
static void
stage_one(void)
{
	stage_round(2, 2);
	live_admin("DELETE FROM convene.message WHERE to_address <> 'p1@clinic.test'");
}

static void
queue(const char *kind)
{
	live_admin("SET search_path = convene; SELECT message_queue('%s', "
		   "ARRAY(SELECT seat_id FROM seat), '%s', to_timestamp(%lld)); "
		   "RESET search_path",
	    kind, kind, (long long)clock_now_s());
}

static void
call_off(void)
{
	live_admin("SELECT convene.gathering_cancel(gathering_id, to_timestamp(%lld), "
		   "'desk', 'snow') FROM convene.gathering WHERE number = 1",
	    (long long)clock_now_s());
	ck_assert_int_eq(post_chore(CHORE_RELEASE_MAIL), 1);
}

static const struct {
	const char *reason, *until, *kind, *method;
	const char *state;
} stops[] = {
	{ "bounce", "NULL", "invitation", "REQUEST", "cancelled" },
	{ "left", "NULL", "invitation", "REQUEST", "cancelled" },
	{ "administrator", "to_timestamp(1799053261)", "invitation", "REQUEST",
	    "cancelled" },
	{ "administrator", "to_timestamp(1799053260)", "invitation", "REQUEST", "sent" },
	{ "bounce", "to_timestamp(1799053260)", "invitation", "REQUEST", "sent" },
	{ "complaint", "NULL", "cancellation", "CANCEL", "sent" },
	{ "bounce", "NULL", "cancellation", "CANCEL", "cancelled" },
};

START_TEST(test_suppression_counts_when_claimed)
{
	stage_one();
	live_admin("INSERT INTO convene.suppression (address_digest, reason, until_at) "
		   "VALUES (convene.address_digest('P1@clinic.test'), '%s', %s)",
	    stops[_i].reason, stops[_i].until);
	live_admin("UPDATE convene.message SET kind = '%s', event_method = '%s'",
	    stops[_i].kind, stops[_i].method);
	post_open(post_new());
	post_until_state(stops[_i].state, 1);
	ck_assert_int_eq(post_taken(), strcmp(stops[_i].state, "sent") == 0);
	ck_assert_str_eq(live_admin("SELECT coalesce(outcome, '') FROM convene.message"),
	    post_taken() == 1 ? "" : "the address is suppressed");
}
END_TEST

/* Of one that is not released yet only its sending can tell. */
static const struct {
	const char *until, *release, *state;
} queued[] = {
	{ "NULL", "NULL", "cancelled" },
	{ "NULL", "to_timestamp(100)", "cancelled" },
	{ "to_timestamp(101)", "to_timestamp(100)", "cancelled" },
	{ "to_timestamp(100)", "to_timestamp(100)", "held" },
	{ "to_timestamp(101)", "NULL", "held" },
};

START_TEST(test_suppression_counts_when_queued)
{
	stage_one();
	live_admin("INSERT INTO convene.suppression (address_digest, reason, until_at) "
		   "VALUES (convene.address_digest('p1@clinic.test'), 'left', %s)",
	    queued[_i].until);
	live_admin("SET search_path = convene; SELECT message_queue('reminder', "
		   "ARRAY(SELECT seat_id FROM message), 'x', %s); RESET search_path",
	    queued[_i].release);
	ck_assert_str_eq(live_admin("SELECT state FROM convene.message WHERE kind = "
				    "'reminder'"),
	    queued[_i].state);
}
END_TEST

/* An address that is found not to exist once more is stopped once more. */
START_TEST(test_second_bounce_stops_for_good)
{
	post_script("at=rcpt reply=550 5.1.1 no such user\n");
	stage_one();
	live_admin("INSERT INTO convene.suppression (address_digest, reason, evidence, "
		   "until_at) VALUES (convene.address_digest('p1@clinic.test'), "
		   "'bounce', 'once', to_timestamp(1))");
	post_open(post_new());
	post_until_state("failed", 1);
	ck_assert_str_eq(live_admin("SELECT evidence || coalesce(until_at::text, '') "
				    "FROM convene.suppression"),
	    "5.1.1 no such user");
}
END_TEST

/* The mail to p1 takes one daemon after the other with it; the others only were there. */
START_TEST(test_mail_that_ends_daemons_is_set_aside_alone)
{
	post_script("at=rcpt to=p1@clinic.test silent\n");
	stage_round(8, 4);
	live_admin("UPDATE convene.message SET due_at = due_at - interval '1 minute' "
		   "WHERE to_address = 'p1@clinic.test'");
	for (int i = 1; i <= 3; i++) {
		struct post *post = post_new();

		post->daemon.settings->relays[0].connections = 1;
		post_open(post);
		while (relay_count(post_relay, "rcpt") < i)
			event_base_loop(live.base, EVLOOP_ONCE);
		post_kill(&post);
		stage_leases_over();
		ck_assert_int_eq(post_chore(CHORE_SWEEP_MAIL), i < 3 ? 8 : 1);
	}
	post_open(post_new());
	post_until_state("sent", 7);
	ck_assert_str_eq(live_admin("SELECT to_address || ': ' || outcome FROM "
				    "convene.message WHERE state = 'failed'"),
	    "p1@clinic.test: three daemons went away while they had it");
	ck_assert_str_eq(live_admin("SELECT string_agg(a.outcome, ',' ORDER BY number) "
				    "FROM convene.attempt a JOIN convene.message USING "
				    "(message_id) WHERE to_address = 'p1@clinic.test'"),
	    "not_sent,not_sent,unfit");
}
END_TEST

/* Nothing that this daemon has could be blamed for what the suspect does. */
START_TEST(test_suspect_waits_until_it_is_alone)
{
	post_script("at=rcpt to=p2@clinic.test delay=400\n");
	stage_round(3, 3);
	live_admin("UPDATE convene.message SET strikes = 2, due_at = due_at - interval "
		   "'1 minute' WHERE to_address = 'p1@clinic.test'");
	live_admin("UPDATE convene.message SET due_at = due_at - interval '2 minutes' "
		   "WHERE to_address = 'p2@clinic.test'");
	post_open(post_new());
	post_until_state("sent", 3);
	ck_assert_str_eq(live_admin(
			     "WITH a AS (SELECT begun_at, a.ended_at, to_address FROM "
			     "convene.attempt a JOIN convene.message USING "
			     "(message_id)) SELECT min(begun_at) FILTER (WHERE "
			     "to_address LIKE 'p1@%%') >= max(ended_at) FILTER "
			     "(WHERE to_address LIKE 'p2@%%') FROM a"),
	    "t");
}
END_TEST

/* Strikes are in a row: an answer of the relay's clears them. */
START_TEST(test_answer_clears_the_strikes)
{
	post_script("at=rcpt reply=451 4.7.1 later\n");
	stage_one();
	live_admin("UPDATE convene.message SET strikes = 2");
	post_open(post_new());
	post_until("0 deferred",
	    "SELECT m.strikes || ' ' || a.outcome FROM convene.message m "
	    "JOIN convene.attempt a USING (message_id)");
}
END_TEST

START_TEST(test_uncertain_and_unwanted_is_cancelled)
{
	post_script("at=dot times=1 take drop\n");
	stage_one();
	post_open(post_new());
	post_until_state("uncertain", 1);
	call_off();
	live_turn();
	stage_uncertain_since(9);
	ck_assert_int_eq(post_chore(CHORE_RESEND_MAIL), 0); /* an answer may yet come */
	stage_uncertain_since(11);
	ck_assert_int_eq(post_chore(CHORE_RESEND_MAIL), 1);
	ck_assert_str_eq(live_admin("SELECT state || ': ' || outcome FROM "
				    "convene.message WHERE kind = 'invitation'"),
	    "cancelled: gathering cancelled; possibly sent");
	post_until_state("sent", 1);
	ck_assert_int_eq(post_taken(), 2);
}
END_TEST

/* Whatever is claimed now, the cancellation would have gone before it. */
static void
check_waits(void)
{
	live_admin("UPDATE convene.message SET state = 'ready' WHERE state = 'held'");
	post_until("sent",
	    "SELECT state FROM convene.message WHERE to_address = 'p3@clinic.test'");
	ck_assert_str_eq(live_admin("SELECT state FROM convene.message WHERE kind = "
				    "'cancellation'"),
	    "ready");
}

START_TEST(test_newer_waits_for_an_uncertain_one_so_long)
{
	post_script("at=dot times=1 take drop\n");
	stage_round(4, 2);
	live_admin("DELETE FROM convene.message WHERE to_address NOT LIKE 'p1@%%' AND "
		   "to_address NOT LIKE 'p3@%%'");
	live_admin("UPDATE convene.message SET state = 'held', is_stopped = true WHERE "
		   "to_address = 'p3@clinic.test'");
	post_open(post_new());
	post_until_state("uncertain", 1);
	call_off();
	clock_advance(1199);
	check_waits();
	clock_advance(1);
	post_until_state("sent", 2);
	ck_assert_str_eq(live_admin("SELECT state FROM convene.message WHERE to_address "
				    "= 'p1@clinic.test' AND kind = 'invitation'"),
	    "uncertain");
}
END_TEST

START_TEST(test_newer_waits_for_a_claimed_one)
{
	post_script("at=dot times=1 delay=700\n");
	stage_one();
	post_open(post_new());
	post_until("1", "SELECT count(*) FROM convene.attempt WHERE phase = 'begun'");
	call_off();
	post_until_state("sent", 2);
	ck_assert_str_eq(live_admin("SELECT string_agg(m.kind, ',' ORDER BY "
				    "a.claimed_at) FROM convene.attempt a JOIN "
				    "convene.message m USING (message_id)"),
	    "invitation,cancellation");
	ck_assert_str_eq(live_admin("SELECT max(claimed_at) >= min(ended_at) FROM "
				    "convene.attempt"),
	    "t");
}
END_TEST

START_TEST(test_newer_mail_makes_the_older_needless)
{
	stage_mail_mode("hold", "");
	stage_one();
	queue("reminder");
	queue("confirmation");
	ck_assert_str_eq(live_admin(
			     "SELECT string_agg(DISTINCT kind || ' ' || state, ', ') "
			     "FROM convene.message"),
	    "confirmation held, invitation ready, reminder cancelled");
	live_admin("UPDATE convene.message SET state = 'ready', ready_at = release_at, "
		   "due_at = release_at WHERE kind = 'confirmation'");
	live_admin("UPDATE convene.message SET state = 'claimed', claim = message_id, "
		   "claimed_until = 'infinity' WHERE kind = 'confirmation'");
	queue("change");
	ck_assert_str_eq(live_admin("SELECT string_agg(DISTINCT state || ' ' || "
				    "cancel_wanted, ', ') FROM convene.message WHERE "
				    "kind = 'confirmation'"),
	    "claimed a newer mail says it");
	ck_assert_str_eq(live_admin("SELECT count(*) FROM convene.message WHERE kind = "
				    "'change' AND state = 'held'"),
	    "2");
}
END_TEST

/* What was put off and is due again stands in line with what has never been tried: the
 * longest due goes first, and neither keeps the other from going. */
START_TEST(test_fresh_and_put_off_mail_take_turns)
{
	stage_round(8, 4);
	live_admin("UPDATE convene.message SET attempt_count = 3 * (n %% 2), "
		   "tries_counted = 3 * (n %% 2), due_at = due_at - n * interval '1 "
		   "second' FROM (SELECT message_id AS id, row_number() OVER () AS n "
		   "FROM convene.message) AS line WHERE id = message_id");
	struct post *post = post_new();

	post->daemon.settings->mail_batch = 1;
	post_open(post);
	post_until_state("sent", 8);
	ck_assert_str_eq(live_admin("SELECT string_agg(number::text, ',' ORDER BY "
				    "begun_at) FROM convene.attempt"),
	    "1,4,1,4,1,4,1,4");
}
END_TEST

/* However late the tick is that would hold it. */
START_TEST(test_what_meets_the_night_is_not_claimed)
{
	stage_round(2, 2);
	live_admin(
	    "UPDATE convene.message SET priority = 1, night_at = to_timestamp(%lld) "
	    "WHERE to_address = 'p1@clinic.test'",
	    (long long)clock_now_s());
	live_admin("UPDATE convene.message SET night_at = to_timestamp(%lld) WHERE "
		   "to_address = 'p2@clinic.test'",
	    (long long)clock_now_s() + 1);
	post_open(post_new());
	post_until_state("sent", 1);
	ck_assert_int_eq(post_taken_by("p2@clinic.test"), 1);
	ck_assert_str_eq(live_admin("SELECT state FROM convene.message WHERE to_address "
				    "= 'p1@clinic.test'"),
	    "ready");
}
END_TEST

/* Of a kind without a gathering nothing says when it is too late, but who queues it. */
START_TEST(test_kind_without_a_gathering_needs_an_end)
{
	stage_one();
	live_admin("UPDATE convene.message_kind SET expires_before_s = NULL WHERE kind = "
		   "'reminder'");
	PGresult *res = PQexec(live.admin,
	    "SELECT convene.message_queue('reminder', ARRAY(SELECT seat_id FROM "
	    "convene.seat), 'x', to_timestamp(1))");

	ck_assert_str_eq(PQresultErrorField(res, PG_DIAG_SQLSTATE), "23502");
	ck_assert_str_eq(PQresultErrorField(res, PG_DIAG_COLUMN_NAME), "expires_at");
	PQclear(res);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("mail_rules");

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, post_begin_case, post_end_case);
	tcase_add_loop_test(tests, test_suppression_counts_when_claimed, 0,
	    COUNT_OF(stops));
	tcase_add_loop_test(tests, test_suppression_counts_when_queued, 0,
	    COUNT_OF(queued));
	tcase_add_test(tests, test_second_bounce_stops_for_good);
	tcase_add_test(tests, test_mail_that_ends_daemons_is_set_aside_alone);
	tcase_add_test(tests, test_suspect_waits_until_it_is_alone);
	tcase_add_test(tests, test_answer_clears_the_strikes);
	tcase_add_test(tests, test_uncertain_and_unwanted_is_cancelled);
	tcase_add_test(tests, test_newer_waits_for_an_uncertain_one_so_long);
	tcase_add_test(tests, test_newer_waits_for_a_claimed_one);
	tcase_add_test(tests, test_newer_mail_makes_the_older_needless);
	tcase_add_test(tests, test_fresh_and_put_off_mail_take_turns);
	tcase_add_test(tests, test_what_meets_the_night_is_not_claimed);
	tcase_add_test(tests, test_kind_without_a_gathering_needs_an_end);
	return run_tests("mail_rules", tests);
}
