-- So many invitations of a round in two weeks, ready now: for tests of what the outbox
-- does with many. \set mails N comes first.
SET search_path = convene, pg_temp;
INSERT INTO setting (key, value, changed_by) VALUES ('mail.mode', 'live', 'test')
    ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
INSERT INTO site (name, region, latitude, longitude, zone)
VALUES ('Main', 'North', 40.7, -74, 'America/New_York');
INSERT INTO venue (name, street, latitude, longitude, tables, seats_per_table, recorded_by)
VALUES ('Café Müller', '12 Long Street', 40.7, -74, 1000, 8, 'test');
INSERT INTO program (name, title, format, recorded_by)
VALUES ('dinners', 'Clinician dinners', 'dinner', 'test');
INSERT INTO fund (name, currency, recorded_by) VALUES ('PF', 'USD', 'test');
INSERT INTO season (program_id, name, state, cadence, starts_time, zone, starts_on, seats_min,
                    seats_max, lasts_min, travel_max_min, cap_cents, fund_id, lead_s,
                    respond_by_s, recall_window_s, publish, recorded_by)
SELECT program_id, 'winter', 'running', 'monthly second thursday', '18:30',
       'America/New_York', current_date - 30, 2, 8, 120, 60, 4500, fund_id, 1814400, 172800, 0,
       'auto', 'test' FROM program, fund;
INSERT INTO person (employee_id, full_name, email, specialty, panel, relationship, recorded_by)
SELECT 'P' || lpad(n::text, 5, '0'), (ARRAY['Zoë O''Brien', 'Ada Long', '李 雷'])[1 + n % 3],
       'p' || n || '@clinic.test', 'Cardiology', 'adult', 'employed', 'test'
  FROM generate_series(1, :mails) n;
INSERT INTO person_site SELECT person_id, site_id, true FROM person, site;
INSERT INTO consent (person_id, wording, channel, given_at, recorded_by)
SELECT person_id, 'v1', 'import', clock_timestamp(), 'test' FROM person;
INSERT INTO enrolment (season_id, person_id, consent_id, recorded_by)
SELECT season_id, person_id, consent_id, 'test' FROM season, consent;
INSERT INTO round (season_id, seq, state, local_start, zone, starts_at, form_at, respond_by_at,
                   formation_id, formed_at, formed_by, seed, effort, snapshot_digest, cost, bound,
                   published_at)
SELECT season_id, 1, 'published', local, zone, local AT TIME ZONE zone,
       clock_timestamp() - interval '1 day', local AT TIME ZONE zone - interval '2 days',
       gen_random_uuid(), clock_timestamp(), 'test', 1, 1, sha256('x'), 0, 0, clock_timestamp()
  FROM season, (SELECT current_date + 14 + time '18:30' AS local) AS evening;
INSERT INTO gathering (gathering_id, round_id, number, state, during, local_start, zone, venue_id)
SELECT gen_random_uuid(), round_id, n, 'published',
       tstzrange(starts_at, starts_at + interval '2 hours'), local_start, zone, venue_id
  FROM round, venue, generate_series(1, (:mails + 7) / 8) n;
INSERT INTO seat (seat_id, round_id, season_id, person_id, gathering_id, state, is_host, during,
                  travel_min, event_uid, invited_at)
SELECT id, round_id, season_id, person_id, gathering_id, 'invited', n % 8 = 1, during, 9, id::text,
       published_at
  FROM (SELECT person_id, gen_random_uuid() AS id, substr(employee_id, 2)::integer AS n
          FROM person) AS placed
  JOIN gathering g ON g.number = (n + 7) / 8 JOIN round USING (round_id);
SELECT ledger_award(fund_id, 'first', 4500 * :mails, clock_timestamp(), 'test') FROM fund;
SELECT ledger_reserve(ARRAY(SELECT seat_id FROM seat), fund_id, 4500, clock_timestamp(), 'test')
  FROM fund;
SELECT message_queue('invitation', ARRAY(SELECT seat_id FROM seat), 'round 1', clock_timestamp());
UPDATE message SET state = 'ready', ready_at = release_at, due_at = release_at;
ANALYZE;
