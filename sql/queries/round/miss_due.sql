-- Rounds whose evening passed before they could be formed. Answers a row each.
-- $1 business time in seconds
UPDATE round SET state = 'cancelled', trouble = coalesce(trouble || '; ', '') || 'its day passed',
       forming_token = NULL, forming_until = NULL
 WHERE state IN ('planned', 'forming') AND starts_at <= to_timestamp($1::bigint)
RETURNING round_name(round_id) AS round
