-- The person of an address leave+TOKEN leaves every program. Answers one row.
-- $1 secret of the address, $2 digest of the mail in hex, $3 mail, $4 business time in seconds
SELECT effect FROM intake_leave($1::text, decode($2::text, 'hex'), $3::text, $4::bigint)
