-- What forming needs to know of a round and its season. Answers one row.
-- $1 round id
SELECT r.round_id::bigint AS round_id, round_name(r.round_id) AS name,
       r.season_id::bigint AS season_id, r.seq::bigint AS seq, r.state,
       to_char(r.local_start, 'YYYY-MM-DD HH24:MI') AS local_start, r.zone,
       extract(epoch FROM r.starts_at)::bigint AS starts_s,
       extract(epoch FROM r.respond_by_at)::bigint AS respond_by_s,
       s.lasts_min::bigint AS lasts_min, s.seats_min::bigint AS seats_min,
       s.seats_max::bigint AS seats_max, s.travel_max_min::bigint AS travel_max_min,
       s.weigh_specialty::bigint AS weigh_specialty,
       s.weigh_site::bigint AS weigh_site,
       s.weigh_stage::bigint AS weigh_stage,
       s.weigh_role::bigint AS weigh_role,
       s.weigh_travel::bigint AS weigh_travel,
       s.weigh_repeats::bigint AS weigh_repeats,
       s.weigh_wishes::bigint AS weigh_wishes,
       s.weigh_alone::bigint AS weigh_alone,
       s.weigh_left_out::bigint AS weigh_left_out,
       s.cap_cents::bigint AS cap, s.fund_id::bigint AS fund_id, f.name AS fund, f.currency,
       b.free_cents AS free
  FROM round r JOIN season s USING (season_id) JOIN fund f USING (fund_id)
  JOIN fund_balance b USING (fund_id)
 WHERE r.round_id = $1::integer
