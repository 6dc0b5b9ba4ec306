-- Takes the next messages for sending: an attempt of each is on record before a byte goes.
-- Nothing goes while mail is held. A row each; none: nothing is due.
-- $1 claim id, $2 daemon, $3 most, $4 seconds of the lease, $5 business time in seconds
WITH due AS (
    SELECT message_id FROM message
     WHERE state = 'ready' AND due_at <= to_timestamp($5::bigint)
       AND expires_at > to_timestamp($5::bigint)
       AND setting_value('mail.mode', 'hold') <> 'hold'
     ORDER BY priority, due_at LIMIT $3::integer FOR UPDATE SKIP LOCKED
), claimed AS (
    UPDATE message m
       SET state = 'claimed', claim = $1::uuid, attempt_count = m.attempt_count + 1,
           claimed_until = lease_clock() + $4::integer * interval '1 second'
      FROM due WHERE m.message_id = due.message_id
    RETURNING m.*
), noted AS (
    INSERT INTO attempt (message_id, number, claim, daemon)
    SELECT message_id, attempt_count, $1::uuid, $2::uuid FROM claimed
)
SELECT c.message_id::text AS message_id, c.attempt_count::bigint AS number, c.kind,
       c.to_address, c.content::text AS content,
       extract(epoch FROM c.ready_at)::bigint AS ready_s,
       encode(c.template_digest, 'hex') AS template_digest,
       c.event_method, c.event_uid, coalesce(c.event_sequence, 0)::bigint AS event_sequence,
       coalesce(c.seat_id::text, '') AS seat_id, c.person_id::text AS person_id,
       coalesce((SELECT encode(a.bytes_digest, 'hex') FROM attempt a
                  WHERE a.message_id = c.message_id AND a.bytes_digest IS NOT NULL
                  ORDER BY a.number DESC LIMIT 1), '') AS bytes_digest,
       setting_value('mail.mode', 'hold') AS mode, setting_value('mail.redirect', '') AS redirect
  FROM claimed c ORDER BY c.priority, c.due_at, c.message_id
