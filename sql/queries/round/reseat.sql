-- People change tables by hand. Answers one row with the number of seats.
-- $1 round id, $2 edits that were looked at, $3 people, $4 their tables, $5 their minutes,
-- $6 tables concerned, $7 who hosts those, $8 their reasons as JSON, $9 differences of the score
-- by rule as JSON, $10 the round in words, $11 whether they stay there, $12 business time in
-- seconds, $13 actor, $14 command, $15 reason
SELECT round_reseat($1::integer, $2::integer, $3::uuid[], $4::integer[], $5::integer[],
           $6::integer[], $7::uuid[], $8::jsonb[], $9::jsonb, $10::text,
           $11::boolean, to_timestamp($12::bigint), $13::text, $14::text, $15::text)::bigint AS seats
