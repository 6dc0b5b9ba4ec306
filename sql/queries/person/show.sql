-- One person. No row: nobody has that roster id.
-- $1 roster id
SELECT p.employee_id AS id, p.full_name AS name, p.email, p.specialty, p.panel, p.stage,
       p.profession AS role, p.relationship, p.training_ended, p.may_host AS host,
       b.employee_id AS manager, p.left_at,
       (SELECT jsonb_agg(s.name ORDER BY ps.is_home DESC, s.name)
          FROM person_site ps JOIN site s USING (site_id) WHERE ps.person_id = p.person_id) AS sites,
       (SELECT jsonb_agg(s.name ORDER BY s.name) FROM person_section x JOIN section s
         USING (section_id) WHERE x.person_id = p.person_id) AS sections,
       (SELECT jsonb_agg((ARRAY['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])[a.weekday]
                   ORDER BY a.weekday)
          FROM availability a WHERE a.person_id = p.person_id) AS evenings,
       (SELECT jsonb_agg(jsonb_build_object('season', s.name, 'state', e.state,
                   'fairness_credit', e.fairness_credit) ORDER BY s.name)
          FROM enrolment e JOIN season s USING (season_id)
         WHERE e.person_id = p.person_id) AS enrolments,
       (SELECT jsonb_agg(jsonb_build_object('round', round_name(t.round_id), 'seat', t.seat_id,
                   'state', t.state, 'starts_at', lower(t.during), 'zone', tr.zone) ORDER BY t.during)
          FROM seat t JOIN round tr USING (round_id) WHERE t.person_id = p.person_id) AS seats,
       (SELECT jsonb_agg(jsonb_build_object('round', round_name(o.round_id), 'reason', o.reason)
                   ORDER BY o.round_id)
          FROM left_out o WHERE o.person_id = p.person_id) AS left_out
  FROM person p LEFT JOIN person b ON b.person_id = p.boss_id
 WHERE p.employee_id = $1::text
