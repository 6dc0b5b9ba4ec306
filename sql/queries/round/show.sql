-- One round. No row: there is none of that name.
-- $1 name like winter-27/1
SELECT s.name || '/' || r.seq AS id, r.state, r.starts_at, r.local_start::text AS local_start,
       r.zone, r.form_at AS forms_at, r.respond_by_at, r.formed_at, r.formed_by, r.published_at,
       (SELECT count(*) FROM gathering g WHERE g.round_id = r.round_id
           AND g.state NOT IN ('cancelled', 'merged')) AS gatherings,
       (SELECT coalesce(jsonb_object_agg(state, n), '{}') FROM (SELECT t.state, count(*) AS n
           FROM seat t WHERE t.round_id = r.round_id GROUP BY t.state) AS by_state) AS seats,
       (SELECT coalesce(jsonb_object_agg(reason_code, n), '{}') FROM (SELECT o.reason_code,
           count(*) AS n FROM left_out o WHERE o.round_id = r.round_id GROUP BY 1) AS by_reason)
           AS left_out,
       (SELECT jsonb_agg(jsonb_build_object('id', employee_id, 'name', full_name,
                   'reason', reason) ORDER BY employee_id)
          FROM (SELECT p.employee_id, p.full_name, o.reason
                  FROM left_out o JOIN person p USING (person_id)
                 WHERE o.round_id = r.round_id ORDER BY 1 LIMIT 50) AS first) AS not_seated,
       (SELECT nullif(greatest(count(*) - 50, 0), 0) FROM left_out o
         WHERE o.round_id = r.round_id) AS not_seated_further,
       (SELECT coalesce(sum(v.amount_cents), 0)::bigint FROM reservation v
          JOIN seat t USING (seat_id) WHERE t.round_id = r.round_id AND v.state = 'reserved')
           AS reserved_cents,
       f.currency, f.name AS fund, r.seed, r.effort, r.cost, r.bound, r.summary, r.trouble,
       CASE WHEN r.state = 'planned' AND r.trouble IS NOT NULL THEN jsonb_build_object(
           'status', 422, 'code', 'limit', 'exit', 4, 'title', 'The round was not formed',
           'detail', r.trouble) END AS failure
  FROM round r JOIN season s USING (season_id) JOIN fund f USING (fund_id)
 WHERE r.round_id = round_named($1::text)
