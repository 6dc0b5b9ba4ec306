-- A claim whose answer was lost: what it took is ready again. Saying it twice is harmless.
-- Answers a row each.
-- $1 claim id
WITH ended AS (
    UPDATE attempt SET outcome = 'not_sent', ended_at = lease_clock()
     WHERE message_id IN (SELECT message_id FROM message
                           WHERE state = 'claimed' AND claim = $1::uuid)
       AND claim = $1::uuid AND phase = 'claimed' AND outcome IS NULL
    RETURNING message_id
)
UPDATE message m
   SET state = CASE WHEN m.cancel_wanted IS NULL THEN 'ready' ELSE 'cancelled' END,
       outcome = m.cancel_wanted, claim = NULL, claimed_until = NULL,
       ended_at = CASE WHEN m.cancel_wanted IS NOT NULL THEN lease_clock() END
  FROM ended WHERE m.message_id = ended.message_id AND m.claim = $1::uuid AND m.state = 'claimed'
RETURNING m.message_id::text AS message_id
