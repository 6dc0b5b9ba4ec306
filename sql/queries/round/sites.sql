-- The home sites of people, where they are. A row each.
SELECT s.site_id::bigint AS site_id, s.name, s.latitude::text AS latitude,
       s.longitude::text AS longitude
  FROM site s ORDER BY s.site_id
