-- Uncertain messages of kinds that are worth it go once more, with the same bytes; what is
-- not wanted any more is left at that. Answers one row with their number.
-- $1 business time in seconds, $2 seconds after which
WITH again AS (
    UPDATE message m
       SET state = 'ready', due_at = to_timestamp($1::bigint), ended_at = NULL,
           outcome = 'sent once more'
      FROM message_kind k
     WHERE k.kind = m.kind AND k.uncertain = 'resend' AND m.state = 'uncertain'
       AND m.ended_at < lease_clock() - $2::integer * interval '1 second'
       AND m.expires_at > to_timestamp($1::bigint) AND m.cancel_wanted IS NULL
       AND (SELECT count(*) FROM attempt a
             WHERE a.message_id = m.message_id AND a.outcome = 'unknown') = 1
    RETURNING m.message_id
), dropped AS (
    UPDATE message m
       SET state = 'cancelled', ended_at = lease_clock(),
           outcome = m.cancel_wanted || '; possibly sent'
     WHERE m.state = 'uncertain' AND m.cancel_wanted IS NOT NULL
       AND m.ended_at < lease_clock() - $2::integer * interval '1 second'
    RETURNING m.message_id
)
SELECT (SELECT count(*) FROM again) + (SELECT count(*) FROM dropped) AS messages
