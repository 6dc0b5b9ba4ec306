-- The venues of a formed round, in the order of its input. A row each.
-- $1 round, gathering, seat or person, $2 its name or id
SELECT v.name AS venue
  FROM formation_named($1::text, $2::text) w
  JOIN formation f USING (round_id)
 CROSS JOIN unnest(f.venues) WITH ORDINALITY AS u (venue_id, place)
  JOIN venue v USING (venue_id)
 ORDER BY u.place
