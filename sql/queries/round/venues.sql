-- Venues that are open on a round's evening, and how many of their tables are still free
-- then. A row each.
-- $1 round id
SELECT v.venue_id::bigint AS venue_id, v.seats_per_table::bigint AS seats,
       greatest(0, v.tables - (SELECT count(*) FROM gathering g
                    WHERE g.venue_id = v.venue_id AND g.state NOT IN ('cancelled', 'merged')
                      AND g.during && tstzrange(r.starts_at,
                          r.starts_at + s.lasts_min * interval '1 minute'))) AS tables
  FROM round r JOIN season s USING (season_id) CROSS JOIN venue v
 WHERE r.round_id = $1::integer AND v.closed_at IS NULL
 ORDER BY v.venue_id
