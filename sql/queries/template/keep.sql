-- The templates as they are now; queued mail keeps the one it was written for. Answers a
-- row each.
-- $1 digests in hex, $2 kinds, $3 texts, each
INSERT INTO template (digest, kind, body)
SELECT decode(t.digest, 'hex'), t.kind, t.body
  FROM unnest($1::text[], $2::text[], $3::text[]) AS t (digest, kind, body)
    ON CONFLICT (digest, kind) DO UPDATE SET chosen_at = lease_clock()
RETURNING kind
