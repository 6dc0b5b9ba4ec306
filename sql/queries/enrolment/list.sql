-- Who takes part in a season. Refuses an unknown season. No row: nobody after that one.
-- $1 roster id after which to go on or NULL, $2 most rows, $3 season
SELECT listed.*
  FROM known((SELECT season_id FROM season WHERE name = $3::text),
           'there is no such season: convenectl season list') AS w (season_id)
 CROSS JOIN LATERAL (
    SELECT p.employee_id AS _cursor, p.employee_id AS id, p.full_name AS name, home.name AS site, e.state,
           e.paused_until AS paused_until_on,
           coalesce(e.may_host, p.may_host) AS host, e.fairness_credit, c.wording AS consent,
           c.given_at AS consent_at
      FROM enrolment e JOIN season s USING (season_id) JOIN person p USING (person_id)
      JOIN consent c USING (consent_id)
      LEFT JOIN person_site ps ON ps.person_id = p.person_id AND ps.is_home
      LEFT JOIN site home USING (site_id)
     WHERE s.season_id = w.season_id AND p.employee_id > coalesce($1::text, '')
     ORDER BY p.employee_id LIMIT $2::integer
) AS listed
