-- Forming failed: the round waits, with its trouble on show, before it is tried again; the
-- pause doubles with every strike. No row: it is not ours any more.
-- $1 round id, $2 forming token, $3 trouble
UPDATE round SET state = 'planned', forming_token = NULL, trouble = $3::text,
       forming_until = lease_clock()
           + least(30 * 2 ^ least(forming_strikes, 7), 3600) * interval '1 second'
 WHERE round_id = $1::integer AND state = 'forming' AND forming_token = $2::uuid
RETURNING round_id
