-- Publishes the proposed rounds of seasons that publish by themselves, while there is time to
-- answer.
-- $1 business time in seconds
SELECT round_name(r.round_id) AS round,
       round_publish(r.round_id, to_timestamp($1::bigint), 'tick', NULL) AS messages
  FROM (SELECT r.round_id FROM round r JOIN season s USING (season_id)
         WHERE r.state = 'proposed' AND s.publish = 'auto'
           AND r.respond_by_at > to_timestamp($1::bigint)
         ORDER BY r.round_id LIMIT 4 FOR NO KEY UPDATE OF r SKIP LOCKED) r
