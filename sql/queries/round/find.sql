-- A round that could be formed, to see what that would give. Refuses one that is unknown,
-- formed, cancelled or being formed.
-- $1 name like winter-27/1
SELECT round_formable($1::text)::bigint AS round_id, $1::text AS name
