/* play_stage.c - where, when and who. */
#include "play.h"

#include "clock.h"
#include "zone.h"

#include <stdio.h>
#include <string.h>

/* clock 2027-01-04 09:00 America/New_York */
static void
do_clock(struct play_step *step)
{
	CLEANUP(zone_close) struct zone *zone = NULL;
	char local[40];
	const char *day = play_word(step);
	enum zone_fit fit;
	struct err err;

	(void)snprintf(local, sizeof local, "%s %s", day, play_word(step));
	(void)snprintf(play.zone, sizeof play.zone, "%s", play_word(step));
	if (zone_open(play.zone, &zone, &err) != OK ||
	    zone_to_utc(zone, local, &play.now_s, &fit, &err) != OK)
		play_fail("%s", err.text);
	clock_set_simulated(play.now_s);
}

/* town 6 sites 4 venues 12 prompts: the venues lie among the sites. */
static void
do_town(struct play_step *step)
{
	long sites = play_number(step);

	play_must(step, "sites");
	long venues = play_number(step);

	play_must(step, "venues");
	long prompts = play_number(step);

	play_must(step, "prompts");
	(void)
	    play_ask("INSERT INTO site (name, region, latitude, longitude, zone) SELECT "
		     "'Site-' || n, 'North', 42 + n * 0.01, -71 - n * 0.01, '%s' FROM "
		     "generate_series(1, %ld) n",
		play.zone, sites);
	(void)
	    play_ask("INSERT INTO venue (name, latitude, longitude, tables, "
		     "seats_per_table, recorded_by) SELECT 'Venue-' || n, 42 + n * "
		     "0.01, -71 - n * 0.01, 12, 8, 'test' FROM generate_series(1, %ld) n",
		venues);
	(void)play_ask("INSERT INTO prompt (code, topic, body, licence, source, "
		       "recorded_by) SELECT 'Q' || n, 'meaning', 'What ' || n || '?', "
		       "'CC0-1.0', 'test', 'test' FROM generate_series(1, %ld) n",
	    prompts);
}

/* The roster as a file would bring it, so that whoever is not in it has left. */
static void
import(long people, long hosts, const char *without)
{
	(void)play_ask(
	    "SELECT roster_import(array_agg(id), array_agg('Ada Nr' || n), array_agg("
	    "lower(id) || '@clinic.test'), array_agg('S' || n %% 9), "
	    "array_agg('adult'::text), "
	    "array_agg('early'::text), array_agg('physician'::text), "
	    "array_agg('employed'::text), "
	    "array_agg(NULL::text), array_agg(NULL::date), array_agg(n <= %ld), "
	    "array_agg('Site-' || 1 + n %% (SELECT count(*) FROM site)), "
	    "array_agg(''::text), "
	    "array_agg('1;2;3;4;5;6;7'::text), 100, false, to_timestamp(%lld), 'test', "
	    "'staged') FROM "
	    "generate_series(1, %ld) n, lpad(n::text, 2, '0') two, concat('P', two) id "
	    "WHERE id <> '%s'",
	    hosts, (long long)play.now_s, people, without);
}

/* people 24 hosts 6 */
static void
do_people(struct play_step *step)
{
	long people = play_number(step);

	play_must(step, "hosts");
	import(people, play_number(step), "");
}

/* roster without p07 */
static void
do_roster(struct play_step *step)
{
	play_must(step, "without");
	const char *person = play_person(step);
	long people = strtol(play_ask("SELECT count(*) FROM person"), NULL, 10);
	long hosts = strtol(play_ask("SELECT count(*) FROM person WHERE may_host"), NULL,
	    10);

	import(people, hosts, person);
	play_settle();
}

/* enrol everyone in winter */
static void
do_enrol(struct play_step *step)
{
	play_must(step, "everyone");
	play_must(step, "in");
	(void)
	    play_ask("SELECT enrolment_import(%s, array_agg(employee_id), array_agg("
		     "NULL::boolean), array_agg('v1'::text), array_agg(NULL::text), "
		     "array_agg(false), array_agg(''::text), false, to_timestamp(%lld), "
		     "'test', 'staged') FROM person WHERE left_at IS NULL",
		play_quoted(play_word(step)), (long long)play.now_s);
}

/* apart p01 p02 */
static void
do_apart(struct play_step *step)
{
	const char *one = play_person(step);
	const char *other = play_person(step);

	(void)play_ask("INSERT INTO exclusion (person_a, person_b, reason_code, "
		       "recorded_by) SELECT least(a.person_id, b.person_id), "
		       "greatest(a.person_id, b.person_id), 'asked', 'test' FROM person "
		       "a, person b WHERE a.employee_id = '%s' AND b.employee_id = '%s'",
	    one, other);
}

/* together p01 p02 p03 p04 */
static void
do_together(struct play_step *step)
{
	for (int i = 0; i < 4; i++)
		(void)play_ask("UPDATE enrolment e SET company = 'one' FROM person p "
			       "WHERE p.person_id = e.person_id AND p.employee_id = '%s'",
		    play_person(step));
}

const struct play_verb play_stage_verbs[] = {
	{ "clock", do_clock },
	{ "town", do_town },
	{ "people", do_people },
	{ "roster", do_roster },
	{ "enrol", do_enrol },
	{ "apart", do_apart },
	{ "together", do_together },
	{ NULL, NULL },
};
