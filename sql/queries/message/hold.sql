-- An administrator stops a message, or all that are not out yet. Answers a row each.
-- An unknown id is refused, and what changed nothing is not in the audit trail.
-- $1 id or NULL for all, $2 business time in seconds, $3 actor, $4 reason
WITH stopped AS (
    UPDATE message SET state = 'held', is_stopped = true
     WHERE state IN ('held', 'ready') AND NOT is_stopped
       AND ($1::text IS NULL OR message_id = as_uuid($1::text))
    RETURNING message_id
), said AS (
    SELECT audit_write(to_timestamp($2::bigint), $3::text, 'message hold', coalesce($1::text, 'all'),
               jsonb_build_object('messages', count(*)), $4::text)
      FROM stopped HAVING count(*) > 0
)
SELECT (SELECT count(*) FROM stopped) AS messages, (SELECT count(*) FROM said) = 1 AS _written
  FROM known(CASE WHEN $1::text IS NULL THEN ''
                  ELSE (SELECT message_id::text FROM message WHERE message_id = as_uuid($1::text)) END,
           'there is no such message: convenectl message list') AS w (id)
