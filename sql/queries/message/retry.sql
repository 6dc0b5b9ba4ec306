-- Tries a message that waits or has failed once more, now. Refuses one that is not to go.
-- $1 id, $2 business time in seconds, $3 actor, $4 reason
SELECT id, state, done
  FROM message_retry($1::text, to_timestamp($2::bigint), $3::text, $4::text)
