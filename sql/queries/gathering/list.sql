-- The gatherings of a round. Refuses an unknown round. No row: there is none after that one.
-- $1 number after which to go on or NULL, $2 most rows, $3 round like winter-27/1
SELECT listed.*
  FROM known(round_named($3::text), 'there is no such round: convenectl round list')
       AS w (round_id)
 CROSS JOIN LATERAL (
    SELECT to_char(g.number, 'FM0000000000') AS _cursor, g.gathering_id AS id, g.number, g.state,
           lower(g.during) AS starts_at, g.zone, v.name AS venue,
           (SELECT p.full_name FROM seat h JOIN person p USING (person_id)
             WHERE h.gathering_id = g.gathering_id AND h.live AND h.is_host) AS host,
           count(t.seat_id) FILTER (WHERE t.live) AS seats,
           count(t.seat_id) FILTER (WHERE t.state = 'accepted') AS accepted,
           max(t.travel_min) FILTER (WHERE t.live) AS farthest_min,
           pr.code AS prompt
      FROM gathering g
      JOIN round r USING (round_id)
      JOIN season s USING (season_id)
      JOIN venue v USING (venue_id)
      LEFT JOIN prompt pr ON pr.prompt_id = g.prompt_id
      LEFT JOIN seat t ON t.gathering_id = g.gathering_id
     WHERE g.round_id = w.round_id AND g.number > coalesce($1::text, '0')::integer
     GROUP BY g.gathering_id, v.name, pr.code
     ORDER BY g.number LIMIT $2::integer
) AS listed
