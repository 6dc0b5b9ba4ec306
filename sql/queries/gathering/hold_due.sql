-- Gatherings that are over: they are held, and those who said yes have met. Answers a row each.
-- $1 business time in seconds
WITH held AS (
    UPDATE gathering SET state = 'held'
     WHERE gathering_id IN (
        SELECT g.gathering_id FROM gathering g JOIN round r USING (round_id)
         WHERE r.state = 'published' AND r.starts_at <= to_timestamp($1::bigint)
           AND g.state IN ('published', 'confirmed') AND upper(g.during) <= to_timestamp($1::bigint)
         ORDER BY g.gathering_id LIMIT 500 FOR NO KEY UPDATE OF g SKIP LOCKED)
    RETURNING gathering_id, local_start::date AS day
), remembered AS (
    INSERT INTO met AS m (person_a, person_b, times, last_on)
    SELECT a.person_id, b.person_id, count(*), max(h.day)
      FROM held h
      JOIN seat a ON a.gathering_id = h.gathering_id AND a.state = 'accepted'
      JOIN seat b ON b.gathering_id = h.gathering_id AND b.state = 'accepted'
       AND a.person_id < b.person_id
     GROUP BY a.person_id, b.person_id ORDER BY 1, 2
        ON CONFLICT (person_a, person_b) DO UPDATE
       SET times = m.times + EXCLUDED.times, last_on = greatest(m.last_on, EXCLUDED.last_on)
)
SELECT gathering_id::text AS gathering_id FROM held
