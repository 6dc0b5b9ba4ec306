-- Rounds whose last gathering is over. Answers a row each.
-- $1 business time in seconds
UPDATE round r SET state = 'held'
 WHERE r.state = 'published' AND r.starts_at <= to_timestamp($1::bigint)
   AND NOT EXISTS (SELECT FROM gathering g WHERE g.round_id = r.round_id
                      AND g.state IN ('published', 'confirmed'))
RETURNING round_name(round_id) AS round
