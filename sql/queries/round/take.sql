-- Takes one round for forming because somebody asked for it. Refuses one that is unknown,
-- formed, cancelled or being formed.
-- $1 name like winter-27/1, $2 forming token, $3 seconds of the lease
SELECT round_take($1::text, $2::uuid, $3::integer)::bigint AS round_id, $1::text AS name
