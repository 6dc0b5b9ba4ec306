-- One turn of the outbox, in one commit: how attempts ended, and whose bodies may begin.
-- Ends: only where the outcome is open or unknown; a late "accepted" may still turn unknown,
-- nothing else. An address that does not exist gets no more mail. Begins: the envelopes were
-- accepted, from here on the outcomes may be unknown; no body byte leaves before this is
-- committed, nor before the links in it are known. Saying it twice is harmless and gives the
-- same answer: a row for each begin that is still ours and still wanted. No message is in
-- both.
-- Of ends: $1 claim ids, $2 messages, $3 outcomes, $4 phases, $5 codes, $6 enhanced codes,
-- $7 words, $8 queue ids, $9 next tries in seconds from now, $10 whether the address does not
-- exist, each; $11 business time in seconds. Of begins: $12 claim ids, $13 messages,
-- $14 digests of their bytes in hex, each; then of the links $15 digests in hex,
-- $16 purposes, $17 rows they are about, $18 last seconds of their lives
WITH said AS (
    SELECT s.claim, s.message_id, s.outcome, s.phase, s.code, s.enhanced, s.words, s.queue_id,
           s.wait_s, s.is_nobody
      FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::integer[], $6::text[],
               $7::text[], $8::text[], $9::bigint[], $10::boolean[])
           AS s (claim, message_id, outcome, phase, code, enhanced, words, queue_id, wait_s,
                 is_nobody)
), ended AS (
    UPDATE attempt a
       SET outcome = s.outcome, relay_phase = s.phase, code = nullif(s.code, 0),
           enhanced = nullif(s.enhanced, ''), words = nullif(s.words, ''),
           queue_id = nullif(s.queue_id, ''), ended_at = lease_clock()
      FROM said s
     WHERE a.message_id = s.message_id AND a.claim = s.claim
       AND (a.outcome IS NULL OR a.outcome = 'unknown' AND s.outcome = 'accepted')
    RETURNING a.message_id, s.claim, s.outcome, s.words, s.wait_s,
        a.phase = 'begun' AS is_begun, s.is_nobody AND a.sent_to IS NULL AS is_nobody
), nobody AS (
    INSERT INTO suppression (address_digest, reason, evidence)
    SELECT DISTINCT ON (1) address_digest(m.to_address), 'bounce', left(e.words, 200)
      FROM ended e JOIN message m USING (message_id) WHERE e.is_nobody
        ON CONFLICT (address_digest, reason) DO UPDATE
       SET evidence = EXCLUDED.evidence, until_at = NULL, recorded_at = lease_clock()
), given_up AS (
    UPDATE message m
       SET state = 'cancelled', outcome = 'the address does not exist', ended_at = lease_clock()
      FROM ended e JOIN message f USING (message_id)
     WHERE e.is_nobody AND m.person_id = f.person_id AND m.state IN ('held', 'ready')
       AND lower(m.to_address) = lower(f.to_address)
), finished AS (
    UPDATE message m
       SET state = CASE
               WHEN e.outcome = 'accepted' THEN 'sent'
               WHEN e.outcome IN ('refused', 'unfit') THEN 'failed'
               WHEN e.outcome = 'unknown' THEN 'uncertain'
               WHEN m.cancel_wanted IS NOT NULL THEN 'cancelled'
               ELSE 'ready' END,
           outcome = CASE
               WHEN e.outcome = 'unknown' AND e.is_begun
                   THEN 'sent, and no answer was seen' || coalesce(': ' || nullif(e.words, ''), '')
               WHEN e.outcome = 'refused' AND EXISTS (SELECT FROM attempt x
                    WHERE x.message_id = m.message_id AND x.outcome = 'unknown')
                   THEN e.words || ' (an earlier copy may have arrived)'
               WHEN e.outcome IN ('refused', 'unfit', 'unknown') THEN nullif(e.words, '')
               WHEN e.outcome <> 'accepted' THEN coalesce(m.cancel_wanted, nullif(e.words, ''))
               END,
           sent_at = CASE WHEN e.outcome = 'accepted' THEN to_timestamp($11::bigint) ELSE m.sent_at END,
           ended_at = CASE WHEN e.outcome IN ('accepted', 'refused', 'unfit', 'unknown')
                             OR m.cancel_wanted IS NOT NULL
               THEN lease_clock() END,
           due_at = to_timestamp($11::bigint) + e.wait_s * interval '1 second',
           tries_counted = m.tries_counted
               + (e.outcome IN ('accepted', 'deferred', 'refused', 'unknown', 'unfit'))::integer,
           strikes = 0, claim = NULL, claimed_until = NULL
      FROM ended e
     WHERE m.message_id = e.message_id
       AND (m.claim = e.claim OR e.outcome = 'accepted' AND m.state IN ('uncertain', 'ready'))
), link AS (
    INSERT INTO token AS t (digest, purpose, row_id, expires_at)
    SELECT DISTINCT ON (l.purpose, l.row_id)
           decode(l.digest, 'hex'), l.purpose, l.row_id, to_timestamp(l.end_s)
      FROM unnest($15::text[], $16::text[], $17::uuid[], $18::bigint[])
           AS l (digest, purpose, row_id, end_s)
     ORDER BY l.purpose, l.row_id, l.end_s DESC
        ON CONFLICT (purpose, row_id, generation) DO UPDATE
       SET expires_at = EXCLUDED.expires_at
     WHERE t.expires_at < EXCLUDED.expires_at
)
UPDATE attempt a
   SET phase = 'begun', begun_at = coalesce(a.begun_at, lease_clock()),
       bytes_digest = decode(b.digest, 'hex')
  FROM unnest($12::uuid[], $13::uuid[], $14::text[]) AS b (claim, message_id, digest), message m
 WHERE a.message_id = b.message_id AND a.claim = b.claim AND a.outcome IS NULL
   AND (a.phase = 'claimed' OR a.bytes_digest = decode(b.digest, 'hex'))
   AND m.message_id = b.message_id AND m.claim = b.claim AND m.cancel_wanted IS NULL
RETURNING a.message_id::text AS message_id
