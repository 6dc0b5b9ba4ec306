-- Cancels one gathering; its people are told and go first next time. No row: none of that id.
-- $1 id or name like winter-27/1/9, $2 reason, $3 business time in seconds, $4 actor
SELECT g.gathering_id AS id, round_name(g.round_id) AS round, g.number, 'cancelled' AS state,
       gathering_cancel(g.gathering_id, to_timestamp($3::bigint), $4::text, $2::text) AS seats
  FROM gathering g WHERE g.gathering_id = gathering_named($1::text)
