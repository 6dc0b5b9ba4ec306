-- Records that a recipient does not want our mail. Answers one row.
-- $1 secret of the address that it came to, $2 Message-ID of what it returns, $3 kind of
-- complaint, $4 digest of the report in hex, $5 report, $6 business time in seconds
SELECT effect FROM intake_complaint($1::text, $2::text, $3::text, decode($4::text, 'hex'),
           $5::text, $6::bigint)
