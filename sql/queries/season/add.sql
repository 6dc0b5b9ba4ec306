-- A new season. Refuses a program or fund that is unknown.
-- $1 name, $2 program, $3 cadence, $4 hour, $5 zone, $6 first day, $7 last day, $8 rounds,
-- $9 smallest table, $10 largest table, $11 cap in cents, $12 fund, $13 lead in seconds,
-- $14 answer so many seconds before, $15 recall window in seconds, $16 auto or manual,
-- $17 farthest minutes, $18 minutes it lasts, $19 business time in seconds, $20 actor
WITH added AS (
    INSERT INTO season (program_id, name, cadence, starts_time, zone, starts_on, ends_on,
        rounds_max, seats_min, seats_max, cap_cents, fund_id, lead_s, respond_by_s,
        recall_window_s, publish, travel_max_min, lasts_min, recorded_by)
    SELECT known((SELECT program_id FROM program WHERE name = $2::text),
               'there is no such program: convenectl program list'),
           $1::text, $3::text, $4::text, $5::text, $6::date, $7::date, $8::integer, $9::smallint, $10::smallint, $11::bigint,
           known((SELECT fund_id FROM fund WHERE name = $12::text),
               'there is no such fund: convenectl fund list'), $13::bigint,
           $14::bigint, $15::bigint, $16::text, $17::smallint, $18::smallint, $20::text
    RETURNING name, state, cadence, starts_time, zone, starts_on, seats_min, seats_max, cap_cents
)
SELECT name AS id, state, cadence, starts_time, zone, starts_on, seats_min, seats_max, cap_cents,
       audit_write(to_timestamp($19::bigint), $20::text, 'season add', name,
           jsonb_build_object('cadence', cadence), NULL) IS NULL AS _written
  FROM added
