-- Records a calendar reply. Answers one row.
-- $1 UID, $2 attendee, $3 sender, $4 participation, $5 sequence, $6 stamp in seconds,
-- $7 digest of the message in hex, $8 message, $9 business time in seconds
SELECT effect FROM intake_reply($1::text, $2::text, $3::text, $4::text, $5::integer,
           $6::bigint, decode($7::text, 'hex'), $8::text, $9::bigint)
