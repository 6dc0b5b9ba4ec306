-- A new program. Answers one row.
-- $1 name, $2 title, $3 format, $4 business time in seconds, $5 actor
WITH added AS (
    INSERT INTO program (name, title, format, recorded_by)
    VALUES ($1::text, coalesce($2::text, $1::text), $3::text, $5::text)
    RETURNING program_id, name, title, format
)
SELECT name AS id, title, format,
       audit_write(to_timestamp($4::bigint), $5::text, 'program add', name,
           jsonb_build_object('format', format), NULL) IS NULL AS _written
  FROM added
