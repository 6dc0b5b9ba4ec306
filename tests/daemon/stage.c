#include "stage.h"

#include "live.h"

#include <inttypes.h>

/* A place, a purse and a season for everything else. */
static const char ground[] =
    "SET search_path = convene, pg_temp;"
    "INSERT INTO site (name, region, latitude, longitude, zone)"
    " VALUES ('Main', 'North', 40.7, -74, 'America/New_York');"
    "INSERT INTO venue (name, street, latitude, longitude, tables, seats_per_table,"
    "                   recorded_by)"
    " VALUES ('Café Müller', '12 Long Street', 40.7, -74, 1000, 8, 'stage');"
    "INSERT INTO program (name, title, format, recorded_by)"
    " VALUES ('dinners', 'Clinician dinners', 'dinner', 'stage');"
    "INSERT INTO fund (name, currency, recorded_by) VALUES ('PF-2027', 'USD', 'stage');"
    "INSERT INTO season (program_id, name, state, cadence, starts_time, zone, starts_on,"
    "                    seats_min, seats_max, lasts_min, travel_max_min, cap_cents,"
    "                    fund_id, lead_s, respond_by_s, recall_window_s, publish,"
    "                    recorded_by)"
    " SELECT program_id, 'winter-27', 'running', 'every month on the second thursday',"
    "        '18:30', 'America/New_York', '2027-01-01', 2, 8, 120, 60, 4500, fund_id,"
    "        1209600, 172800, 0, 'auto', 'stage' FROM program, fund;"
    "SET search_path = public";

/* Every fourth name has something that a calendar, a header or a page must escape. */
static const char people[] =
    "SET search_path = convene, pg_temp;"
    "INSERT INTO person (employee_id, full_name, email, specialty, panel, relationship,"
    "                    recorded_by)"
    " SELECT 'P' || lpad(n::text, 4, '0'),"
    "        (ARRAY['Zoë O''Brien', 'Ada Long', 'Ben \"B\" T', '李 雷'])[1 + n %% 4],"
    "        'p' || n || '@clinic.test', 'Cardiology', 'adult', 'employed', 'stage'"
    "   FROM generate_series(1, %d) n;"
    "INSERT INTO person_site SELECT person_id, site_id, true FROM person, site;"
    "INSERT INTO consent (person_id, wording, channel, given_at, recorded_by)"
    " SELECT person_id, 'v1', 'import', to_timestamp(%" PRId64 "), 'stage' FROM person;"
    "INSERT INTO enrolment (season_id, person_id, consent_id, recorded_by)"
    " SELECT season_id, person_id, consent_id, 'stage' FROM season, consent;"
    "SET search_path = public";

static const char tables[] =
    "SET search_path = convene, pg_temp;"
    "INSERT INTO round (season_id, seq, state, local_start, zone, starts_at, form_at,"
    "                   respond_by_at, formation_id, formed_at, formed_by, seed, effort,"
    "                   snapshot_digest, cost, bound, published_at)"
    " SELECT season_id, 1, 'published', '2027-01-14 18:30', 'America/New_York', dine,"
    "        dine - interval '14 days', dine - interval '2 days', gen_random_uuid(), now,"
    "        'stage', 1, 1, sha256('stage'), 0, 0, now"
    "   FROM season, to_timestamp(%" PRId64 ") AS dine, to_timestamp(%" PRId64 ") AS now;"
    "INSERT INTO gathering (gathering_id, round_id, number, state, during, local_start,"
    "                       zone, venue_id)"
    " SELECT gen_random_uuid(), round_id, n, 'published',"
    "        tstzrange(starts_at, starts_at + interval '2 hours'), local_start, zone,"
    "        venue_id"
    "   FROM round, venue, generate_series(1, (%d + %d - 1) / %d) n;"
    "INSERT INTO seat (seat_id, round_id, season_id, person_id, gathering_id, state,"
    "                  is_host, during, travel_min, event_uid, invited_at)"
    " SELECT id, round_id, season_id, person_id, gathering_id, 'invited', at = 1, during,"
    "        9, id::text, published_at"
    "   FROM (SELECT person_id, gen_random_uuid() AS id, (n - 1) / %d + 1 AS number,"
    "                (n - 1) %% %d + 1 AS at"
    "           FROM (SELECT person_id, row_number() OVER (ORDER BY employee_id) AS n"
    "                   FROM person) AS numbered) AS placed"
    "   JOIN gathering USING (number) JOIN round USING (round_id);"
    "SET search_path = public";

static const char mails[] =
    "SET search_path = convene, pg_temp;"
    "SELECT ledger_award(fund_id, 'stage', 4500 * %d, to_timestamp(%" PRId64
    "), 'stage') FROM fund;"
    "SELECT ledger_reserve(ARRAY(SELECT seat_id FROM seat), fund_id, 4500,"
    "           to_timestamp(%" PRId64 "), 'stage') FROM fund;"
    "SELECT message_queue('invitation', ARRAY(SELECT seat_id FROM seat), 'round 1',"
    "           to_timestamp(%" PRId64 "));"
    "UPDATE message SET state = 'ready', ready_at = release_at, due_at = release_at;"
    "ANALYZE message, seat, person;"
    "SET search_path = public";

void
stage_round(int people_count, int table_size)
{
	live_admin("%s", ground);
	live_admin(people, people_count, STAGE_NOW_S);
	live_admin(tables, STAGE_DINE_S, STAGE_NOW_S, people_count, table_size,
	    table_size, table_size, table_size);
	live_admin(mails, people_count, STAGE_NOW_S, STAGE_NOW_S, STAGE_NOW_S);
}

void
stage_mail_mode(const char *mode, const char *redirect)
{
	live_admin("INSERT INTO convene.setting (key, value, changed_by) VALUES "
		   "('mail.mode', '%s', 'stage'), ('mail.redirect', '%s', 'stage') "
		   "ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value",
	    mode, redirect);
}

void
stage_leases_over(void)
{
	live_admin("UPDATE convene.message SET claimed_until = clock_timestamp() - "
		   "interval '1 second' WHERE state = 'claimed'");
}

void
stage_uncertain_since(int minutes)
{
	live_admin("UPDATE convene.message SET ended_at = clock_timestamp() - "
		   "%d * interval '1 minute' WHERE state = 'uncertain'",
	    minutes);
}
