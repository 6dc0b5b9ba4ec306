-- Publishes a proposed round. No row: there is none of that name.
-- $1 name like winter-27/1, $2 business time in seconds, $3 actor, $4 reason
SELECT s.name || '/' || r.seq AS id, 'published' AS state,
       round_publish(r.round_id, to_timestamp($2::bigint), $3::text, $4::text) AS messages
  FROM round r JOIN season s USING (season_id)
 WHERE r.round_id = round_named($1::text)
