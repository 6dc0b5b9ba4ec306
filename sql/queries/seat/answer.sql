-- An administrator answers for somebody. No row: there is no such seat.
-- $1 id or name like winter-27/1/P0084, $2 accept or decline, $3 business time in seconds, $4 actor
SELECT a.seat AS id, a.outcome, a.state
  FROM seat t
 CROSS JOIN LATERAL seat_answer(t.seat_id, $2::text, 'administrator', to_timestamp($3::bigint), $4::text) a
 WHERE t.seat_id = seat_named($1::text)
