-- Pairs of a round's people who may not share a table: excluded by somebody, or one reports
-- to the other. A row each.
-- $1 round id
WITH enrolled AS (
    SELECT e.person_id, p.boss_id
      FROM round r JOIN enrolment e USING (season_id) JOIN person p USING (person_id)
     WHERE r.round_id = $1::integer AND e.state <> 'left'
)
SELECT x.person_a::text AS person_a, x.person_b::text AS person_b, false AS is_report
  FROM exclusion x JOIN round r ON r.round_id = $1::integer
 WHERE x.until_on IS NULL OR x.until_on >= r.local_start::date
 UNION ALL
SELECT e.person_id::text, e.boss_id::text, true
  FROM enrolled e JOIN enrolled b ON b.person_id = e.boss_id
 ORDER BY 1, 2
