-- Takes or keeps the lead under a name for half a minute. Answers one row with the holder;
-- the lead only saves work, nothing correct rests on it.
-- $1 name, $2 instance id
WITH taken AS (
    INSERT INTO leader AS l (name, term, holder, until)
    VALUES ($1::text, 1, $2::uuid, clock_timestamp() + interval '30 seconds') -- a lease
        ON CONFLICT (name) DO UPDATE
       SET holder = EXCLUDED.holder, until = EXCLUDED.until,
           term = l.term + (l.holder <> EXCLUDED.holder)::integer
     WHERE l.holder = EXCLUDED.holder OR l.until < clock_timestamp() -- a lease
    RETURNING term
)
SELECT EXISTS (SELECT FROM taken) AS is_ours
