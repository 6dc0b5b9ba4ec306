-- Keeps what a person writes. Answers one row.
-- $1 secret of the address that it came to, $2 Message-ID that it answers to, $3 digest of the
-- mail in hex, $4 mail, $5 business time in seconds
SELECT effect FROM intake_words($1::text, $2::text, decode($3::text, 'hex'), $4::text, $5::bigint)
