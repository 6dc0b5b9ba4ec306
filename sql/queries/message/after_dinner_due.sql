-- A note the morning after to those who said that they would come. Answers one row with their
-- number.
-- $1 business time in seconds
SELECT message_queue('after_dinner', ARRAY(
           SELECT s.seat_id FROM seat s JOIN gathering g USING (gathering_id)
            WHERE s.state = 'accepted' AND g.state = 'held'
              AND upper(s.during) + interval '12 hours' <= to_timestamp($1::bigint)
              AND upper(s.during) + interval '2 days' > to_timestamp($1::bigint)
              AND NOT EXISTS (SELECT FROM enrolment e
                               WHERE e.season_id = s.season_id AND e.person_id = s.person_id
                                 AND e.state = 'left')
              AND NOT EXISTS (SELECT FROM message m
                               WHERE m.seat_id = s.seat_id AND m.kind = 'after_dinner')
            ORDER BY s.seat_id LIMIT 2000),
           'after', to_timestamp($1::bigint))::bigint AS messages
