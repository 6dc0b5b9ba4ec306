-- A season whose last round is behind us has ended. No row: one is still to come.
-- $1 season id
UPDATE season SET state = 'ended', row_version = row_version + 1
 WHERE season_id = $1::integer AND state = 'running'
   AND NOT EXISTS (SELECT FROM round r WHERE r.season_id = season.season_id
                      AND r.state IN ('planned', 'forming', 'proposed', 'published'))
RETURNING name
