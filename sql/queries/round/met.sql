-- Who of a round's people has met whom, in any format. rounds_ago is 1 for the round before
-- this one: a round for each of this season's that came since, this one too; and where they
-- met before the season, one for each further month until it began. A row each.
-- $1 round id
WITH season_round AS (
    SELECT r.season_id, array_agg(o.local_start::date ORDER BY o.local_start) AS days
      FROM round r JOIN round o USING (season_id)
     WHERE r.round_id = $1::integer AND o.local_start <= r.local_start
       AND (o.state <> 'cancelled' OR o.round_id = r.round_id)
     GROUP BY r.season_id
)
SELECT m.person_a::text AS person_a, m.person_b::text AS person_b, m.times::bigint AS times,
       greatest(1, cardinality(s.days) - width_bucket(m.last_on, s.days)
           + greatest(0, (s.days[1] - m.last_on) / 30 - 1))::bigint AS rounds_ago
  FROM season_round s
  JOIN enrolment a USING (season_id)
  JOIN met m ON m.person_a = a.person_id
  JOIN enrolment b ON b.season_id = s.season_id AND b.person_id = m.person_b
 WHERE a.state <> 'left' AND b.state <> 'left'
 ORDER BY 1, 2
