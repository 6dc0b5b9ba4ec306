-- This daemon is still at work on what it claimed. Answers a row each.
-- $1 claim ids, $2 seconds of the lease from now
UPDATE message SET claimed_until = lease_clock() + $2::integer * interval '1 second'
 WHERE state = 'claimed' AND claim = ANY ($1::uuid[])
RETURNING message_id::text AS message_id
