-- A reminder to whoever got an invitation, has not answered and has three days left at most.
-- Answers one row with their number.
-- $1 business time in seconds
SELECT message_queue('reminder', ARRAY(
           SELECT s.seat_id FROM seat s JOIN round r USING (round_id)
            WHERE s.state = 'invited' AND r.state = 'published'
              AND r.respond_by_at > to_timestamp($1::bigint)
              AND r.respond_by_at - interval '3 days' <= to_timestamp($1::bigint)
              AND s.invited_at < to_timestamp($1::bigint) - interval '1 day'
              AND EXISTS (SELECT FROM message i WHERE i.seat_id = s.seat_id
                             AND i.event_method = 'REQUEST' AND i.state = 'sent')
              AND NOT EXISTS (SELECT FROM message m
                               WHERE m.seat_id = s.seat_id AND m.kind = 'reminder')
            ORDER BY s.seat_id LIMIT 2000),
           'reminder', to_timestamp($1::bigint))::bigint AS messages
