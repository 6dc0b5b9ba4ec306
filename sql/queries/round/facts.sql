-- What forming needs to know of a round and its season. Answers one row.
-- $1 round id
SELECT r.round_id::bigint AS round_id, round_name(r.round_id) AS name,
       r.season_id::bigint AS season_id, r.seq::bigint AS seq, r.state,
       to_char(r.local_start, 'YYYY-MM-DD HH24:MI') AS local_start, r.zone,
       extract(epoch FROM r.starts_at)::bigint AS starts_s,
       extract(epoch FROM r.respond_by_at)::bigint AS respond_by_s,
       s.lasts_min::bigint AS lasts_min, s.seats_min::bigint AS seats_min,
       s.seats_max::bigint AS seats_max, s.travel_max_min::bigint AS travel_max_min,
       s.cap_cents::bigint AS cap, s.fund_id::bigint AS fund_id, f.name AS fund, f.currency,
       b.free_cents AS free
  FROM round r JOIN season s USING (season_id) JOIN fund f USING (fund_id)
  JOIN fund_balance b USING (fund_id)
 WHERE r.round_id = $1::integer
