-- An administrator stops a message, or all that are not out yet. Answers a row each.
-- $1 id or NULL for all, $2 business time in seconds, $3 actor, $4 reason
WITH stopped AS (
    UPDATE message SET state = 'held', is_stopped = true
     WHERE state IN ('held', 'ready') AND NOT is_stopped
       AND ($1::text IS NULL OR message_id::text = $1::text)
    RETURNING message_id
), said AS (
    SELECT audit_write(to_timestamp($2::bigint), $3::text, 'message hold', coalesce($1::text, 'all'),
               jsonb_build_object('messages', count(*)), $4::text) FROM stopped
)
SELECT count(*) AS messages, (SELECT count(*) FROM said) = 1 AS _written FROM stopped
