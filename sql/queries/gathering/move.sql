-- Another venue or hour; whoever was invited gets an update. Refuses a gathering or a venue
-- that is unknown.
-- $1 id or name like winter-27/1/9, $2 venue's name or NULL, $3 local start or NULL,
-- $4 start in seconds or NULL, $5 reason, $6 business time in seconds, $7 actor
SELECT w.id, round_name(g.round_id) AS round, g.number,
       gathering_move(w.id, CASE WHEN $2::text IS NOT NULL THEN known(
               (SELECT v.venue_id FROM venue v WHERE v.name = $2::text),
               'there is no such venue: convenectl venue list') END,
           $3::timestamp, to_timestamp($4::bigint),
           to_timestamp($6::bigint), $7::text, $5::text) AS seats
  FROM known(gathering_named($1::text), 'there is no such gathering: convenectl round list')
       AS w (id)
  JOIN gathering g ON g.gathering_id = w.id
