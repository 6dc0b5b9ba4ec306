-- Locks a round that is ours to commit. No row: another daemon has formed it, it was
-- cancelled, or our lease went to somebody else.
-- $1 round id, $2 forming token
SELECT round_id FROM round
 WHERE round_id = $1::integer AND state = 'forming' AND forming_token = $2::uuid
   FOR NO KEY UPDATE
