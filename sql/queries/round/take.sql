-- Takes one round for forming because somebody asked for it. No row: it is formed already,
-- cancelled, or another daemon is forming it.
-- $1 name like winter-27/1, $2 forming token, $3 seconds of the lease
UPDATE round r SET state = 'forming', forming_token = $2::uuid,
       forming_until = lease_clock() + $3::integer * interval '1 second',
       forming_strikes = 1, trouble = NULL
  FROM season s
 WHERE s.season_id = r.season_id AND s.name || '/' || r.seq = $1::text
   AND (r.state = 'planned' OR r.state = 'forming' AND r.forming_until < lease_clock())
RETURNING r.round_id::bigint AS round_id, $1::text AS name
