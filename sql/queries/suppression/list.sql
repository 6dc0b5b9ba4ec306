-- Addresses that get no mail now, the newest first. They are kept as digests: only people of
-- the roster have a name here. No row: there is none after that one.
-- $1 key after which to go on or NULL, $2 most rows, $3 business time in seconds
WITH stopped AS (
    SELECT to_char(x.recorded_at, 'YYYYMMDDHH24MISSUS') || ' ' || encode(x.address_digest, 'hex')
               || ' ' || x.reason AS place, x.address_digest, x.reason, x.evidence,
           x.recorded_at, x.until_at
      FROM suppression x
     WHERE x.until_at IS NULL OR x.until_at > to_timestamp($3::bigint)
)
SELECT s.place AS _cursor, coalesce(p.employee_id, left(encode(s.address_digest, 'hex'), 12)) AS id,
       p.full_name AS name, s.reason, s.evidence, s.recorded_at AS since_at, s.until_at,
       setting_value('organisation.zone', 'UTC') AS zone
  FROM stopped s
  LEFT JOIN LATERAL (SELECT p.employee_id, p.full_name FROM person p
                      WHERE address_digest(p.email) = s.address_digest
                      ORDER BY p.left_at DESC NULLS FIRST LIMIT 1) AS p ON true
 WHERE $1::text IS NULL OR s.place < $1::text
 ORDER BY s.place DESC LIMIT $2::integer
