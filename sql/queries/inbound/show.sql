-- One mail that came in: what was understood of it, and what is kept of its text. No row: there
-- is none of that id.
-- $1 id
SELECT i.inbound_id AS id, i.received_at, i.kind, i.effect, p.employee_id AS person,
       p.full_name AS name, i.seat_id AS seat, i.message_id AS message,
       round_name(g.round_id) AS round,
       i.content IS NOT NULL AS to_read, char_length(i.content) AS letters,
       left(i.content, 16000) AS mail
  FROM inbound i LEFT JOIN seat s USING (seat_id) LEFT JOIN message m USING (message_id)
  LEFT JOIN person p ON p.person_id = coalesce(s.person_id, m.person_id)
  LEFT JOIN gathering g USING (gathering_id)
 WHERE i.inbound_id::text = $1::text
