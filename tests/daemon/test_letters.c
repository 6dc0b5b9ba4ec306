/* What letters say beyond their seat, and to whom: the functions of 0011_letters.sql on a
 * published round. */
#include "stage.h"

#include "live.h"
#include "run.h"

#include <stdlib.h>

static void
set_up(void)
{
	live_setup();
	stage_round(6, 3);
	live_admin("UPDATE convene.message SET state = 'sent'");
}

static const char *
of_p1(const char *kind, const char *expression)
{
	return live_admin("SELECT %s FROM convene.message m JOIN convene.person p USING "
			  "(person_id) WHERE p.employee_id = 'P0001' AND m.kind = '%s' "
			  "ORDER BY m.event_sequence DESC LIMIT 1",
	    expression, kind);
}

static void
move(const char *venue, const char *local, const char *utc)
{
	live_admin(
	    "SELECT convene.gathering_move(gathering_id, v.venue_id, '%s', '%s', "
	    "to_timestamp(%lld), 'test', 'test') FROM convene.gathering g, convene.venue "
	    "v WHERE g.number = 1 AND v.name = '%s'",
	    local, utc, (long long)STAGE_NOW_S, venue);
}

START_TEST(test_change_says_what_it_changed)
{
	live_admin(
	    "INSERT INTO convene.venue (name, street, latitude, longitude, tables, "
	    "seats_per_table, recorded_by) VALUES ('The Mill', '', 40.7, -74, 9, "
	    "8, 'test')");
	move("Café Müller", "2027-01-14 19:00", "2027-01-15 00:00Z");
	ck_assert_str_eq(of_p1("change", "m.content ->> 'was_starts_s'"), "1799969400");
	ck_assert_str_eq(of_p1("change",
			     "m.content ?| ARRAY['was_where', 'joined', "
			     "'gone']"),
	    "f");
	/* the update was not sent: what people know is still the first time */
	move("The Mill", "2027-01-14 19:30", "2027-01-15 00:30Z");
	ck_assert_str_eq(of_p1("change", "m.content ->> 'was_starts_s'"), "1799969400");
	ck_assert_str_eq(of_p1("change", "m.content ->> 'was_where'"),
	    "Café Müller, 12 Long Street");
	live_admin("UPDATE convene.message SET state = 'ready', ready_at = release_at, "
		   "due_at = release_at WHERE kind = 'change' AND state = 'held'");
	live_admin("UPDATE convene.message SET state = 'sent' WHERE state = 'ready'");
	move("Café Müller", "2027-01-14 19:30", "2027-01-15 00:30Z");
	ck_assert_str_eq(of_p1("change", "m.content ->> 'was_where'"), "The Mill");
	ck_assert_str_eq(of_p1("change", "m.content ? 'was_starts_s'"), "f");
}
END_TEST

START_TEST(test_change_names_who_came_and_went)
{
	ck_assert_str_eq(
	    live_admin("SELECT convene.letter_difference("
		       "'{\"venue\": \"A\", \"tablemates\": [{\"name\": \"Ada L.\"}, "
		       "{\"name\": \"Ben T.\"}, {\"name\": \"Ben T.\"}]}', "
		       "'{\"venue\": \"A\", \"tablemates\": [{\"name\": \"Ben T.\"}, "
		       "{\"name\": \"Zoë O.\"}, {\"name\": \"Di P.\"}]}')"),
	    "{\"gone\": \"Ada L., Ben T.\", \"joined\": \"Di P., Zoë O.\"}");
	ck_assert_str_eq(live_admin("SELECT convene.letter_difference('{}', '{}')"),
	    "{}");
}
END_TEST

START_TEST(test_card_alone_has_the_question)
{
	live_admin(
	    "INSERT INTO convene.prompt (code, topic, body, licence, source, "
	    "recorded_by) VALUES ('Q1', 'work', 'What *now*?', 'CC0', 'us', "
	    "'test'); UPDATE convene.gathering SET prompt_id = (SELECT prompt_id "
	    "FROM convene.prompt); INSERT INTO convene.setting (key, value, "
	    "changed_by) VALUES ('organisation.help', E'Call 1\\nCall 2', 'test')");
	live_admin("SELECT convene.message_queue(kind, ARRAY(SELECT seat_id FROM "
		   "convene.seat), 'x', NULL) FROM unnest(ARRAY['host_card', "
		   "'day_before']) kind");
	ck_assert_str_eq(of_p1("host_card", "m.content -> 'prompt'"), "\"What *now*?\"");
	ck_assert_str_eq(of_p1("host_card", "m.content -> 'help'"),
	    "[\"Call 1\", \"Call 2\"]");
	ck_assert_str_eq(of_p1("day_before", "m.content ?| ARRAY['prompt', 'help']"),
	    "f");
	/* a move writes the content of what waits anew */
	move("Café Müller", "2027-01-14 19:00", "2027-01-15 00:00Z");
	ck_assert_str_eq(of_p1("host_card", "m.content -> 'prompt'"), "\"What *now*?\"");
	ck_assert_str_eq(of_p1("host_card", "m.content ->> 'starts_s'"), "1799971200");
}
END_TEST

static void
leave(int64_t after_s)
{
	live_admin("SELECT convene.person_leave(person_id, 'page', to_timestamp(%lld), "
		   "'test') FROM convene.person WHERE employee_id = 'P0001'",
	    (long long)(STAGE_NOW_S + after_s));
}

START_TEST(test_leaving_is_confirmed_once)
{
	leave(60);
	leave(120); /* pressed twice */
	ck_assert_str_eq(of_p1("left",
			     "count(*) OVER () || m.state || (m.content ->> "
			     "'program') || (m.content ->> 'seats_given')"),
	    "1heldClinician dinners1");
	live_admin("UPDATE convene.enrolment SET state = 'enrolled'");
	leave(180);
	ck_assert_str_eq(of_p1("left", "count(*) OVER ()"), "2");
}
END_TEST

START_TEST(test_who_cannot_be_reached_gets_no_goodbye)
{
	live_admin("INSERT INTO convene.suppression (address_digest, reason) SELECT "
		   "convene.address_digest(email), 'bounce' FROM convene.person");
	leave(60);
	ck_assert_str_eq(live_admin("SELECT count(*) FROM convene.message WHERE kind = "
				    "'left'"),
	    "0");
}
END_TEST

/* 2027-01-05 in New York, which is five hours behind. */
static int
digest_at(int hour, int minute)
{
	return atoi(live_admin("SELECT convene.digest_queue('2027-01-05 00:00Z'::"
			       "timestamptz + interval '%d:%d')",
	    hour + 5, minute));
}

START_TEST(test_digest_comes_when_something_needs_a_human)
{
	live_admin("INSERT INTO convene.setting (key, value, changed_by) VALUES "
		   "('mail.digest', 'P0002', 'test'), ('organisation.zone', "
		   "'America/New_York', 'test')");
	ck_assert_int_eq(digest_at(7, 30), 0); /* all is well */
	live_admin("UPDATE convene.seat SET is_host = false WHERE is_host AND person_id "
		   "= (SELECT person_id FROM convene.person WHERE employee_id = "
		   "'P0001')");
	ck_assert_int_eq(digest_at(7, 29), 0);
	ck_assert_int_eq(digest_at(12, 1), 0);
	ck_assert_int_eq(digest_at(7, 30), 1);
	ck_assert_int_eq(digest_at(9, 0), 0); /* once a day */
	ck_assert_int_eq(digest_at(24 + 8, 0), 1);
	ck_assert_str_eq(live_admin("SELECT DISTINCT p.employee_id || (m.content -> "
				    "'lines') FROM convene.message m JOIN "
				    "convene.person p USING (person_id) WHERE kind = "
				    "'digest'"),
	    "P0002[\"1 table has no host: convenectl status\"]");
}
END_TEST

START_TEST(test_nobody_named_no_digest)
{
	live_admin("UPDATE convene.seat SET is_host = false");
	ck_assert_int_eq(digest_at(12, 0), 0);
	ck_assert_int_eq(digest_at(2, 45), 0); /* 7:45 UTC, the zone of who says none */
	live_admin("INSERT INTO convene.setting (key, value, changed_by) VALUES "
		   "('mail.digest', 'P7777', 'test')");
	ck_assert_int_eq(digest_at(2, 45), 0);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("letters");

	tcase_add_checked_fixture(tests, set_up, live_teardown);
	tcase_add_test(tests, test_change_says_what_it_changed);
	tcase_add_test(tests, test_change_names_who_came_and_went);
	tcase_add_test(tests, test_card_alone_has_the_question);
	tcase_add_test(tests, test_leaving_is_confirmed_once);
	tcase_add_test(tests, test_digest_comes_when_something_needs_a_human);
	tcase_add_test(tests, test_nobody_named_no_digest);
	tcase_add_test(tests, test_who_cannot_be_reached_gets_no_goodbye);
	return run_tests("letters", tests);
}
