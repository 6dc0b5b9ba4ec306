-- The sites that people come from. A row each.
SELECT s.site_id::bigint AS site_id FROM site s ORDER BY s.site_id
