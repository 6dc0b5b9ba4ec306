#include "clock.h"
#include "round_job.h"
#include "round_store.h"

#include "live.h"
#include "run.h"
#include "setting.h"

#include <string.h>

#define NOW 1798000000 /* 2026-12-23; the evening is Thursday 14 January 2027 */
#define LEASE_S 60

static struct {
	struct daemon daemon;
	char token[IDS_UUID_SIZE];
	int answers;
	enum status status;
	char text[240];
	uint32_t gatherings, seated, left_out, unpaid;
	char plan_digest[IDS_SHA256_SIZE];
} bench;

static void
stage_places(void)
{
	live_admin("SET search_path = convene, pg_temp");
	live_admin("INSERT INTO site (name, region, latitude, longitude, zone) SELECT "
		   "'Site ' || n, 'North', 42 + n * 0.01, -71 - n * 0.01, "
		   "'America/New_York' FROM generate_series(1, 6) n");
	live_admin("INSERT INTO venue (name, latitude, longitude, tables, "
		   "seats_per_table, recorded_by) SELECT 'Venue ' || n, 42 + n * 0.02, "
		   "-71 - n * 0.02, 12, 8, 'test' FROM generate_series(1, 4) n");
	live_admin("INSERT INTO prompt (code, topic, body, licence, source, recorded_by) "
		   "SELECT 'Q' || n, 'meaning', 'What ' || n || '?', 'CC0-1.0', 'test', "
		   "'test' FROM generate_series(1, 12) n");
}

static void
stage_people(int people)
{
	live_admin(
	    "INSERT INTO person (employee_id, full_name, email, specialty, panel, "
	    "stage, profession, relationship, may_host, recorded_by) SELECT 'P' || "
	    "lpad(n::text, 5, '0'), 'Ada Nr' || n, 'p' || n || '@example.org', 'S' || "
	    "n %% 9, 'adult', 'early', 'physician', 'employed', n %% 4 = 0, 'test' "
	    "FROM generate_series(1, %d) n",
	    people);
	live_admin("INSERT INTO person_site SELECT person_id, 1 + substr(employee_id, "
		   "2)::int %% 6, true FROM person");
	live_admin(
	    "INSERT INTO availability SELECT person_id, 4, 1020, 1440 FROM person");
}

/* So many people on six sites, four venues around them, twelve prompts, a season of 6..8
 * whose fund holds so many cents, and one planned round. */
static void
stage(int people, long long cents)
{
	stage_places();
	stage_people(people);
	live_admin("INSERT INTO program (name, title, format, recorded_by) VALUES "
		   "('dinners', 'Dinners', 'dinner', 'test')");
	live_admin("INSERT INTO fund (name, currency, recorded_by) VALUES ('PF', 'USD', "
		   "'test')");
	live_admin("SELECT ledger_award(1, 'first', %lld, to_timestamp(%d), 'test')",
	    cents, NOW);
	live_admin(
	    "INSERT INTO season (program_id, name, state, cadence, starts_time, "
	    "zone, starts_on, seats_min, seats_max, lasts_min, travel_max_min, "
	    "cap_cents, fund_id, lead_s, respond_by_s, recall_window_s, publish, "
	    "recorded_by) VALUES (1, 'winter', 'running', "
	    "'monthly second thursday', '18:30', 'America/New_York', '2027-01-01', "
	    "6, 8, 120, 60, 4500, 1, 1814400, 864000, 0, 'auto', 'test')");
	live_admin(
	    "WITH agreed AS (INSERT INTO consent (person_id, wording, channel, "
	    "given_at, recorded_by) SELECT person_id, 'v1', 'import', "
	    "to_timestamp(%d), 'test' FROM person RETURNING consent_id, person_id) "
	    "INSERT INTO enrolment (season_id, person_id, consent_id, recorded_by) "
	    "SELECT 1, person_id, consent_id, 'test' FROM agreed",
	    NOW);
	live_admin("INSERT INTO round (season_id, seq, local_start, zone, starts_at, "
		   "form_at, respond_by_at) VALUES (1, 1, '2027-01-14 18:30', "
		   "'America/New_York', '2027-01-14 23:30Z', '2026-12-01Z', "
		   "'2027-01-04 23:30Z')");
}

static void
setup(void)
{
	char key[] = "0123456789abcdef0123456789abcdef";
	struct credential secret = { .bytes = key, .length = 32 };
	struct err err;

	live_setup();
	memset(&bench, 0, sizeof bench);
	bench.daemon.base = live.base;
	bench.daemon.db = live.db;
	bench.daemon.settings = setting_new();
	bench.daemon.workers = workers_open(live.base, 3);
	ck_assert_int_eq(ids_key_new(&secret, &bench.daemon.link_key, &err), OK);
	clock_set_simulated(NOW);
}

static void
teardown(void)
{
	workers_close(&bench.daemon.workers);
	ids_key_free(&bench.daemon.link_key);
	setting_free(&bench.daemon.settings);
	live_teardown();
}

static void
on_formed(enum status status, const struct round_plan *plan, const struct err *err,
    void *arg)
{
	bench.answers++;
	bench.status = status;
	memcpy(bench.text, err->text, sizeof bench.text);
	if (plan != NULL) {
		bench.gatherings = plan->gatherings;
		bench.seated = plan->seated;
		bench.left_out = plan->left_out;
		bench.unpaid = plan->unpaid;
		memcpy(bench.plan_digest, plan->plan_digest, sizeof bench.plan_digest);
	}
}

static void
on_taken(enum status status, const struct round_taken *taken, const struct err *err,
    void *arg)
{
	bench.status = status;
	if (taken == NULL) {
		bench.answers++;
		return;
	}
	round_job_start(&bench.daemon,
	    &(struct round_job_order){
		.round_id = taken->round_id,
		.name = taken->name,
		.forming_token = bench.token,
		.actor = "test",
	    },
	    on_formed, NULL);
}

static void
start(void)
{
	ids_random(bench.token);
	round_store_take_due(live.db, NOW, bench.token, LEASE_S, on_taken, NULL);
}

static void
wait_for_answer(int answers)
{
	while (bench.answers == answers)
		event_base_loop(live.base, EVLOOP_ONCE);
}

static void
form(void)
{
	int answers = bench.answers;

	start();
	wait_for_answer(answers);
}

static void
expect(const char *sql, const char *wanted)
{
	const char *got = live_admin("%s", sql);

	ck_assert_msg(strcmp(got, wanted) == 0, "%s\nis %s, not %s", sql, got, wanted);
}

/* What P1, P2, P6 and P13 promise of any formed round. */
static void
expect_whole(void)
{
	expect(
	    "SELECT count(*) FROM seat s WHERE NOT EXISTS (SELECT FROM message m WHERE "
	    "m.seat_id = s.seat_id) OR NOT EXISTS (SELECT FROM reservation r WHERE "
	    "r.seat_id = s.seat_id AND r.state = 'reserved' AND r.amount_cents = 4500)",
	    "0");
	expect(
	    "SELECT count(*) FROM (SELECT gathering_id, count(*) AS n, count(*) FILTER "
	    "(WHERE is_host) AS hosts FROM seat GROUP BY 1) t WHERE n NOT BETWEEN 6 "
	    "AND 8 OR hosts <> 1",
	    "0");
	expect("SELECT count(*) FROM ledger_difference", "0");
	expect("SELECT (SELECT count(*) FROM seat) = (SELECT count(*) FROM prompt_given)",
	    "t");
	expect("SELECT (SELECT count(*) FROM token WHERE purpose = 'answer') = (SELECT "
	       "count(*) FROM seat)",
	    "t");
	expect("SELECT count(*) FROM enrolment e WHERE NOT EXISTS (SELECT FROM seat s "
	       "WHERE s.person_id = e.person_id) AND NOT EXISTS (SELECT FROM left_out o "
	       "WHERE o.person_id = e.person_id)",
	    "0");
	expect("SELECT reserved_cents = 4500 * (SELECT count(*) FROM seat) FROM "
	       "fund_balance",
	    "t");
}

START_TEST(test_a_round_is_formed_whole)
{
	stage(60, 1000000);
	form();
	ck_assert_msg(bench.status == OK, "%s", bench.text);
	ck_assert_uint_eq(bench.seated, 60);
	expect("SELECT state FROM round", "proposed");
	expect_whole();
	form(); /* nothing is due any more */
	expect("SELECT count(*) FROM seat", "60");
}
END_TEST

START_TEST(test_what_the_fund_cannot_pay_is_not_formed)
{
	stage(60, 4500 * 30 + 100);
	live_admin("UPDATE enrolment SET fairness_credit = 3 WHERE person_id IN (SELECT "
		   "person_id FROM person ORDER BY employee_id DESC LIMIT 24)");
	form();
	ck_assert_msg(bench.status == OK, "%s", bench.text);
	ck_assert_uint_le(bench.seated, 30);
	ck_assert_uint_eq(bench.unpaid, 30);
	expect_whole();
	expect("SELECT free_cents >= 100 FROM fund_balance", "t");
	expect("SELECT count(*) FROM left_out WHERE reason_code = 'fund'", "30");
	/* who was left out before goes first, and has no claim any more */
	expect("SELECT count(*) FROM left_out o JOIN person p USING (person_id) WHERE "
	       "o.reason_code = 'fund' AND p.employee_id > 'P00036'",
	    "0");
	expect("SELECT count(*) FROM enrolment e JOIN left_out USING (person_id) WHERE "
	       "fairness_credit <> 1 AND reason_code = 'fund'",
	    "0");
	live_admin("SELECT round_publish(1, to_timestamp(%d), 'test', NULL)", NOW);
	expect("SELECT count(*) FROM message WHERE kind = 'not_seated' AND (content ->> "
	       "'fund_is_short')::boolean",
	    "30");
}
END_TEST

static void
rehearse(int64_t threads)
{
	int answers = bench.answers;

	bench.daemon.settings->forming_workers = threads;
	round_job_start(&bench.daemon,
	    &(struct round_job_order){ .round_id = 1,
		.name = "winter/1",
		.actor = "test",
		.seed = 9 },
	    on_formed, NULL);
	wait_for_answer(answers);
	ck_assert_msg(bench.status == OK, "%s", bench.text);
}

/* However the runs of the search are shared out. */
START_TEST(test_threads_make_the_same_plan)
{
	char one[IDS_SHA256_SIZE];

	stage(60, 1000000);
	rehearse(1);
	memcpy(one, bench.plan_digest, sizeof one);
	rehearse(3);
	ck_assert_str_eq(bench.plan_digest, one);
	expect("SELECT state FROM round", "planned");
}
END_TEST

START_TEST(test_what_it_was_made_of_is_kept)
{
	stage(60, 1000000);
	form();
	expect("SELECT snapshot_digest = sha256(convert_to(input, 'UTF8')) AND NOT "
	       "truncated AND cardinality(people) = 60 AND cardinality(venues) = 4 AND "
	       "input LIKE 'grouping 1 60 %' FROM formation JOIN round USING (round_id)",
	    "t");
	ck_assert_str_eq(
	    live_admin("SELECT plan_digest = decode('%s', 'hex') FROM formation",
		bench.plan_digest),
	    "t");
}
END_TEST

START_TEST(test_at_the_deadline_the_best_is_taken)
{
	stage(60, 1000000);
	bench.daemon.settings->forming_deadline_ms = 1;
	bench.daemon.settings->forming_effort = 1000;
	form();
	ck_assert_msg(bench.status == OK, "%s", bench.text);
	expect("SELECT truncated FROM formation", "t");
	expect("SELECT summary ->> 'truncated' FROM round", "true");
	expect_whole();
}
END_TEST

static const struct {
	int people;
	long long cents;
	const char *spoil, *said;
} hopeless[] = {
	{ 3, 1000000, NULL, "no table can be formed" },
	{ 60, 1000000, "UPDATE person SET may_host = false", "host" },
	{ 60, 4499, NULL, "fund PF has 44.99 left, which pays 0 seats" },
	{ 60, 4500 * 5, NULL, "which pays 5 seats at 45.00; a table needs 6" },
	{ 60, 1000000, "DELETE FROM availability", "no table can be formed" },
	{ 60, 1000000, "UPDATE venue SET closed_at = now()", "no table can be formed" },
	{ 60, 1000000, "DELETE FROM enrolment", "nobody is enrolled" },
};

START_TEST(test_an_impossible_round_says_why_and_waits)
{
	stage(hopeless[_i].people, hopeless[_i].cents);
	if (hopeless[_i].spoil != NULL)
		live_admin("%s", hopeless[_i].spoil);
	form();
	ck_assert_int_eq(bench.status, ERR_LIMIT);
	ck_assert_msg(strstr(bench.text, hopeless[_i].said) != NULL, "%s", bench.text);
	expect("SELECT state FROM round", "planned");
	expect("SELECT trouble IS NOT NULL FROM round", "t");
	expect("SELECT count(*) FROM gathering", "0");
	expect("SELECT count(*) FROM message", "0");
	expect("SELECT reserved_cents FROM fund_balance", "0");
	form(); /* not at once again */
	expect("SELECT forming_strikes FROM round", "1");
}
END_TEST

/* Somebody leaves again and again while the plan becomes rows: it is stale each time. */
START_TEST(test_who_leaves_meanwhile_is_not_seated)
{
	stage(60, 1000000);
	live_admin("CREATE FUNCTION leave() RETURNS trigger LANGUAGE plpgsql SECURITY "
		   "DEFINER AS $$ BEGIN UPDATE convene.person SET left_at = now() WHERE "
		   "employee_id = 'P00001'; RETURN NULL; END $$");
	live_admin("CREATE TRIGGER leave AFTER INSERT ON gathering FOR EACH STATEMENT "
		   "EXECUTE FUNCTION leave()");
	form();
	ck_assert_int_eq(bench.status, ERR_CONFLICT);
	ck_assert_str_eq(bench.text,
	    "people have left or paused since the plan was made");
	expect("SELECT count(*) FROM seat", "0");
	expect("SELECT state FROM round", "planned");
}
END_TEST

/* The first daemon's lease was over and another took the round: the late one stops. */
START_TEST(test_a_late_daemon_forms_nothing)
{
	stage(60, 1000000);
	start();
	while (strcmp(live_admin("SELECT state FROM round"), "forming") != 0)
		event_base_loop(live.base, EVLOOP_NONBLOCK);
	live_admin("UPDATE round SET forming_token = gen_random_uuid(), forming_until = "
		   "now() - interval '1 second'");
	wait_for_answer(0);
	ck_assert_int_eq(bench.status, ERR_CONFLICT);
	expect("SELECT count(*) FROM seat", "0");
	form();
	ck_assert_msg(bench.status == OK, "%s", bench.text);
	expect_whole();
}
END_TEST

static const char *const fused[] = { "gathering", "seat", "prompt_given", "token",
	"message", "transfer", "reservation" };

/* The server's process dies at each statement in turn; afterwards the round is formed
 * once and whole. */
START_TEST(test_a_lost_connection_at_every_step)
{
	stage(60, 1000000);
	live_admin("CREATE FUNCTION blow() RETURNS trigger LANGUAGE plpgsql SECURITY "
		   "DEFINER AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); "
		   "RETURN NULL; END $$");
	live_admin("CREATE TRIGGER blow AFTER INSERT ON %s FOR EACH STATEMENT EXECUTE "
		   "FUNCTION blow()",
	    fused[_i]);
	form();
	ck_assert_int_ne(bench.status, OK);
	expect("SELECT count(*) FROM seat", "0");
	expect("SELECT count(*) FROM transfer WHERE kind = 'pending'", "0");
	live_admin("DROP TRIGGER blow ON %s", fused[_i]);
	live_admin("UPDATE round SET forming_until = now() - interval '1 second'");
	do
		form();
	while (bench.status == ERR_UNAVAILABLE);
	ck_assert_msg(bench.status == OK, "%s", bench.text);
	expect_whole();
}
END_TEST

/* COMMIT draws a warning, so nobody knows: the look finds the formation, and nothing is
 * made twice. */
START_TEST(test_a_doubtful_commit_is_looked_up)
{
	stage(60, 1000000);
	live_admin("CREATE FUNCTION warn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
		   "RAISE WARNING 'no standby'; RETURN NULL; END $$");
	live_admin(
	    "CREATE CONSTRAINT TRIGGER warn AFTER UPDATE ON round DEFERRABLE "
	    "INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state = 'proposed') EXECUTE "
	    "FUNCTION warn()");
	form();
	ck_assert_msg(bench.status == OK, "%s", bench.text);
	expect("SELECT state FROM round", "proposed");
	expect_whole();
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("round_job"), *search = tcase_create("search");

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_set_timeout(search, 60);
	tcase_add_checked_fixture(search, setup, teardown);
	tcase_add_test(tests, test_a_round_is_formed_whole);
	tcase_add_test(search, test_threads_make_the_same_plan);
	tcase_add_test(search, test_what_it_was_made_of_is_kept);
	tcase_add_test(search, test_at_the_deadline_the_best_is_taken);
	tcase_add_test(tests, test_what_the_fund_cannot_pay_is_not_formed);
	tcase_add_loop_test(tests, test_an_impossible_round_says_why_and_waits, 0,
	    (int)COUNT_OF(hopeless));
	tcase_add_test(tests, test_who_leaves_meanwhile_is_not_seated);
	tcase_add_test(tests, test_a_late_daemon_forms_nothing);
	tcase_add_loop_test(tests, test_a_lost_connection_at_every_step, 0,
	    (int)COUNT_OF(fused));
	tcase_add_test(tests, test_a_doubtful_commit_is_looked_up);
	return run_cases("round_job", (TCase *[]){ tests, search }, 2);
}
