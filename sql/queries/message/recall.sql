-- Takes back a mail that waits in its recall window, or all of a round. Refuses when none does.
-- $1 id or NULL, $2 round or NULL, $3 business time in seconds, $4 actor, $5 reason
SELECT messages, done
  FROM message_recall_early($1::text, $2::text, to_timestamp($3::bigint), $4::text, $5::text)
