-- Records what a mail server says of a message. Answers one row.
-- $1 secret of the address that it came to, $2 original envelope id, $3 Message-ID of what it
-- returns, $4 recipient, $5 action, $6 status, $7 its words, $8 digest of the report in hex,
-- $9 report, $10 business time in seconds
SELECT effect FROM intake_bounce($1::text, $2::text, $3::text, $4::text, $5::text, $6::text,
           $7::text, decode($8::text, 'hex'), $9::text, $10::bigint)
