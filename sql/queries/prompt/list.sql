-- Prompts by code. No row: there is none after that one.
-- $1 code after which to go on or NULL, $2 most rows, $3 topic or NULL
SELECT p.code AS _cursor, p.code AS id, p.topic, p.body AS text, p.licence, p.source,
       (SELECT count(*) FROM prompt_given g WHERE g.prompt_id = p.prompt_id) AS used,
       p.retired_at
  FROM prompt p
 WHERE p.code > coalesce($1::text, '') AND ($3::text IS NULL OR p.topic = $3::text)
 ORDER BY p.code LIMIT $2::integer
