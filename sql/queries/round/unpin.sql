-- Somebody may be seated elsewhere again. Refuses who is not pinned.
-- $1 name like winter-27/1, $2 employer's id, $3 business time in seconds, $4 actor, $5 reason
SELECT $1::text AS id, $2::text AS person,
       round_unpin($1::text, $2::text, to_timestamp($3::bigint), $4::text, $5::text) AS "table"
