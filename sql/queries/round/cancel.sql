-- Cancels a round; everybody who was invited is told. No row: there is none of that name.
-- $1 name like winter-27/1, $2 reason, $3 business time in seconds, $4 actor
SELECT s.name || '/' || r.seq AS id, 'cancelled' AS state,
       round_cancel(r.round_id, to_timestamp($3::bigint), $4::text, $2::text) AS seats
  FROM round r JOIN season s USING (season_id)
 WHERE r.round_id = round_named($1::text)
