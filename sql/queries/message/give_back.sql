-- A daemon that stops returns what it claimed and did not begin. Answers a row each.
-- $1 claim id, $2 messages
WITH ended AS (
    UPDATE attempt SET outcome = 'not_sent', ended_at = lease_clock()
     WHERE claim = $1::uuid AND message_id = ANY ($2::uuid[]) AND phase = 'claimed'
       AND outcome IS NULL
    RETURNING message_id
)
UPDATE message m
   SET state = CASE WHEN m.cancel_wanted IS NULL THEN 'ready' ELSE 'cancelled' END,
       outcome = m.cancel_wanted, claim = NULL, claimed_until = NULL
  FROM ended WHERE m.message_id = ended.message_id AND m.claim = $1::uuid AND m.state = 'claimed'
RETURNING m.message_id::text AS message_id
