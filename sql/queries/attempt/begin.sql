-- The envelope was accepted: from here on the outcome may be unknown. No body byte leaves
-- before this is committed. A row for each that is still ours and still wanted.
-- $1 claim id, $2 messages, $3 digests of their bytes in hex, $4 other recipients or empty
UPDATE attempt a
   SET phase = 'begun', begun_at = lease_clock(),
       bytes_digest = decode(b.digest, 'hex'), sent_to = nullif(b.sent_to, '')
  FROM unnest($2::uuid[], $3::text[], $4::text[]) AS b (message_id, digest, sent_to),
       message m
 WHERE a.message_id = b.message_id AND a.claim = $1::uuid AND a.phase = 'claimed'
   AND a.outcome IS NULL AND m.message_id = b.message_id AND m.claim = $1::uuid
   AND m.cancel_wanted IS NULL
RETURNING a.message_id::text AS message_id
