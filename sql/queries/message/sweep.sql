-- Leases that are over: what had not begun is ready again, what had begun is uncertain.
-- Answers one row with their number.
WITH lost AS (
    SELECT m.message_id, m.claim, a.number, a.phase
      FROM message m JOIN attempt a ON a.message_id = m.message_id AND a.claim = m.claim
     WHERE m.state = 'claimed' AND m.claimed_until < lease_clock()
     ORDER BY m.message_id LIMIT 1000 FOR UPDATE OF m SKIP LOCKED
), ended AS (
    UPDATE attempt a
       SET outcome = CASE lost.phase WHEN 'begun' THEN 'unknown' ELSE 'not_sent' END,
           ended_at = lease_clock(), words = 'the daemon went away'
      FROM lost WHERE a.message_id = lost.message_id AND a.number = lost.number
       AND a.outcome IS NULL
), moved AS (
    UPDATE message m
       SET state = CASE WHEN lost.phase = 'begun' THEN 'uncertain'
                        WHEN m.cancel_wanted IS NOT NULL THEN 'cancelled' ELSE 'ready' END,
           outcome = CASE WHEN lost.phase = 'begun' THEN 'sent, and no answer was seen'
                          ELSE m.cancel_wanted END,
           ended_at = CASE WHEN lost.phase = 'begun' OR m.cancel_wanted IS NOT NULL
                           THEN lease_clock() END,
           tries_counted = m.tries_counted + (lost.phase = 'begun')::integer,
           claim = NULL, claimed_until = NULL
      FROM lost WHERE m.message_id = lost.message_id
    RETURNING m.message_id
)
SELECT count(*) AS messages FROM moved
