-- Venues by name. No row: there is none after that one.
-- $1 name after which to go on or NULL, $2 most rows
SELECT v.name AS _cursor, v.name AS id, v.street, v.tables, v.seats_per_table, v.price_class,
       v.on_campus, v.virtual_url IS NOT NULL AS virtual, b.name AS backup, v.closed_at
  FROM venue v LEFT JOIN venue b ON b.venue_id = v.backup_id
 WHERE v.name > coalesce($1::text, '')
 ORDER BY v.name LIMIT $2::integer
