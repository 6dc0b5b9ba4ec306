-- The recall window is over: held messages become ready, and their Date is set for ever.
-- Answers one row with their number.
-- $1 business time in seconds
WITH freed AS (
    UPDATE message
       SET state = 'ready', ready_at = coalesce(ready_at, to_timestamp($1::bigint)),
           due_at = to_timestamp($1::bigint)
     WHERE message_id IN (
        SELECT message_id FROM message
         WHERE state = 'held' AND NOT is_stopped AND release_at <= to_timestamp($1::bigint)
         ORDER BY release_at, message_id LIMIT 2000 FOR UPDATE SKIP LOCKED)
    RETURNING message_id
)
SELECT count(*) AS messages FROM freed
