-- A file of venues. Answers one row.
-- $1 names, $2 streets, $3 latitudes, $4 longitudes, $5 tables, $6 seats at each, $7 price
-- classes, $8 on campus, $9 virtual rooms, $10 backups, $11 dry run, $12 business time in
-- seconds, $13 actor, $14 reason
SELECT venue_import($1::text[], $2::text[], $3::double precision[], $4::double precision[],
           $5::integer[], $6::integer[], $7::integer[], $8::boolean[], $9::text[], $10::text[],
           $11::boolean, to_timestamp($12::bigint), $13::text, $14::text)::text AS answer
