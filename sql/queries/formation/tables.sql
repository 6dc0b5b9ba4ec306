-- The tables of a formed round as they are now. place is NULL where somebody chose a venue
-- that forming did not know. A row each.
-- $1 round, gathering, seat or person, $2 its name or id
SELECT g.number::bigint AS number, array_position(f.venues, g.venue_id)::bigint AS place
  FROM formation_named($1::text, $2::text) w
  JOIN formation f USING (round_id)
  JOIN gathering g USING (round_id)
 WHERE g.state NOT IN ('cancelled', 'merged')
 ORDER BY g.number
