-- The digests of a set of links. One that is there stays. Answers a row for each new one.
-- $1 digests in hex, $2 purpose, $3 rows they are about, $4 last second of their life
INSERT INTO token (digest, purpose, row_id, expires_at)
SELECT decode(t.digest, 'hex'), $2::text, t.row_id, to_timestamp($4::bigint)
  FROM unnest($1::text[], $3::uuid[]) AS t (digest, row_id)
    ON CONFLICT (purpose, row_id, generation) DO UPDATE
   SET expires_at = greatest(token.expires_at, EXCLUDED.expires_at)
RETURNING row_id
