-- Messages that are too late to matter. Answers one row with their number.
-- $1 business time in seconds
WITH late AS (
    UPDATE message
       SET state = 'expired', ended_at = lease_clock(),
           outcome = CASE WHEN state = 'uncertain' THEN 'too late; possibly sent' ELSE 'too late' END
     WHERE message_id IN (
        SELECT message_id FROM message
         WHERE state IN ('held', 'ready', 'uncertain') AND expires_at <= to_timestamp($1::bigint)
         LIMIT 2000 FOR UPDATE SKIP LOCKED)
    RETURNING message_id
)
SELECT count(*) AS messages FROM late
