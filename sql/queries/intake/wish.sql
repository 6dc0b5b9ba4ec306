-- Keeps what a calendar program proposes instead of an answer. Answers one row.
-- $1 kind, $2 UID, $3 sender, $4 digest of the mail in hex, $5 mail, $6 business time in seconds
SELECT effect FROM intake_wish($1::text, $2::text, $3::text, decode($4::text, 'hex'), $5::text,
           $6::bigint)
