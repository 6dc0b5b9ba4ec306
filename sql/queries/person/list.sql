-- People on the roster by their roster id. No row: nobody after that one.
-- $1 roster id after which to go on or NULL, $2 most rows, $3 site or NULL,
-- $4 specialty or NULL, $5 part of a name, id or address or NULL
SELECT p.employee_id AS _cursor, p.employee_id AS id, p.full_name AS name, p.specialty,
       home.name AS site, p.panel, p.stage, p.profession AS role, p.relationship,
       p.may_host AS host, p.email
  FROM person p
  LEFT JOIN person_site ps ON ps.person_id = p.person_id AND ps.is_home
  LEFT JOIN site home USING (site_id)
 WHERE p.left_at IS NULL AND p.erased_at IS NULL AND p.employee_id > coalesce($1::text, '')
   AND ($3::text IS NULL OR home.name = $3::text)
   AND ($4::text IS NULL OR p.specialty = $4::text)
   AND ($5::text IS NULL
        OR position(lower($5::text) IN lower(p.full_name || ' ' || p.employee_id || ' ' || p.email)) > 0)
 ORDER BY p.employee_id LIMIT $2::integer
