-- Once answers are in, tables with enough people are confirmed. Answers a row each.
-- $1 business time in seconds
UPDATE gathering g SET state = 'confirmed'
  FROM round r JOIN season s USING (season_id)
 WHERE r.round_id = g.round_id AND r.state = 'published' AND g.state = 'published'
   AND r.respond_by_at <= to_timestamp($1::bigint)
   AND (SELECT count(*) FROM seat t WHERE t.gathering_id = g.gathering_id
           AND t.state = 'accepted') >= s.seats_min
RETURNING g.gathering_id::text AS gathering_id
