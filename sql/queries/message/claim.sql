-- Takes the next messages for sending: an attempt of each is on record before a byte goes.
-- Nothing goes while mail is held. A row each; none: nothing is due. bytes_digest is that
-- of a copy that may have arrived: another one must be equal.
-- $1 claim id, $2 daemon, $3 most, $4 seconds of the lease, $5 business time in seconds
WITH way AS (
    SELECT setting_value('mail.mode', 'hold') AS mode,
           nullif(setting_value('mail.redirect', ''), '') AS redirect
), due AS (
    SELECT message_id, CASE way.mode WHEN 'redirect' THEN way.redirect END AS redirect
      FROM message, way
     WHERE state = 'ready' AND due_at <= to_timestamp($5::bigint)
       AND expires_at > to_timestamp($5::bigint)
       AND (way.mode = 'live' OR way.mode = 'redirect' AND way.redirect IS NOT NULL)
     ORDER BY priority, due_at LIMIT $3::integer FOR UPDATE OF message SKIP LOCKED
), claimed AS (
    UPDATE message m
       SET state = 'claimed', claim = $1::uuid, attempt_count = m.attempt_count + 1,
           claimed_until = lease_clock() + $4::integer * interval '1 second'
      FROM due WHERE m.message_id = due.message_id
    RETURNING m.*, due.redirect
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
             WHERE i.seat_id = c.seat_id AND i.kind = 'invitation') END AS first_id,
       c.tries_counted::bigint AS tries,
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
