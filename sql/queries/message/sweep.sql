-- Leases that are over: what had begun is uncertain, what had not is ready again. Whoever
-- had three daemons go away in a row, before they could even begin, is set aside: it may be
-- the reason. Answers one row with their number.
WITH lost AS (
    SELECT m.message_id, m.claim, a.number, a.phase = 'begun' AS is_begun,
           a.phase <> 'begun' AND m.strikes >= 2 AS is_last
      FROM message m JOIN attempt a ON a.message_id = m.message_id AND a.claim = m.claim
     WHERE m.state = 'claimed' AND m.claimed_until < lease_clock()
     ORDER BY m.message_id LIMIT 1000 FOR UPDATE OF m SKIP LOCKED
), ended AS (
    UPDATE attempt a
       SET outcome = CASE WHEN lost.is_begun THEN 'unknown'
                          WHEN lost.is_last THEN 'unfit' ELSE 'not_sent' END,
           ended_at = lease_clock(), words = 'the daemon went away'
      FROM lost WHERE a.message_id = lost.message_id AND a.number = lost.number
       AND a.outcome IS NULL
), moved AS (
    UPDATE message m
       SET state = CASE WHEN lost.is_begun THEN 'uncertain'
                        WHEN m.cancel_wanted IS NOT NULL THEN 'cancelled'
                        WHEN lost.is_last THEN 'failed' ELSE 'ready' END,
           outcome = CASE WHEN lost.is_begun THEN 'sent, and no answer was seen'
                          WHEN m.cancel_wanted IS NOT NULL THEN m.cancel_wanted
                          WHEN lost.is_last THEN 'three daemons went away while they had it' END,
           ended_at = CASE WHEN lost.is_begun OR lost.is_last OR m.cancel_wanted IS NOT NULL
                           THEN lease_clock() END,
           tries_counted = m.tries_counted + (lost.is_begun OR lost.is_last)::integer,
           strikes = CASE WHEN lost.is_begun THEN 0 ELSE m.strikes + 1 END,
           claim = NULL, claimed_until = NULL
      FROM lost WHERE m.message_id = lost.message_id
    RETURNING m.message_id
)
SELECT count(*) AS messages FROM moved
