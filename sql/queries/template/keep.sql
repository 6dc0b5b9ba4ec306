-- The template of a kind as it is now; queued mail keeps the one it was written for.
-- $1 digest in hex, $2 kind, $3 text
INSERT INTO template (digest, kind, body)
VALUES (decode($1::text, 'hex'), $2::text, $3::text)
    ON CONFLICT (digest, kind) DO UPDATE SET chosen_at = lease_clock()
RETURNING kind
