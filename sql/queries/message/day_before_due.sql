-- A note to those who come tomorrow and did not say so only just now. Answers one row with
-- their number.
-- $1 business time in seconds
SELECT message_queue('day_before', ARRAY(
           SELECT s.seat_id FROM seat s JOIN gathering g USING (gathering_id)
            WHERE s.state = 'accepted' AND g.state IN ('published', 'confirmed')
              AND lower(s.during) - interval '24 hours' <= to_timestamp($1::bigint)
              AND lower(s.during) - interval '6 hours' > to_timestamp($1::bigint)
              AND s.answered_at <= to_timestamp($1::bigint) - interval '12 hours'
              AND NOT EXISTS (SELECT FROM message m
                               WHERE m.seat_id = s.seat_id AND m.kind = 'day_before')
            ORDER BY s.seat_id LIMIT 2000),
           'day before', to_timestamp($1::bigint))::bigint AS messages
