-- Programs by name. No row: there is none after that one.
-- $1 name after which to go on or NULL, $2 most rows
SELECT p.name AS _cursor, p.name AS id, p.title, p.format,
       (SELECT count(*) FROM season s WHERE s.program_id = p.program_id) AS seasons
  FROM program p
 WHERE p.name > coalesce($1::text, '')
 ORDER BY p.name LIMIT $2::integer
