-- The seats of a round. Refuses an unknown round. No row: there is none after that one.
-- $1 seat key after which to go on or NULL, $2 most rows, $3 round like winter-27/1,
-- $4 state or NULL
SELECT listed.*
  FROM known(round_named($3::text), 'there is no such round: convenectl round list')
       AS w (round_id)
 CROSS JOIN LATERAL (
    SELECT to_char(g.number, 'FM000000') || ' ' || p.employee_id || ' ' || t.turn AS _cursor,
           t.seat_id AS id, g.number AS gathering, p.employee_id AS person, p.full_name AS name,
           t.state, t.is_host AS host, t.travel_min, t.answer_channel AS answered_by, t.answered_at,
           v.amount_cents, v.state AS money, s.zone
      FROM seat t
      JOIN round r USING (round_id)
      JOIN season s ON s.season_id = r.season_id
      JOIN person p USING (person_id)
      LEFT JOIN gathering g USING (gathering_id)
      LEFT JOIN reservation v USING (seat_id)
     WHERE t.round_id = w.round_id AND ($4::text IS NULL OR t.state = $4::text)
       AND to_char(g.number, 'FM000000') || ' ' || p.employee_id || ' ' || t.turn > coalesce($1::text, '')
     ORDER BY 1 LIMIT $2::integer
) AS listed
