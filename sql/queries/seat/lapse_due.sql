-- Seats whose answer did not come in time fall free. Answers one row with their number.
-- $1 business time in seconds
SELECT seat_lapse(to_timestamp($1::bigint), 2000)::bigint AS seats
