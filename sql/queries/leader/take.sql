-- Takes or keeps the lead under a name for half a minute. Answers one row with the holder;
-- the lead only saves work, nothing correct rests on it.
-- $1 name, $2 instance id
WITH taken AS (
    INSERT INTO leader AS l (name, term, holder, until)
    VALUES ($1::text, 1, $2::uuid, lease_clock() + interval '30 seconds')
        ON CONFLICT (name) DO UPDATE
       SET holder = EXCLUDED.holder, until = EXCLUDED.until,
           term = l.term + (l.holder <> EXCLUDED.holder)::integer
     WHERE l.holder = EXCLUDED.holder OR l.until < lease_clock()
    RETURNING term
)
SELECT EXISTS (SELECT FROM taken) AS is_ours
