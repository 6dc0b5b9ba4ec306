-- A file of prompts. Answers one row.
-- $1 codes, $2 topics, $3 licences, $4 sources, $5 texts, $6 dry run, $7 business time in
-- seconds, $8 actor, $9 reason
SELECT prompt_import($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::boolean,
           to_timestamp($7::bigint), $8::text, $9::text)::text AS answer
