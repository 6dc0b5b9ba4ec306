-- One seat with its money and its mail. No row: there is none of that id.
-- $1 id or name like winter-27/1/P0084
SELECT t.seat_id AS id, round_name(t.round_id) AS round, g.number AS gathering,
       t.gathering_id, p.employee_id AS person, p.full_name AS name, t.state, t.turn,
       t.is_host AS host, t.travel_min, t.event_uid, t.event_sequence, t.invited_at,
       t.answer_channel AS answered_by, t.answered_at, r.zone, lower(t.during) AS starts_at,
       (SELECT jsonb_agg(jsonb_build_object('fund', f.name, 'amount_cents', v.amount_cents,
                   'state', v.state)) FROM reservation v JOIN fund f USING (fund_id)
         WHERE v.seat_id = t.seat_id) AS money,
       (SELECT jsonb_agg(jsonb_build_object('id', m.message_id, 'kind', m.kind,
                   'state', m.state, 'sent_at', m.sent_at, 'zone', r.zone) ORDER BY m.recorded_at, m.message_id)
          FROM message m WHERE m.seat_id = t.seat_id) AS messages
  FROM seat t JOIN round r USING (round_id) JOIN person p USING (person_id)
  LEFT JOIN gathering g USING (gathering_id)
 WHERE t.seat_id = seat_named($1::text)
