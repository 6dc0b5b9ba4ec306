-- The audit trail, newest first. No row: there is nothing before that one.
-- $1 number before which to go on or NULL, $2 most rows
SELECT to_char(a.audit_id, 'FM0000000000000000000') AS _cursor, a.audit_id AS id, a.at AS done_at,
       a.actor, a.action AS verb, a.object AS subject, a.change, a.reason
  FROM audit a
 WHERE a.audit_id < coalesce($1::text, '9223372036854775807')::bigint
 ORDER BY a.audit_id DESC LIMIT $2::integer
