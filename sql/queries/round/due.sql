-- Takes one round whose lead time has begun, if there is one, for forming: a lease that
-- only saves work. Rounds that nobody finished come back when their lease is over.
-- $1 business time in seconds, $2 forming token, $3 seconds of the lease
UPDATE round SET state = 'forming', forming_token = $2::uuid,
       forming_until = lease_clock() + $3::integer * interval '1 second',
       forming_strikes = forming_strikes + 1
 WHERE round_id = (
    SELECT r.round_id FROM round r JOIN season s USING (season_id)
     WHERE s.state = 'running' AND r.form_at <= to_timestamp($1::bigint)
       AND r.respond_by_at > to_timestamp($1::bigint)
       AND (r.state = 'planned' AND coalesce(r.forming_until < lease_clock(), true)
            OR r.state = 'forming' AND r.forming_until < lease_clock())
     ORDER BY r.form_at, r.round_id LIMIT 1
       FOR NO KEY UPDATE OF r SKIP LOCKED)
RETURNING round_id::bigint AS round_id, round_name(round_id) AS name
