-- A file of enrolments for a season. Answers one row.
-- $1 season, $2 roster ids, $3 hosts, $4 consent wordings, $5 whom they stay together with,
-- $6 whether they sit alone gladly, $7 ids they would like to meet, $8 dry run, $9 business
-- time in seconds, $10 actor, $11 reason
SELECT enrolment_import($1::text, $2::text[], $3::boolean[], $4::text[], $5::text[],
           $6::boolean[], $7::text[], $8::boolean, to_timestamp($9::bigint), $10::text,
           $11::text)::text AS answer
