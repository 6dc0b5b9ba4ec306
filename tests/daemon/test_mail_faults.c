/* What the outbox survives: daemons that die, two of them, a database that goes away. A
 * copy more than one is there only where an attempt is unknown, and equals the first. */
#include "clock.h"
#include "post.h"
#include "stage.h"

#include "live.h"
#include "run.h"

#include <string.h>

/* The daemon is killed when its attempt is in this phase and so many mails are taken. */
static const struct {
	const char *script, *phase;
	int taken;
	const char *swept; /* the state that the sweeper gives it */
	int copies;        /* in the end */
} kills[] = {
	{ "at=rcpt silent", "claimed", 0, "ready", 1 },
	{ "at=dot silent reply=451 4.3.0 later", "begun", 0, "uncertain", 1 },
	{ "at=dot take silent", "begun", 1, "uncertain", 2 },
};

START_TEST(test_killed_daemon_leaves_what_the_sweeper_settles)
{
	struct post *post = post_new();
	CLEANUP(text_done) struct text script = { 0 };

	text_add_line(&script, kills[_i].script);
	text_add(&script, "\n");
	post_script(text_string(&script));
	stage_round(2, 2);
	live_admin("DELETE FROM convene.message WHERE to_address <> 'p1@clinic.test'");
	post_open(post);
	post_until("1", "SELECT count(*) FROM convene.attempt WHERE phase = '%s'",
	    kills[_i].phase);
	while (post_taken() < kills[_i].taken || relay_count(post_relay, "rcpt") < 1)
		event_base_loop(live.base, EVLOOP_ONCE);
	post_kill(&post);
	while (relay_count(post_relay, "lost") < 1) /* all that had left is read */
		event_base_loop(live.base, EVLOOP_ONCE);
	post_script(RELAY_OFFER_USUAL);
	ck_assert_int_eq(post_chore(CHORE_SWEEP_MAIL), 0); /* the lease still runs */
	stage_leases_over();
	ck_assert_int_eq(post_chore(CHORE_SWEEP_MAIL), 1);
	post_until_state(kills[_i].swept, 1);
	ck_assert_int_eq(post_chore(CHORE_RESEND_MAIL), 0); /* not before ten minutes */
	stage_uncertain_since(11);
	(void)post_chore(CHORE_RESEND_MAIL);
	post_open(post_new());
	post_until_state("sent", 1);
	ck_assert_int_eq(post_taken(), kills[_i].copies);
	ck_assert_str_eq(live_admin("SELECT count(DISTINCT bytes_digest) FROM "
				    "convene.attempt WHERE bytes_digest IS NOT NULL"),
	    "1");
}
END_TEST

START_TEST(test_lost_after_the_dot_goes_once_more_with_equal_bytes)
{
	CLEANUP(free_ptr) char *first = NULL;
	size_t length;

	post_script("at=dot times=1 take drop\n");
	stage_round(2, 2);
	live_admin("DELETE FROM convene.message WHERE to_address <> 'p1@clinic.test'");
	post_open(post_new());
	post_until_state("uncertain", 1);
	first = alloc_text(relay_last_mail(post_relay, &length));
	stage_uncertain_since(9);
	ck_assert_int_eq(post_chore(CHORE_RESEND_MAIL), 0);
	stage_uncertain_since(11);
	clock_advance(660);
	ck_assert_int_eq(post_chore(CHORE_RESEND_MAIL), 1);
	post_until_state("sent", 1);
	ck_assert_int_eq(post_taken(), 2);
	ck_assert_str_eq(relay_last_mail(post_relay, &length), first);
}
END_TEST

START_TEST(test_copy_that_would_differ_asks)
{
	post_script("at=dot times=1 take drop\n");
	stage_round(2, 2);
	live_admin("DELETE FROM convene.message WHERE to_address <> 'p1@clinic.test'");
	post_open(post_new());
	post_until_state("uncertain", 1);
	live_admin("UPDATE convene.message SET content = content || "
		   "'{\"first_name\": \"Somebody\"}'");
	stage_uncertain_since(11);
	ck_assert_int_eq(post_chore(CHORE_RESEND_MAIL), 1);
	post_until("unknown,unknown",
	    "SELECT string_agg(outcome, ',') FROM "
	    "convene.attempt");
	post_until_state("uncertain", 1);
	stage_uncertain_since(11);
	ck_assert_int_eq(post_chore(CHORE_RESEND_MAIL), 0); /* a human decides */
	ck_assert_int_eq(post_taken(), 1);
	ck_assert_str_eq(live_admin("SELECT outcome LIKE 'it would not equal the copy%%' "
				    "FROM convene.message"),
	    "t");
}
END_TEST

START_TEST(test_two_daemons_send_none_twice)
{
	stage_round(120, 6);
	post_script(RELAY_OFFER_USUAL "at=dot delay=2\n");
	post_open(post_new());
	post_open(post_new());
	post_until_state("sent", 120);
	ck_assert_int_eq(post_taken(), 120);
	ck_assert_str_eq(live_admin("SELECT count(DISTINCT daemon) FROM "
				    "convene.attempt"),
	    "2");
	ck_assert_str_eq(live_admin("SELECT count(*) FROM convene.attempt"), "120");
}
END_TEST

/* Answers when the backends are gone: one that still waits for its commit would hear that
 * it need not wait any more, and tell it. */
static void
cut_database(void)
{
	live_admin("SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE "
		   "usename = 'convened' AND datname = '%s'",
	    live.database);
}

START_TEST(test_results_survive_a_lost_database)
{
	post_script("at=dot delay=300\n");
	stage_round(8, 4);
	post_open(post_new());
	post_until("4", "SELECT count(*) FROM convene.attempt WHERE phase = 'begun'");
	cut_database();
	post_until_state("sent", 8);
	ck_assert_int_eq(post_taken(), 8);
}
END_TEST

/* The lock holds the statement under way until its connection is cut: whoever sent it
 * cannot know. */
static void
lose(const char *table)
{
	live_admin("BEGIN; LOCK TABLE convene.%s IN EXCLUSIVE MODE", table);
	while (strcmp(live_admin("SELECT count(*) > 0 " LIVE_WAITING
				 " AND relation = 'convene.%s'::regclass",
			  table),
		   "t") != 0)
		event_base_loop(live.base, EVLOOP_NONBLOCK);
	cut_database();
	live_admin("ROLLBACK");
}

START_TEST(test_lost_claim_is_given_back)
{
	stage_round(4, 4);
	struct post *post = post_new();

	post_open(post);
	lose("attempt");
	post_until_state("sent", 4);
	ck_assert_int_eq(post_taken(), 4);
}
END_TEST

START_TEST(test_lost_begin_is_said_again)
{
	post_script("at=rcpt delay=100\n");
	stage_round(4, 4);
	post_open(post_new());
	post_until_state("claimed", 4);
	lose("attempt");
	post_until_state("sent", 4);
	ck_assert_int_eq(post_taken(), 4);
}
END_TEST

START_TEST(test_lost_end_is_said_again)
{
	post_script("at=dot delay=100\n");
	stage_round(4, 4);
	post_open(post_new());
	post_until("4", "SELECT count(*) FROM convene.attempt WHERE phase = 'begun'");
	lose("attempt");
	post_until_state("sent", 4);
	ck_assert_int_eq(post_taken(), 4);
}
END_TEST

/* Whether a commit of the probe's waits; it is answered when it does not. */
static bool
commit_waits(PGconn *probe)
{
	ck_assert(PQsendQuery(probe, "SELECT pg_logical_emit_message(true, '', '')"));
	while (PQconsumeInput(probe) && PQisBusy(probe))
		if (strcmp(live_admin("SELECT wait_event FROM pg_stat_activity WHERE "
				      "pid = %d",
			       PQbackendPID(probe)),
			"SyncRep") == 0)
			return true;
	PQclear(PQgetResult(probe));
	return PQgetResult(probe) != NULL;
}

/* From here on each commit is done and then waits for a standby that there is not. The
 * server learns it a moment after it was told: a commit of our own shows when. */
static void
arm(void)
{
	live_admin("SET synchronous_commit = local");
	live_admin("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
	live_admin("SELECT pg_reload_conf()");
	PGconn *probe = PQsetdb(NULL, NULL, NULL, NULL, live.database);
	ck_assert_int_eq(PQstatus(probe), CONNECTION_OK);
	while (!commit_waits(probe))
		continue;
	live_admin("SELECT pg_terminate_backend(%d, 5000)", PQbackendPID(probe));
	PQfinish(probe);
}

/* The first of ours that waits is cut: it was committed, and nobody heard so. */
static void
spring(void)
{
	post_until("t",
	    "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event = 'SyncRep' "
	    "AND usename = 'convened' AND datname = '%s'",
	    live.database);
	cut_database();
	live_admin("ALTER SYSTEM RESET synchronous_standby_names");
	live_admin("SELECT pg_reload_conf()");
}

/* Neither its begin nor its end can be recorded; those beside it in the turn can. */
START_TEST(test_refused_row_suffers_alone)
{
	stage_round(12, 6);
	live_admin(
	    "CREATE FUNCTION convene.refuse() RETURNS trigger LANGUAGE plpgsql AS "
	    "'BEGIN RAISE ''not this one''; END';"
	    "CREATE TRIGGER refuse BEFORE UPDATE ON convene.attempt FOR EACH ROW WHEN "
	    "(NEW.message_id = '%s') EXECUTE FUNCTION convene.refuse()",
	    live_admin("SELECT message_id FROM convene.message WHERE to_address = "
		       "'p3@clinic.test'"));
	struct post *post = post_new();

	post_open(post);
	post_until_state("sent", 11);
	while (!mail_job_is_idle(post->daemon.mail))
		event_base_loop(live.base, EVLOOP_ONCE);
	ck_assert_int_eq(post_taken_by("p3@clinic.test"), 0);
	post_until_state("claimed", 1);
	ck_assert_int_eq(post_taken(), 11);
}
END_TEST

START_TEST(test_claim_that_was_committed_unheard)
{
	stage_round(4, 4);
	stage_mail_mode("hold", "");
	post_open(post_new());
	post_until("18", "SELECT count(DISTINCT kind) FROM convene.template");
	arm();
	stage_mail_mode("live", "");
	spring();
	post_until_state("sent", 4);
	ck_assert_int_eq(post_taken(), 4);
	ck_assert_str_eq(live_admin("SELECT count(*) FROM convene.attempt WHERE outcome "
				    "= 'not_sent'"),
	    "4");
}
END_TEST

START_TEST(test_begin_that_was_committed_unheard)
{
	post_script("at=rcpt delay=300\n");
	stage_round(4, 4);
	post_open(post_new());
	post_until_state("claimed", 4);
	arm();
	spring();
	post_until_state("sent", 4);
	ck_assert_int_eq(post_taken(), 4);
	ck_assert_str_eq(live_admin("SELECT count(*) FROM convene.attempt"), "4");
}
END_TEST

START_TEST(test_end_that_was_committed_unheard)
{
	post_script("at=dot delay=300\n");
	stage_round(4, 4);
	post_open(post_new());
	post_until("4", "SELECT count(*) FROM convene.attempt WHERE phase = 'begun'");
	arm();
	spring();
	post_until_state("sent", 4);
	ck_assert_int_eq(post_taken(), 4);
	ck_assert_str_eq(live_admin("SELECT sum(tries_counted) FROM convene.message"),
	    "4");
}
END_TEST

/* A daemon that was stopped past its lease wakes up: what it knows still counts. */
START_TEST(test_late_answer_recalls_a_waiting_copy)
{
	post_script("at=dot delay=1500\n");
	stage_round(2, 2);
	live_admin("DELETE FROM convene.message WHERE to_address <> 'p1@clinic.test'");
	post_open(post_new());
	post_until("1", "SELECT count(*) FROM convene.attempt WHERE phase = 'begun'");
	stage_mail_mode("hold", ""); /* so that the copy waits */
	stage_leases_over();
	ck_assert_int_eq(post_chore(CHORE_SWEEP_MAIL), 1);
	stage_uncertain_since(11);
	ck_assert_int_eq(post_chore(CHORE_RESEND_MAIL), 1);
	post_until_state("ready", 1);
	post_until_state("sent", 1);
	ck_assert_int_eq(post_taken(), 1);
	ck_assert_str_eq(live_admin("SELECT outcome FROM convene.attempt"), "accepted");
}
END_TEST

/* One that lost its claim while the envelope was on the way sends nothing. */
START_TEST(test_lost_lease_does_not_begin)
{
	struct post *slow = post_new();

	post_script("at=rcpt times=1 delay=1000\n");
	stage_round(2, 2);
	live_admin("DELETE FROM convene.message WHERE to_address <> 'p1@clinic.test'");
	post_open(slow);
	post_until_state("claimed", 1);
	while (relay_count(post_relay, "rcpt") < 1)
		event_base_loop(live.base, EVLOOP_ONCE);
	stage_leases_over();
	ck_assert_int_eq(post_chore(CHORE_SWEEP_MAIL), 1);
	post_open(post_new());
	post_until_state("sent", 1);
	ck_assert_int_eq(post_taken(), 1);
	while (!mail_job_is_idle(slow->daemon.mail))
		event_base_loop(live.base, EVLOOP_ONCE);
	ck_assert_int_eq(post_taken(), 1);
}
END_TEST

START_TEST(test_renewed_lease_outlasts_a_slow_relay)
{
	struct post *post = post_new();

	post->daemon.settings->mail_lease_ms = 1500;
	post_script("at=dot delay=3000\n");
	stage_round(2, 2);
	live_admin("DELETE FROM convene.message WHERE to_address <> 'p1@clinic.test'");
	post_open(post);
	post_until("1", "SELECT count(*) FROM convene.attempt WHERE phase = 'begun'");
	while (post_taken() == 0) {
		ck_assert_int_eq(post_chore(CHORE_SWEEP_MAIL), 0);
		event_base_loop(live.base, EVLOOP_ONCE);
	}
	post_until_state("sent", 1);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("mail_faults");

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, post_begin_case, post_end_case);
	tcase_add_loop_test(tests, test_killed_daemon_leaves_what_the_sweeper_settles, 0,
	    COUNT_OF(kills));
	tcase_add_test(tests, test_lost_after_the_dot_goes_once_more_with_equal_bytes);
	tcase_add_test(tests, test_copy_that_would_differ_asks);
	tcase_add_test(tests, test_two_daemons_send_none_twice);
	tcase_add_test(tests, test_results_survive_a_lost_database);
	tcase_add_test(tests, test_lost_claim_is_given_back);
	tcase_add_test(tests, test_lost_begin_is_said_again);
	tcase_add_test(tests, test_lost_end_is_said_again);
	tcase_add_test(tests, test_refused_row_suffers_alone);
	tcase_add_test(tests, test_claim_that_was_committed_unheard);
	tcase_add_test(tests, test_begin_that_was_committed_unheard);
	tcase_add_test(tests, test_end_that_was_committed_unheard);
	tcase_add_test(tests, test_late_answer_recalls_a_waiting_copy);
	tcase_add_test(tests, test_lost_lease_does_not_begin);
	tcase_add_test(tests, test_renewed_lease_outlasts_a_slow_relay);
	return run_tests("mail_faults", tests);
}
