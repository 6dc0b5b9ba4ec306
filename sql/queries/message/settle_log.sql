-- What a relay's log says of messages: those of unknown outcome are settled by it. Answers one
-- row, what became of how many.
-- $1 ids, $2 copies that the relay took, $3 copies that it threw away, $4 queue ids, each;
-- $5 business time in seconds, $6 actor, $7 reason
SELECT done, sent, not_sent, uncertain
  FROM message_settle_log($1::uuid[], $2::bigint[], $3::bigint[], $4::text[],
           to_timestamp($5::bigint), $6::text, $7::text)
