-- Seasons that want another round planned, or to be ended: fewer than two lie ahead. Answers a row each.
-- $1 business time in seconds
SELECT s.season_id::bigint AS season_id, s.name, s.cadence, s.starts_time, s.zone,
       s.starts_on::text AS starts_on, s.ends_on::text AS ends_on,
       s.rounds_max::bigint AS rounds_max, s.lead_s, s.respond_by_s,
       coalesce(last.seq, 0)::bigint AS last_seq, last.day AS last_day
  FROM season s
  LEFT JOIN LATERAL (SELECT max(r.seq) AS seq, max(r.local_start::date)::text AS day
                       FROM round r WHERE r.season_id = s.season_id) last ON true
 WHERE s.state = 'running'
   AND (SELECT count(*) FROM round r WHERE r.season_id = s.season_id
           AND r.starts_at > to_timestamp($1::bigint) AND r.state <> 'cancelled') < 2
 ORDER BY s.season_id
