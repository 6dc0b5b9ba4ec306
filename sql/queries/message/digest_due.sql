-- On a morning on which something needs a human, a mail to whoever is to know. Answers one row
-- with its number.
-- $1 business time in seconds
SELECT digest_queue(to_timestamp($1::bigint))::bigint AS messages
