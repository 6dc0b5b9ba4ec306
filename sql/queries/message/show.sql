-- One message with its attempts and the relay's words. No row: there is none of that id.
-- $1 id, $2 business time in seconds
SELECT m.message_id AS id, m.kind, m.state, m.cause, p.employee_id AS person,
       p.full_name AS name, m.to_address, m.seat_id AS seat, round_name(m.round_id) AS round,
       m.priority, m.event_method, m.event_uid, m.event_sequence, m.release_at, m.ready_at,
       m.due_at, m.expires_at, m.sent_at, m.ended_at, message_needs(m, to_timestamp($2::bigint)) AS needs,
       m.outcome AS reason, m.is_stopped AS stopped, m.carried_by,
       (SELECT jsonb_agg(jsonb_build_object('number', a.number, 'phase', a.phase,
                   'outcome', a.outcome, 'relay_phase', a.relay_phase, 'code', a.code,
                   'words', a.words, 'queue_id', a.queue_id, 'sent_to', a.sent_to,
                   'claimed_at', a.claimed_at, 'begun_at', a.begun_at, 'ended_at', a.ended_at)
                   ORDER BY a.number)
          FROM attempt a WHERE a.message_id = m.message_id) AS attempts
  FROM message m JOIN person p USING (person_id)
 WHERE m.message_id::text = $1::text
