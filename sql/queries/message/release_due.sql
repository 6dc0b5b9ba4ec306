-- The recall window is over, or the night: held messages become ready, and their Date is set
-- for ever. Where it is night now they wait. Answers one row with the number looked at.
-- $1 business time in seconds
SELECT message_release(to_timestamp($1::bigint), 2000)::bigint AS messages
