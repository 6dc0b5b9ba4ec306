-- Mails that came in and that a human should look at, newest first. No row: none before that one.
-- $1 number before which to go on or NULL, $2 most rows
SELECT to_char(i.inbound_id, 'FM0000000000000000000') AS _cursor, i.inbound_id AS id,
       i.received_at, i.kind, i.effect, p.employee_id AS person, i.seat_id AS seat,
       i.message_id AS message
  FROM inbound i LEFT JOIN seat s USING (seat_id) LEFT JOIN message m USING (message_id)
  LEFT JOIN person p ON p.person_id = coalesce(s.person_id, m.person_id)
 WHERE i.content IS NOT NULL
   AND i.inbound_id < coalesce($1::text, '9223372036854775807')::bigint
 ORDER BY i.inbound_id DESC LIMIT $2::integer
