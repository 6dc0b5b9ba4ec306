-- Sites that a file may name, and where they are. A row each.
SELECT name, latitude, longitude FROM site ORDER BY name
