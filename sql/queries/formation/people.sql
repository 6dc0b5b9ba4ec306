-- The people of a formed round, in the order of its input, and where they sit now: number 0
-- is nowhere. Who left since has neither a number nor a reason. A row each.
-- $1 round, gathering, seat or person, $2 its name or id
SELECT p.person_id::text AS person_id, coalesce(p.employee_id, p.person_id::text) AS id,
       coalesce(p.full_name, '(erased)') AS name, coalesce(g.number, 0)::bigint AS number,
       coalesce(t.is_host, false) AS is_host, coalesce(i.number, 0)::bigint AS pinned,
       o.reason_code
  FROM formation_named($1::text, $2::text) w
  JOIN formation f USING (round_id)
 CROSS JOIN unnest(f.people) WITH ORDINALITY AS u (person_id, place)
  JOIN person p ON p.person_id = u.person_id
  LEFT JOIN seat t ON t.round_id = f.round_id AND t.person_id = u.person_id AND t.live
  LEFT JOIN gathering g ON g.gathering_id = t.gathering_id
       AND g.state NOT IN ('cancelled', 'merged')
  LEFT JOIN pin i ON i.round_id = f.round_id AND i.person_id = u.person_id
  LEFT JOIN left_out o ON o.round_id = f.round_id AND o.person_id = u.person_id
 ORDER BY u.place
