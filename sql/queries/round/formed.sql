-- The round is proposed: tables, seats, money and messages stand in this transaction.
-- Answers one row.
-- $1 round id, $2 formation id, $3 business time in seconds, $4 who, $5 seed, $6 effort,
-- $7 snapshot digest in hex, $8 cost, $9 bound, $10 summary as JSON
UPDATE round SET state = 'proposed', formation_id = $2::uuid, formed_at = to_timestamp($3::bigint),
       formed_by = $4::text, seed = $5::bigint, effort = $6::bigint,
       snapshot_digest = decode($7::text, 'hex'), cost = $8::bigint, bound = $9::bigint,
       summary = $10::jsonb, forming_token = NULL, forming_until = NULL, trouble = NULL
 WHERE round_id = $1::integer
RETURNING audit_write(formed_at, formed_by, 'round form', round_name(round_id), summary, NULL)
          IS NULL AS _written
