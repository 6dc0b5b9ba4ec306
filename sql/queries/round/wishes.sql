-- Who of a round's people would like to meet whom. A row each.
-- $1 round id
SELECT w.person_id::text AS person_a, w.other_id::text AS person_b
  FROM round r
  JOIN wish w USING (season_id)
  JOIN enrolment a ON a.season_id = r.season_id AND a.person_id = w.person_id
  JOIN enrolment b ON b.season_id = r.season_id AND b.person_id = w.other_id
 WHERE r.round_id = $1::integer AND a.state <> 'left' AND b.state <> 'left'
 ORDER BY 1, 2
