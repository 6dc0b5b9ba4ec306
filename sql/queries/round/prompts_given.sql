-- Which of them a round's people have had. A row each.
-- $1 round id
SELECT g.person_id::text AS person_id, g.prompt_id::bigint AS prompt_id
  FROM round r JOIN enrolment e USING (season_id) JOIN prompt_given g USING (person_id)
  JOIN prompt p ON p.prompt_id = g.prompt_id AND p.retired_at IS NULL
 WHERE r.round_id = $1::integer AND e.state <> 'left'
 ORDER BY 1, 2
