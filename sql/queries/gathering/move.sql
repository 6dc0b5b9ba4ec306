-- Another venue or hour; whoever was invited gets an update. No row: no such gathering or
-- venue, or the venue is closed.
-- $1 id, $2 venue's name or NULL, $3 local start or NULL, $4 start in seconds or NULL,
-- $5 reason, $6 business time in seconds, $7 actor
SELECT g.gathering_id AS id, round_name(g.round_id) AS round, g.number,
       gathering_move(g.gathering_id, v.venue_id, $3::timestamp, to_timestamp($4::bigint),
           to_timestamp($6::bigint), $7::text, $5::text) AS seats
  FROM gathering g
  LEFT JOIN venue v ON v.name = $2::text AND v.closed_at IS NULL
 WHERE g.gathering_id::text = $1::text AND ($2::text IS NULL OR v.venue_id IS NOT NULL)
