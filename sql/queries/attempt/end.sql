-- What became of attempts. Only where the outcome is open or unknown: a late "accepted" may
-- still turn unknown, nothing else. Answers a row for each message that changed.
-- $1 claim id, $2 messages, $3 outcomes, $4 phases, $5 codes, $6 enhanced codes, $7 words,
-- $8 queue ids, $9 business time in seconds, $10 next try in seconds after it, each
WITH said AS (
    SELECT s.message_id, s.outcome, s.phase, s.code, s.enhanced, s.words, s.queue_id, s.wait_s
      FROM unnest($2::uuid[], $3::text[], $4::text[], $5::integer[], $6::text[],
               $7::text[], $8::text[], $10::integer[])
           AS s (message_id, outcome, phase, code, enhanced, words, queue_id, wait_s)
), ended AS (
    UPDATE attempt a
       SET outcome = s.outcome, relay_phase = s.phase, code = nullif(s.code, 0),
           enhanced = nullif(s.enhanced, ''), words = nullif(s.words, ''),
           queue_id = nullif(s.queue_id, ''), ended_at = lease_clock()
      FROM said s
     WHERE a.message_id = s.message_id AND a.claim = $1::uuid
       AND (a.outcome IS NULL OR a.outcome = 'unknown' AND s.outcome = 'accepted')
    RETURNING a.message_id, s.outcome, s.words, s.wait_s
)
UPDATE message m
   SET state = CASE
           WHEN e.outcome = 'accepted' THEN 'sent'
           WHEN e.outcome IN ('refused', 'unfit') THEN 'failed'
           WHEN e.outcome = 'unknown' THEN 'uncertain'
           WHEN m.cancel_wanted IS NOT NULL THEN 'cancelled'
           ELSE 'ready' END,
       outcome = CASE
           WHEN e.outcome = 'unknown' THEN 'sent, and no answer was seen'
           WHEN e.outcome = 'refused' AND EXISTS (SELECT FROM attempt x
                WHERE x.message_id = m.message_id AND x.outcome = 'unknown')
               THEN e.words || ' (an earlier copy may have arrived)'
           WHEN e.outcome IN ('refused', 'unfit', 'deferred', 'relay', 'not_sent') THEN
                coalesce(m.cancel_wanted, nullif(e.words, ''))
           END,
       sent_at = CASE WHEN e.outcome = 'accepted' THEN to_timestamp($9::bigint) ELSE m.sent_at END,
       ended_at = CASE WHEN e.outcome IN ('accepted', 'refused', 'unfit', 'unknown')
           THEN lease_clock() END,
       due_at = to_timestamp($9::bigint) + e.wait_s * interval '1 second',
       tries_counted = m.tries_counted
           + (e.outcome IN ('accepted', 'deferred', 'refused', 'unknown', 'unfit'))::integer,
       claim = NULL, claimed_until = NULL
  FROM ended e
 WHERE m.message_id = e.message_id
   AND (m.claim = $1::uuid OR e.outcome = 'accepted' AND m.state IN ('uncertain', 'ready'))
RETURNING m.message_id::text AS message_id, m.state
