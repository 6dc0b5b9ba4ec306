-- Messages, newest first. Refuses an unknown person. No row: there is none after that one.
-- $1 key after which to go on or NULL, $2 most rows, $3 state or NULL, $4 roster id or NULL,
-- $5 kind or NULL
SELECT listed.*
  FROM known(CASE WHEN $4::text IS NULL THEN ''
                  ELSE (SELECT employee_id FROM person WHERE employee_id = $4::text) END,
           'nobody on the roster has that id: convenectl person list') AS w (person)
 CROSS JOIN LATERAL (
    SELECT to_char(m.recorded_at, 'YYYYMMDDHH24MISSUS') || ' ' || m.message_id AS _cursor,
           m.message_id AS id, m.kind, m.state, p.employee_id AS person, p.full_name AS name,
           round_name(m.round_id) AS round, m.attempt_count AS attempts, m.release_at, m.due_at,
           m.sent_at, m.outcome AS reason, m.is_stopped AS stopped
      FROM message m JOIN person p USING (person_id)
     WHERE ($3::text IS NULL OR m.state = $3::text)
       AND w.person IS NOT NULL AND ($4::text IS NULL OR p.employee_id = $4::text)
       AND ($5::text IS NULL OR m.kind = $5::text)
       AND ($1::text IS NULL OR (m.recorded_at, m.message_id)
            < (to_timestamp(split_part($1::text, ' ', 1), 'YYYYMMDDHH24MISSUS'), split_part($1::text, ' ', 2)::uuid))
     ORDER BY m.recorded_at DESC, m.message_id DESC LIMIT $2::integer
) AS listed
