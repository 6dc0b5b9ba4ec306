-- Pairs of a round's people who may not share a table: excluded by somebody, or one leads the
-- other, directly or over as many levels as the season says. A row each.
-- $1 round id
WITH RECURSIVE of_round AS (
    SELECT r.season_id, s.manager_levels, r.local_start::date AS day
      FROM round r JOIN season s USING (season_id) WHERE r.round_id = $1::integer
), enrolled AS (
    SELECT e.person_id, p.boss_id
      FROM of_round JOIN enrolment e USING (season_id) JOIN person p USING (person_id)
     WHERE e.state <> 'left'
), superior (person_id, boss_id, level) AS (
    SELECT person_id, boss_id, 1 FROM enrolled, of_round
     WHERE boss_id IS NOT NULL AND manager_levels > 0
     UNION
    SELECT u.person_id, p.boss_id, u.level + 1
      FROM superior u JOIN person p ON p.person_id = u.boss_id CROSS JOIN of_round
     WHERE p.boss_id IS NOT NULL AND p.boss_id <> u.person_id AND u.level < manager_levels
)
SELECT x.person_a::text AS person_a, x.person_b::text AS person_b, false AS is_report
  FROM exclusion x CROSS JOIN of_round
 WHERE x.until_on IS NULL OR x.until_on >= of_round.day
 UNION ALL
SELECT DISTINCT u.person_id::text, u.boss_id::text, true
  FROM superior u JOIN enrolled b ON b.person_id = u.boss_id
 ORDER BY 1, 2
