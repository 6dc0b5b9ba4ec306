-- Whose formation stands: the look after a COMMIT that nobody saw answered.
-- $1 round id
SELECT state, coalesce(formation_id::text, '') AS formation_id
  FROM round WHERE round_id = $1::integer
