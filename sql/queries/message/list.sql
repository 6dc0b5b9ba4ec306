-- Messages, newest first; those that wait, the longest first, when only such are asked for.
-- What waits was ready, or uncertain, or else recorded so long ago, by the clock that wrote it.
-- Refuses an unknown person. No row: there is none after that one.
-- $1 key after which to go on or NULL, $2 most rows, $3 state or NULL, $4 roster id or NULL,
-- $5 kind or NULL, $6 seconds that it waits at least or NULL, $7 business time in seconds
WITH asked AS (
    SELECT person, $6::bigint IS NOT NULL
               OR coalesce($3::text IN ('held', 'ready', 'claimed', 'uncertain'), false) AS is_queue
      FROM known(CASE WHEN $4::text IS NULL THEN ''
                      ELSE (SELECT employee_id FROM person WHERE employee_id = $4::text) END,
               'nobody on the roster has that id: convenectl person list') AS w (person)
)
SELECT listed.*
  FROM asked CROSS JOIN LATERAL (
    SELECT place || ' ' || m.message_id AS _cursor,
           m.message_id AS id, m.kind, m.state, p.employee_id AS person, p.full_name AS name,
           round_name(m.round_id) AS round, m.attempt_count AS attempts,
           CASE WHEN is_waiting THEN waits_s END AS waits_s, m.release_at, m.due_at,
           m.sent_at, message_needs(m, to_timestamp($7::bigint)) AS needs, m.outcome AS reason,
           m.is_stopped AS stopped
      FROM message m JOIN person p USING (person_id)
     CROSS JOIN LATERAL (SELECT m.state IN ('held', 'ready', 'claimed', 'uncertain') AS is_waiting,
               CASE WHEN m.state IN ('ready', 'claimed') THEN m.ready_at
                    WHEN m.state = 'uncertain' THEN m.ended_at ELSE m.recorded_at END AS since) AS s
     CROSS JOIN LATERAL (SELECT greatest(0, extract(epoch FROM
               CASE WHEN m.state IN ('ready', 'claimed') THEN to_timestamp($7::bigint)
                    ELSE lease_clock() END - since))::bigint AS waits_s) AS t
     CROSS JOIN LATERAL (SELECT (CASE WHEN asked.is_queue THEN extract(epoch FROM since)
               ELSE -extract(epoch FROM m.recorded_at) END * 1000000)::bigint AS place) AS o
     WHERE ($3::text IS NULL OR m.state = $3::text)
       AND asked.person IS NOT NULL AND ($4::text IS NULL OR p.employee_id = $4::text)
       AND ($5::text IS NULL OR m.kind = $5::text)
       AND ($6::bigint IS NULL OR is_waiting AND waits_s >= $6::bigint)
       AND ($1::text IS NULL OR (place, m.message_id)
            > (split_part($1::text, ' ', 1)::bigint, split_part($1::text, ' ', 2)::uuid))
     ORDER BY place, m.message_id LIMIT $2::integer
) AS listed
