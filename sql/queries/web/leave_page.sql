-- What the page behind a leave link shows. No row: unknown, expired and revoked alike.
-- $1 secret of the link, $2 business time in seconds
SELECT content::text AS content FROM web_leave_page($1::text, $2::bigint) AS content
