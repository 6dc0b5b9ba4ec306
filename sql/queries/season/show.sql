-- One season. No row: there is none of that name.
-- $1 name
SELECT s.name AS id, p.name AS program, p.title, p.format, s.state, s.cadence, s.starts_time, s.zone,
       s.starts_on, s.ends_on, s.rounds_max, s.seats_min, s.seats_max, s.lasts_min,
       s.travel_max_min, s.cap_cents, f.currency, f.name AS fund, b.free_cents, s.lead_s,
       s.respond_by_s, s.recall_window_s, s.publish,
       jsonb_build_object('specialty', s.weigh_specialty,
           'site', s.weigh_site,
           'stage', s.weigh_stage,
           'role', s.weigh_role,
           'travel', s.weigh_travel,
           'repeats', s.weigh_repeats,
           'wishes', s.weigh_wishes,
           'alone', s.weigh_alone,
           'left_out', s.weigh_left_out) AS weights, s.manager_levels,
       (SELECT count(*) FROM enrolment e
         WHERE e.season_id = s.season_id AND e.state = 'enrolled') AS enrolled,
       (SELECT jsonb_agg(jsonb_build_object('round', s.name || '/' || r.seq, 'state', r.state,
                   'starts_at', r.starts_at, 'forms_at', r.form_at, 'zone', r.zone) ORDER BY r.seq)
          FROM round r WHERE r.season_id = s.season_id) AS rounds
  FROM season s JOIN program p USING (program_id) JOIN fund f USING (fund_id)
  JOIN fund_balance b USING (fund_id)
 WHERE s.name = $1::text
