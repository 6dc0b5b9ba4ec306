-- The whole roster. Answers one row.
-- $1 roster ids, $2 names, $3 addresses, $4 specialties, $5 panels, $6 stages, $7 roles,
-- $8 relationships, $9 managers, $10 ends of training, $11 hosts, $12 sites, $13 sections,
-- $14 evenings, $15 most percent that may leave, $16 dry run, $17 business time in seconds,
-- $18 actor, $19 reason
SELECT roster_import($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
           $7::text[], $8::text[], $9::text[], $10::date[], $11::boolean[], $12::text[],
           $13::text[], $14::text[], $15::integer, $16::boolean, to_timestamp($17::bigint),
           $18::text, $19::text)::text AS answer
