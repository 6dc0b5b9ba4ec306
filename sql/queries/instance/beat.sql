-- This daemon is alive; who was not seen for an hour is forgotten. Answers one row.
-- $1 instance id, $2 host, $3 process id, $4 version
WITH forgotten AS (
    DELETE FROM instance WHERE seen_at < lease_clock() - interval '1 hour'
)
INSERT INTO instance (instance_id, host, pid, version)
VALUES ($1::uuid, $2::text, $3::integer, $4::text)
    ON CONFLICT (instance_id) DO UPDATE SET seen_at = lease_clock()
RETURNING instance_id
