-- Takes the next messages for sending: an attempt of each is on record before a byte goes.
-- Nothing goes while mail is held, at night, or to a suppressed address. A newer calendar
-- entry of a seat waits twenty minutes at most for an older one that may be on its way. What
-- had two daemons go away is taken alone. A row each; none: nothing is due. bytes_digest is
-- that of a copy that may have arrived: another one must be equal.
-- $1 claim id, $2 daemon, $3 most, $4 seconds of the lease, $5 business time in seconds
WITH way AS (
    SELECT setting_value('mail.mode', 'hold') AS mode,
           nullif(setting_value('mail.redirect', ''), '') AS redirect
), due AS (
    SELECT message_id, priority, due_at, strikes > 1 AS is_suspect,
           CASE way.mode WHEN 'redirect' THEN way.redirect END AS redirect,
           mail_is_stopped(to_address, event_method, to_timestamp($5::bigint)) AS is_stopped
      FROM message m, way
     WHERE state = 'ready' AND due_at <= to_timestamp($5::bigint)
       AND expires_at > to_timestamp($5::bigint)
       AND (night_at IS NULL OR night_at > to_timestamp($5::bigint))
       AND (way.mode = 'live' OR way.mode = 'redirect' AND way.redirect IS NOT NULL)
       AND NOT (event_sequence > 0
           AND ready_at > to_timestamp($5::bigint) - interval '20 minutes'
           AND EXISTS (SELECT FROM message o
                        WHERE o.seat_id = m.seat_id AND o.state IN ('claimed', 'uncertain')
                          AND o.event_sequence < m.event_sequence))
     ORDER BY priority, due_at LIMIT $3::integer FOR UPDATE OF m SKIP LOCKED
), stopped AS (
    UPDATE message m
       SET state = 'cancelled', outcome = 'the address is suppressed', ended_at = lease_clock()
      FROM due WHERE m.message_id = due.message_id AND due.is_stopped
), wanted AS (
    SELECT message_id, redirect, is_suspect, place = 1 AS is_first,
           bool_or(is_suspect AND place = 1) OVER () AS is_alone
      FROM (SELECT due.*, row_number() OVER (ORDER BY priority, due_at, message_id) AS place
              FROM due WHERE is_stopped IS NOT TRUE) AS placed
), claimed AS (
    UPDATE message m
       SET state = 'claimed', claim = $1::uuid, attempt_count = m.attempt_count + 1,
           claimed_until = lease_clock() + $4::integer * interval '1 second'
      FROM wanted w
     WHERE m.message_id = w.message_id
       AND CASE WHEN w.is_alone THEN w.is_first ELSE NOT w.is_suspect END
    RETURNING m.*, w.redirect
), noted AS (
    INSERT INTO attempt (message_id, number, claim, daemon, sent_to)
    SELECT message_id, attempt_count, $1::uuid, $2::uuid, redirect FROM claimed
)
SELECT c.message_id::text AS message_id, c.kind, c.to_address, c.redirect,
       c.content::text AS content, extract(epoch FROM c.ready_at)::bigint AS ready_s,
       encode(c.template_digest, 'hex') AS template_digest,
       c.event_uid, coalesce(c.event_sequence, 0)::bigint AS event_sequence,
       c.cause LIKE 'gathering cancelled%' AS is_called_off,
       c.cause LIKE 'returned %' AS is_accepted,
       c.seat_id::text AS seat_id, c.person_id::text AS person_id,
       CASE WHEN c.kind <> 'invitation' THEN
           (SELECT i.message_id::text FROM message i
             WHERE i.seat_id = c.seat_id AND i.kind = 'invitation' AND i.state <> 'cancelled'
             ORDER BY i.recorded_at LIMIT 1) END AS first_id,
       c.tries_counted::bigint AS tries, c.strikes > 1 AS is_suspect,
       CASE WHEN c.attempt_count = 1 THEN 0 ELSE
           (SELECT count(*) FROM attempt a
             WHERE a.message_id = c.message_id AND a.outcome = 'not_sent'
               AND NOT EXISTS (SELECT FROM attempt b
                    WHERE b.message_id = c.message_id AND b.number > a.number
                      AND b.outcome <> 'not_sent')) END AS not_sent,
       (SELECT encode(a.bytes_digest, 'hex') FROM attempt a
         WHERE a.message_id = c.message_id AND a.outcome = 'unknown'
           AND a.bytes_digest IS NOT NULL
         ORDER BY a.number DESC LIMIT 1) AS bytes_digest
  FROM claimed c ORDER BY c.priority, c.due_at, c.message_id
