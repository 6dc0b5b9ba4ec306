-- One invitation for each seat of a round, held until the round is published. Answers one
-- row with their number.
-- $1 round id
SELECT message_queue('invitation',
           ARRAY(SELECT seat_id FROM seat WHERE round_id = $1::integer AND state = 'proposed'),
           'round ' || $1::integer, NULL) AS messages
