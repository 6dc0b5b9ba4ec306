-- Records an answer. No row: as above.
-- $1 secret of the link, $2 accept or decline, $3 business time in seconds
SELECT outcome, state FROM web_answer($1::text, $2::text, $3::bigint)
