-- No more mail to an address: the relay said it does not exist. Answers a row for each new one.
-- $1 messages whose recipients they are, $2 evidence each
INSERT INTO suppression (address_digest, reason, evidence)
SELECT DISTINCT ON (1) address_digest(m.to_address), 'bounce', left(s.words, 200)
  FROM unnest($1::uuid[], $2::text[]) AS s (message_id, words)
  JOIN message m USING (message_id)
    ON CONFLICT (address_digest, reason) DO NOTHING
RETURNING reason
