-- Who of a round's people has met whom, in any format. rounds_ago counts this season's held
-- rounds since then, a month each where it was elsewhere. A row each.
-- $1 round id
SELECT m.person_a::text AS person_a, m.person_b::text AS person_b, m.times::bigint AS times,
       greatest((r.local_start::date - m.last_on) / 30, 0)::bigint AS rounds_ago
  FROM round r
  JOIN enrolment a USING (season_id)
  JOIN met m ON m.person_a = a.person_id
  JOIN enrolment b ON b.season_id = r.season_id AND b.person_id = m.person_b
 WHERE r.round_id = $1::integer AND a.state <> 'left' AND b.state <> 'left'
 ORDER BY 1, 2
