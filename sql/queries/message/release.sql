-- What an administrator stopped goes on; a recall window that still runs is cut short, but
-- a round that is not published keeps its mail. One message goes at any hour, all of them
-- where it is day.
-- Answers one row with their number.
-- An unknown id is refused, and what changed nothing is not in the audit trail.
-- $1 id or NULL for all, $2 business time in seconds, $3 actor, $4 reason
WITH freed AS (
    UPDATE message
       SET is_stopped = false, state = CASE WHEN release_at IS NULL THEN 'held' ELSE 'ready' END,
           ready_at = coalesce(ready_at, to_timestamp($2::bigint)),
           due_at = coalesce(due_at, to_timestamp($2::bigint)),
           night_at = CASE WHEN $1::text IS NULL
               THEN coalesce(night_at, to_timestamp($2::bigint)) END
     WHERE state = 'held' AND (release_at IS NOT NULL OR is_stopped)
       AND (message_id = as_uuid($1::text) OR $1::text IS NULL AND is_stopped)
    RETURNING message_id
), said AS (
    SELECT audit_write(to_timestamp($2::bigint), $3::text, 'message release', coalesce($1::text, 'all'),
               jsonb_build_object('messages', count(*)), $4::text)
      FROM freed HAVING count(*) > 0
)
SELECT (SELECT count(*) FROM freed) AS messages, (SELECT count(*) FROM said) = 1 AS _written
  FROM known(CASE WHEN $1::text IS NULL THEN ''
                  ELSE (SELECT message_id::text FROM message WHERE message_id = as_uuid($1::text)) END,
           'there is no such message: convenectl message list') AS w (id)
