-- A published round with one table of seven, for the tests of pages and of mail intake. The
-- evening is in two weeks; person N's links are md5('answer N') and md5('leave N').
SET search_path = convene, pg_temp;

INSERT INTO setting (key, value, changed_by)
VALUES ('organisation.name', 'Riverside Health', 'test');
INSERT INTO site (name, region, latitude, longitude, zone)
SELECT 'Site ' || n, 'North', 42 + n * 0.01, -71, 'America/New_York' FROM generate_series(1, 4) n;
INSERT INTO venue (name, street, latitude, longitude, tables, seats_per_table, recorded_by)
VALUES ('Café Müller', '12 Long Street', 42, -71, 4, 8, 'test');
INSERT INTO person (employee_id, full_name, email, specialty, panel, stage, profession,
                    relationship, may_host, recorded_by)
SELECT 'P' || n, name, 'p' || n || '@example.org', specialty, 'adult', 'early', 'physician',
       'employed', n = 2, 'test'
  FROM (VALUES (1, 'Zoë O''Brien', 'Family medicine'), (2, 'Ada Lindqvist', 'Paediatrics'),
               (3, 'Ben Tanaka', 'Palliative care'), (4, 'Chidi Okafor', 'Cardiology'),
               (5, 'Dolores Medina', 'Family medicine'), (6, 'Erin Walsh', 'Emergency medicine'),
               (7, '李 雷', 'Radiology'), (8, 'Frank Gruber', 'Surgery')) AS p (n, name, specialty);
INSERT INTO person_site
SELECT person_id, 1 + substr(employee_id, 2)::integer % 4, true FROM person;

INSERT INTO program (name, title, format, recorded_by)
VALUES ('dinners', 'Clinician dinners', 'dinner', 'test');
INSERT INTO fund (name, currency, recorded_by) VALUES ('PF', 'USD', 'test');
SELECT ledger_award(1, 'first', 100000, clock_timestamp(), 'test');
INSERT INTO season (program_id, name, state, cadence, starts_time, zone, starts_on, seats_min,
                    seats_max, lasts_min, travel_max_min, cap_cents, fund_id, lead_s,
                    respond_by_s, recall_window_s, publish, recorded_by)
VALUES (1, 'winter', 'running', 'monthly second thursday', '18:30', 'America/New_York',
        '2026-01-01', 4, 7, 120, 60, 4500, 1, 1814400, 864000, 0, 'auto', 'test');
WITH agreed AS (
    INSERT INTO consent (person_id, wording, channel, given_at, recorded_by)
    SELECT person_id, 'v1', 'import', clock_timestamp(), 'test' FROM person
 RETURNING consent_id, person_id)
INSERT INTO enrolment (season_id, person_id, consent_id, recorded_by)
SELECT 1, person_id, consent_id, 'test' FROM agreed;

WITH evening AS (
    SELECT date_trunc('day', clock_timestamp() AT TIME ZONE 'America/New_York')
           + interval '14 days 18 hours 30 minutes' AS local)
INSERT INTO round (season_id, seq, state, local_start, zone, starts_at, form_at, respond_by_at,
                   formation_id, formed_at, formed_by, seed, effort, snapshot_digest, cost, bound,
                   published_at)
SELECT 1, 1, 'published', local, 'America/New_York', local AT TIME ZONE 'America/New_York',
       clock_timestamp() - interval '1 day',
       local AT TIME ZONE 'America/New_York' - interval '10 days', gen_random_uuid(),
       clock_timestamp(), 'test', 1, 1, sha256('x'), 0, 0, clock_timestamp()
  FROM evening;
INSERT INTO gathering (gathering_id, round_id, number, state, during, local_start, zone, venue_id)
SELECT derived_id('gathering', '1', '1'), 1, 1, 'published',
       tstzrange(starts_at, starts_at + interval '2 hours'), local_start, zone, 1
  FROM round;
INSERT INTO seat (seat_id, round_id, season_id, person_id, gathering_id, state, is_host, during,
                  travel_min, event_uid, invited_at)
SELECT derived_id('seat', '1', p.person_id::text, '1', '1'), 1, 1, p.person_id, g.gathering_id,
       'invited', p.may_host, g.during, 9,
       derived_id('seat', '1', p.person_id::text, '1', '1')::text, clock_timestamp()
  FROM person p CROSS JOIN gathering g WHERE p.employee_id <> 'P8';
SELECT ledger_reserve(array_agg(seat_id), 1, 4500, clock_timestamp(), 'test') FROM seat;

INSERT INTO token (digest, purpose, row_id, expires_at)
SELECT sha256(convert_to(md5('answer ' || substr(employee_id, 2)), 'UTF8')), 'answer', seat_id,
       clock_timestamp() + interval '30 days'
  FROM person JOIN seat USING (person_id);
INSERT INTO token (digest, purpose, row_id, expires_at)
SELECT sha256(convert_to(md5('leave ' || substr(employee_id, 2)), 'UTF8')), 'leave', person_id,
       clock_timestamp() + interval '30 days'
  FROM person;
