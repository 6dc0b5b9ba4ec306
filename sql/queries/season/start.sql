-- The season runs from now on: the tick plans its rounds. No row: there is none of that name.
-- $1 name, $2 business time in seconds, $3 actor, $4 reason
WITH started AS (
    UPDATE season SET state = 'running', row_version = row_version + 1
     WHERE name = $1::text AND state <> 'running'
    RETURNING name
)
SELECT s.name AS id, 'running' AS state,
       CASE WHEN EXISTS (SELECT FROM started) THEN audit_write(to_timestamp($2::bigint),
           $3::text, 'season start', s.name, NULL, $4::text) IS NULL END AS _written
  FROM season s WHERE s.name = $1::text
