-- The envelopes were accepted: from here on the outcomes may be unknown. No body byte leaves
-- before this is committed, nor before the links in it are known. A row for each that is
-- still ours and still wanted; saying it twice gives the same answer.
-- $1 claim ids, $2 messages, $3 digests of their bytes in hex, each; then of the links
-- $4 digests in hex, $5 purposes, $6 rows they are about, $7 last seconds of their lives
WITH link AS (
    INSERT INTO token AS t (digest, purpose, row_id, expires_at)
    SELECT DISTINCT ON (l.purpose, l.row_id)
           decode(l.digest, 'hex'), l.purpose, l.row_id, to_timestamp(l.end_s)
      FROM unnest($4::text[], $5::text[], $6::uuid[], $7::bigint[])
           AS l (digest, purpose, row_id, end_s)
     ORDER BY l.purpose, l.row_id, l.end_s DESC
        ON CONFLICT (purpose, row_id, generation) DO UPDATE
       SET expires_at = EXCLUDED.expires_at
     WHERE t.expires_at < EXCLUDED.expires_at
)
UPDATE attempt a
   SET phase = 'begun', begun_at = coalesce(a.begun_at, lease_clock()),
       bytes_digest = decode(b.digest, 'hex')
  FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS b (claim, message_id, digest), message m
 WHERE a.message_id = b.message_id AND a.claim = b.claim AND a.outcome IS NULL
   AND (a.phase = 'claimed' OR a.bytes_digest = decode(b.digest, 'hex'))
   AND m.message_id = b.message_id AND m.claim = b.claim AND m.cancel_wanted IS NULL
RETURNING a.message_id::text AS message_id
