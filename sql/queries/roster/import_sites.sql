-- A file of sites. Answers one row.
-- $1 names, $2 regions, $3 latitudes, $4 longitudes, $5 zones
SELECT site_import($1::text[], $2::text[], $3::double precision[], $4::double precision[],
           $5::text[])::text AS answer
