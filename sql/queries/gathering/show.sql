-- One gathering with the people at its table. No row: there is none of that id.
-- $1 id or name like winter-27/1/9
SELECT g.gathering_id AS id, round_name(g.round_id) AS round, g.number, g.state,
       lower(g.during) AS starts_at, upper(g.during) AS ends_at, g.zone, v.name AS venue,
       v.street, pr.code AS prompt, pr.topic, pr.body AS question, g.reasons,
       (SELECT jsonb_agg(jsonb_build_object('seat', t.seat_id, 'id', p.employee_id,
                   'name', p.full_name, 'specialty', p.specialty, 'site', home.name,
                   'state', t.state, 'host', t.is_host, 'travel_min', t.travel_min)
                   ORDER BY t.is_host DESC, p.employee_id)
          FROM seat t JOIN person p USING (person_id)
          LEFT JOIN person_site ps ON ps.person_id = p.person_id AND ps.is_home
          LEFT JOIN site home USING (site_id)
         WHERE t.gathering_id = g.gathering_id) AS seats
  FROM gathering g JOIN venue v USING (venue_id) LEFT JOIN prompt pr USING (prompt_id)
 WHERE g.gathering_id = gathering_named($1::text)
