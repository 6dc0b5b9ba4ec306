-- A template by its digest. No row: nothing was ever queued with it.
-- $1 digest in hex, $2 kind
SELECT body FROM template WHERE digest = decode($1::text, 'hex') AND kind = $2::text
