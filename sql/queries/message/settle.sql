-- Somebody says whether an uncertain message was sent. Refuses one of which that is known.
-- $1 id, $2 true: it was sent; NULL: it was not, $3 business time in seconds, $4 actor, $5 reason
SELECT id, state, done
  FROM message_settle($1::text, coalesce($2::boolean, false), to_timestamp($3::bigint), $4::text, $5::text)
