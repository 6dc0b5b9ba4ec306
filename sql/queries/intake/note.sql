-- Keeps what is not understood for a human. Answers one row.
-- $1 kind, $2 effect, $3 digest of the message in hex, $4 message or NULL, $5 business time
-- in seconds
SELECT intake_note($1::text, $2::text, decode($3::text, 'hex'), $4::text, $5::bigint) AS is_new
