-- The card to each host who comes, a week ahead, or as soon as they say so. Answers one row
-- with their number.
-- $1 business time in seconds
SELECT message_queue('host_card', ARRAY(
           SELECT s.seat_id FROM seat s JOIN gathering g USING (gathering_id)
            WHERE s.state = 'accepted' AND s.is_host AND g.state IN ('published', 'confirmed')
              AND lower(s.during) - interval '7 days' <= to_timestamp($1::bigint)
              AND lower(s.during) > to_timestamp($1::bigint)
              AND NOT EXISTS (SELECT FROM message m
                               WHERE m.seat_id = s.seat_id AND m.kind = 'host_card')
            ORDER BY s.seat_id LIMIT 2000),
           'card', to_timestamp($1::bigint))::bigint AS messages
