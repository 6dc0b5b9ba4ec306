-- A file of enrolments for a season. Answers one row.
-- $1 season, $2 roster ids, $3 hosts, $4 consent wordings, $5 dry run, $6 business time in
-- seconds, $7 actor, $8 reason
SELECT enrolment_import($1::text, $2::text[], $3::boolean[], $4::text[], $5::boolean,
           to_timestamp($6::bigint), $7::text, $8::text)::text AS answer
