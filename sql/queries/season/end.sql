-- A season whose last day or last round is behind us has ended. Answers one row.
-- $1 season id
UPDATE season SET state = 'ended', row_version = row_version + 1
 WHERE season_id = $1::integer AND state = 'running'
RETURNING name
