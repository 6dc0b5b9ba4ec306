-- Changes how mail leaves, and says so in the audit trail. Answers one row.
-- $1 mode, $2 address of redirect or NULL, $3 business time in seconds, $4 actor,
-- $5 reason
WITH kept AS (
    INSERT INTO setting AS s (key, value, changed_by)
    VALUES ('mail.mode', $1::text, $4::text), ('mail.redirect', coalesce($2::text, ''), $4::text)
        ON CONFLICT (key) DO UPDATE
       SET value = EXCLUDED.value, changed_by = EXCLUDED.changed_by,
           row_version = s.row_version + 1
)
SELECT $1::text AS mode, coalesce($2::text, '') AS redirect,
       audit_write(to_timestamp($3::bigint), $4::text, 'message mode', 'mail',
           jsonb_build_object('mode', $1::text), $5::text) IS NULL AS _written
