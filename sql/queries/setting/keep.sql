-- Writes a fact of the configuration or of a command down. Answers one row when it is new.
-- $1 key, $2 value, $3 who
INSERT INTO setting AS s (key, value, changed_by)
VALUES ($1::text, $2::text, $3::text)
    ON CONFLICT (key) DO UPDATE
   SET value = EXCLUDED.value, changed_by = EXCLUDED.changed_by,
       row_version = s.row_version + 1, recorded_at = lease_clock()
 WHERE s.value <> EXCLUDED.value
RETURNING key
