-- The sites that people come from. A row each.
SELECT s.site_id::bigint AS id FROM site s ORDER BY s.site_id
