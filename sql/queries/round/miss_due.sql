-- Rounds that were not formed before their answers were due are given up, and everybody
-- enrolled is told. Answers one row with their number.
-- $1 business time in seconds
SELECT round_miss(to_timestamp($1::bigint)) AS rounds
