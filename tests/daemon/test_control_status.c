/* Status, figures and rounds: what the daemon says of itself while things go well, and
 * while they do not. */
#include "house.h"

#include "clock.h"
#include "live.h"
#include "run.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Within 50 ms as interfaces go; curl and the machine want some time of their own, so the
 * test only tells it from a wait for the database (seconds). */
#define AT_ONCE_MS 500
#define OLD_MS 3000    /* figures that status would rather have anew */
#define START_MS 30000 /* less than a relay has for a login */

/* The first figures may take the machine longer than status waits. */
static void
look_for_figures(void)
{
	do
		ck_assert_int_eq(house_get("/v1/status"), 200);
	while (!json_has(house.json, "people"));
}

static const char *
trouble(size_t at)
{
	const struct json *list = json_find(house.json, "troubles");

	if (at >= json_count(list))
		return "";
	return json_as_text(json_find(json_at(list, at), "part"));
}

/* The question for the figures waits for a lock of ours, and nobody has looked. */
static void
await_refresh(void)
{
	live_until("SELECT pg_stat_clear_snapshot(); SELECT count(*) > 0 FROM "
		   "pg_stat_activity WHERE datname = current_database() AND "
		   "wait_event_type = 'Lock' AND query LIKE '%seasons_running%'",
	    "t");
}

START_TEST(test_status_of_a_healthy_house)
{
	bool works = false;

	house_start("viewer");
	look_for_figures();
	ck_assert(json_as_bool(json_find(house.json, "works"), &works) && works);
	ck_assert_str_eq(trouble(0), "");
	ck_assert_int_eq(house_int("people"), 0);
	ck_assert_str_eq(house_text("mail_mode"), "hold");
	ck_assert(json_has(house.json, "loop"));
	ck_assert(json_has(house.json, "tick"));
	ck_assert(json_has(house.json, "mail"));
	ck_assert_int_ge(house_int("figures_age_ms"), 0);
}
END_TEST

/* Nobody looks until the second lock is ours: the question that waited for the first is
 * over then, its answer on the way, and no other can have one. Of a table that nothing
 * else reads, or a chore that hangs would lose its connection, and the next one asks
 * anyway. */
START_TEST(test_status_knows_what_changed_before_anybody_looks)
{
	house_start("viewer");
	look_for_figures();
	ck_assert_int_eq(house_int("mail_to_read"), 0);
	live_admin("BEGIN");
	live_admin("LOCK TABLE convene.inbound");
	live_admin("INSERT INTO convene.inbound (digest, kind, effect, content, "
		   "received_at) VALUES (decode(repeat('ab', 32), 'hex'), 'words', "
		   "'none', 'Hello', now())");
	await_refresh();
	live_admin("COMMIT");
	live_admin("BEGIN");
	live_admin("LOCK TABLE convene.inbound");
	do
		ck_assert_int_eq(house_get("/v1/status"), 200);
	while (house_int("mail_to_read") == 0);
	live_admin("ROLLBACK");
}
END_TEST

/* Nobody answers there, and never did. */
START_TEST(test_status_without_a_database)
{
	house_configure("viewer operator", "host=/nonexistent dbname=x", NULL);
	house_open();
	ck_assert_int_eq(house_get("/v1/status"), 200);
	ck_assert_int_lt(house.answer_ms, AT_ONCE_MS);
	ck_assert_str_eq(trouble(0), "database");
	ck_assert(!json_has(house.json, "people"));
	ck_assert_int_eq(house_get("/v1/persons"), 503);
	ck_assert_str_eq(house_text("fix"), "convenectl status");
	ck_assert_int_eq(house_ask("POST", "/v1/programs",
			     "{\"name\":\"dinners\",\"format\":\"dinner\"}"),
	    503);
	ck_assert_int_eq(house_get("/readyz"), 503);
	ck_assert_int_eq(house_get("/healthz"), 200);
	ck_assert_int_eq(house_get("/metrics"), 200);
	ck_assert(strstr(text_string(&house.body), "convene_db_up 0\n") != NULL);
}
END_TEST

/* It was there, goes, and comes back. */
START_TEST(test_status_while_the_database_is_away)
{
	house_start("viewer");
	look_for_figures();
	ck_assert_int_eq(house_int("people"), 0);
	PQfinish(live.admin);
	live.admin = PQconnectdb("dbname=postgres");
	live_admin("ALTER DATABASE %s ALLOW_CONNECTIONS false", live.database);
	live_admin("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE "
		   "datname = '%s'",
	    live.database);
	do /* until the loss is noticed */
		ck_assert_int_eq(house_get("/v1/status"), 200);
	while (trouble(0)[0] == '\0');
	ck_assert_int_lt(house.answer_ms, AT_ONCE_MS);
	ck_assert_str_eq(trouble(0), "database");
	ck_assert_int_eq(house_int("people"), 0); /* as it was */
	live_admin("ALTER DATABASE %s ALLOW_CONNECTIONS true", live.database);
	do
		ck_assert_int_eq(house_get("/v1/status"), 200);
	while (trouble(0)[0] != '\0');
}
END_TEST

/* A schema of another version is no server that is away. */
START_TEST(test_status_with_an_older_schema)
{
	live_admin(
	    "ALTER FUNCTION convene.schema_version() RENAME TO schema_version_kept");
	live_admin(
	    "CREATE FUNCTION convene.schema_version() RETURNS integer LANGUAGE sql "
	    "RETURN convene.schema_version_kept() - 1");
	live_admin("GRANT EXECUTE ON FUNCTION convene.schema_version() TO convened");
	house_configure("viewer", NULL, NULL);
	house_open();
	do
		ck_assert_int_eq(house_get("/v1/status"), 200);
	while (strstr(text_string(&house.body), "convene-db migrate") == NULL);
	ck_assert_str_eq(trouble(0), "database");
	ck_assert(strstr(text_string(&house.body), "refused until it is mended") != NULL);
	ck_assert_int_eq(house_get("/v1/persons"), 503);
	ck_assert(strstr(house_text("detail"), "convene-db migrate") != NULL);
}
END_TEST

/* A server that is there and says nothing. One lock: two are a deadlock with a chore. */
START_TEST(test_status_while_the_database_is_silent)
{
	int64_t age_ms = 0;

	house_start("viewer");
	look_for_figures();
	live_admin("BEGIN");
	live_admin("LOCK TABLE convene.message");
	await_refresh();
	while (age_ms < OLD_MS) {
		ck_assert_int_eq(house_get("/v1/status"), 200);
		ck_assert_int_lt(house.answer_ms, AT_ONCE_MS);
		ck_assert_int_eq(house_int("people"), 0);
		ck_assert_int_gt(house_int("figures_age_ms"), age_ms);
		age_ms = house_int("figures_age_ms");
	}
	ck_assert_int_eq(house_get("/metrics"), 200);
	live_admin("ROLLBACK");
}
END_TEST

/* In the order of the configuration; nothing was tried with it yet. */
static void
check_relay(size_t place, const char *name)
{
	const struct json *relays = json_find(json_find(house.json, "mail"), "relays");
	const struct json *relay = json_at(relays, place);

	ck_assert_uint_eq(json_count(relays), 2);
	ck_assert_str_eq(json_as_text(json_find(relay, "relay")), name);
	ck_assert_str_eq(json_as_text(json_find(relay, "state")), "closed");
	ck_assert_int_eq(json_kind(json_find(relay, "reason")), JSON_KIND_NULL);
}

/* It listens and says nothing: the handshake that we would rather have behind us first
 * does not come. */
START_TEST(test_start_with_a_silent_relay)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t length = sizeof address;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	char relay[100]; /* fixed words and a port */
	int64_t from_ms;

	ck_assert_int_eq(bind(fd, (struct sockaddr *)&address, length), 0);
	ck_assert_int_eq(listen(fd, 1), 0);
	getsockname(fd, (struct sockaddr *)&address, &length);
	(void)snprintf(relay, sizeof relay,
	    "relay \"spare\" { host = \"127.0.0.1\"\nport = %d }\n",
	    ntohs(address.sin_port));
	house_configure("viewer", NULL, relay);
	from_ms = clock_now_ms();
	house_open();
	ck_assert_int_lt(clock_now_ms() - from_ms, START_MS);
	ck_assert_int_eq(house_get("/v1/status"), 200);
	check_relay(0, "main");
	check_relay(1, "spare");
	close(fd);
}
END_TEST

START_TEST(test_figures)
{
	static const char *const wanted[] = {
		"convene_build_info{version=\"" PACKAGE_VERSION "\"} 1\n",
		"convene_db_up 1\n",
		"convene_relay_up 1\n",
		"convene_loop_lag_seconds_bucket{le=\"+Inf\"} ",
		("convene_http_requests_total{listener=\"control\",route=\"POST "
		 "/v1/funds\",code=\"200\"} 1\n"),
		"convene_connections{listener=\"control\"} ",
		"convene_round_last_success_timestamp_seconds 0\n",
		"convene_fund_cents{fund=\"PF-1\",part=\"free\"} 100000\n",
	};

	house_start("finance");
	ck_assert_int_eq(house_ask("POST", "/v1/funds",
			     "{\"name\":\"PF-1\",\"amount_cents\":100000,"
			     "\"reason\":\"a test\"}"),
	    200);
	ck_assert_int_eq(house_get("/metrics"), 200);
	for (size_t i = 0; i < COUNT_OF(wanted); i++)
		ck_assert_msg(strstr(text_string(&house.body), wanted[i]) != NULL,
		    "no %s in:\n%s", wanted[i], text_string(&house.body));
	ck_assert_int_eq(house_get("/readyz"), 200);
}
END_TEST

#define SEASON                                                                           \
	"{\"name\":\"w\",\"program\":\"dinners\",\"cadence\":\"monthly second sunday\"," \
	"\"at\":\"18:30\",\"zone\":\"America/New_York\",\"starts\":\"2027-03-01\","      \
	"\"size\":\"6..8\",\"cap_cents\":4500,\"fund\":\"PF-1\",\"publish\":\"manual\"," \
	"\"lead_s\":86400,\"respond_by_s\":3600}"

static void
post(const char *path, const char *body)
{
	ck_assert_msg(house_ask("POST", path, body) / 100 == 2, "%s: %s", path,
	    text_string(&house.body));
}

/* Twenty people of one site who are free on Sundays, a venue, a season, one round. */
static void
stage(void)
{
	live_admin("SET search_path = convene, pg_temp");
	live_admin("INSERT INTO site (name, region, latitude, longitude, zone) VALUES "
		   "('Site', 'North', 42, -71, 'America/New_York')");
	live_admin("INSERT INTO venue (name, latitude, longitude, tables, "
		   "seats_per_table, recorded_by) VALUES ('Mill', 42, -71, 9, 8, 'x')");
	live_admin("INSERT INTO prompt (code, topic, body, licence, source, recorded_by) "
		   "VALUES ('Q1', 'meaning', 'Why?', 'CC0-1.0', 'test', 'test')");
	live_admin(
	    "INSERT INTO person (employee_id, full_name, email, specialty, panel, "
	    "relationship, may_host, recorded_by) SELECT 'P' || n, 'Ada Nr' || n, 'p' "
	    "|| n || '@example.org', 'S' || n %% 9, 'adult', 'employed', true, 'test' "
	    "FROM generate_series(1, 20) n");
	live_admin("INSERT INTO person_site SELECT person_id, 1, true FROM person");
	live_admin(
	    "INSERT INTO availability SELECT person_id, 7, 1020, 1440 FROM person");
	post("/v1/programs", "{\"name\":\"dinners\",\"format\":\"dinner\"}");
	post("/v1/funds",
	    "{\"name\":\"PF-1\",\"amount_cents\":1000000,\"reason\":\"a test\"}");
	post("/v1/seasons", SEASON);
	live_admin("INSERT INTO consent (person_id, wording, channel, given_at, "
		   "recorded_by) SELECT person_id, 'yes', 'import', "
		   "'2026-01-01', 'test' FROM person");
	live_admin(
	    "INSERT INTO enrolment (season_id, person_id, consent_id, recorded_by) "
	    "SELECT 1, person_id, consent_id, 'test' FROM consent");
	post("/v1/seasons/w/start", "{\"reason\":\"a test\"}");
	house_until("/v1/status", "mail_mode", "hold");
	for (int i = 0;
	     strcmp(live_admin("SELECT count(*) FROM round WHERE seq = 1"), "1") != 0;
	     i++) {
		ck_assert_int_lt(i, 400);
		ck_assert_int_eq(house_get("/v1/rounds"), 200);
	}
}

#define FORM "/v1/rounds/w%2F1/form"

START_TEST(test_a_round_is_formed_and_moved)
{
	char path[80], start[200];

	house_start("operator finance");
	stage();
	post(FORM, "{\"dry_run\":true,\"reason\":\"a test\"}");
	ck_assert_int_eq(house.code, 200);
	ck_assert_int_eq(house_int("seats"), 20);
	ck_assert_str_eq(live_admin("SELECT count(*) FROM seat"), "0");
	post(FORM, "{\"reason\":\"a test\"}");
	ck_assert_int_eq(house.code, 202);
	ck_assert_str_eq(house_text("state"), "forming");
	house_until("/v1/rounds/w%2F1", "state", "proposed");
	ck_assert_int_eq(house_int("gatherings"), 3);

	ck_assert_int_eq(house_ask("POST", FORM, "{\"reason\":\"again\"}"), 409);
	ck_assert_str_eq(house_text("fix"), "convenectl round show w/1");
	ck_assert_int_eq(house_ask("POST", FORM, "{\"dry_run\":true,\"reason\":\"x\"}"),
	    409);

	/* the clocks of that zone go forward over 02:30 of that Sunday */
	snprintf(path, sizeof path, "/v1/gatherings/%s/move",
	    live_admin("SELECT gathering_id FROM gathering LIMIT 1"));
	snprintf(start, sizeof start,
	    "{\"start\":\"2027-03-14 02:30\",\"reason\":\"x\"}");
	ck_assert_int_eq(house_ask("POST", path, start), 400);
	ck_assert_msg(strstr(house_text("detail"), "does not exist") != NULL, "%s",
	    house_text("detail"));
	post(path, "{\"start\":\"2027-03-14 19:30\",\"reason\":\"x\"}");
	ck_assert_str_eq(live_admin(
			     "SELECT count(*) FROM gathering WHERE lower(during) = "
			     "'2027-03-14 19:30 America/New_York'"),
	    "1");
	ck_assert_int_eq(house_ask("POST", path,
			     "{\"venue\":\"Nowhere\",\"reason\":\"x\"}"),
	    404);
	ck_assert_int_eq(house_ask("POST", "/v1/gatherings/none/move", start), 404);
}
END_TEST

/* Ends while rounds are formed and files are read: whoever waits is answered, nothing is
 * left behind (the sanitizers look). */
START_TEST(test_end_in_the_middle)
{
	house_start("operator finance");
	stage();
	post(FORM, "{\"reason\":\"a test\"}");
	daemon_close(&house.daemon);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("control_status");

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, house_setup, house_teardown);
	tcase_add_test(tests, test_status_of_a_healthy_house);
	tcase_add_test(tests, test_status_knows_what_changed_before_anybody_looks);
	tcase_add_test(tests, test_status_without_a_database);
	tcase_add_test(tests, test_status_while_the_database_is_away);
	tcase_add_test(tests, test_status_with_an_older_schema);
	tcase_add_test(tests, test_status_while_the_database_is_silent);
	tcase_add_test(tests, test_start_with_a_silent_relay);
	tcase_add_test(tests, test_figures);
	tcase_add_test(tests, test_a_round_is_formed_and_moved);
	tcase_add_test(tests, test_end_in_the_middle);
	return run_tests("control_status", tests);
}
