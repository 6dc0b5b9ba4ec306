-- Keeps files for the claim of a host's table. Answers one row.
-- $1 secret of the address that they came to, $2 whether they are all of the mail, $3 types,
-- $4 files in hex, each, $5 digest of the mail in hex, $6 mail, $7 business time in seconds
SELECT effect FROM intake_receipt($1::text, $2::boolean, $3::text[], $4::text[],
           decode($5::text, 'hex'), $6::text, $7::bigint)
