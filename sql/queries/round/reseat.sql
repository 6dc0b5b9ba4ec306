-- People change tables by hand. Answers one row with the number of seats.
-- $1 round id, $2 edits that were looked at, $3 people, $4 their tables, $5 their minutes,
-- $6 tables concerned, $7 who hosts those, $8 their reasons as JSON, $9 differences of the score
-- by rule as JSON, $10 whether they stay there, $11 business time in seconds, $12 actor,
-- $13 command, $14 reason
SELECT round_reseat($1::integer, $2::integer, $3::uuid[], $4::integer[], $5::integer[],
           $6::integer[], $7::uuid[], $8::jsonb[], $9::jsonb, $10::boolean,
           to_timestamp($11::bigint), $12::text, $13::text, $14::text)::bigint AS seats
