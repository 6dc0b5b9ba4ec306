-- Sets the money of every seat of a round aside. Answers one row with the number of seats;
-- never_overdrawn refuses all of it when the fund is short.
-- $1 round id, $2 business time in seconds, $3 actor
SELECT ledger_reserve(ARRAY(SELECT seat_id FROM seat WHERE round_id = r.round_id
                               AND state = 'proposed' ORDER BY seat_id),
           s.fund_id, s.cap_cents, to_timestamp($2::bigint), $3::text) AS seats
  FROM round r JOIN season s USING (season_id)
 WHERE r.round_id = $1::integer
