-- Nobody wants a message any more. Refuses one that is over.
-- $1 id, $2 business time in seconds, $3 actor, $4 reason
SELECT id, state, done
  FROM message_cancel($1::text, to_timestamp($2::bigint), $3::text, $4::text)
