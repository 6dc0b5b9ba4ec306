-- Leaves every program. No row: as above.
-- $1 secret of the link, $2 business time in seconds
SELECT seats::bigint AS seats FROM web_leave($1::text, $2::bigint) AS seats
