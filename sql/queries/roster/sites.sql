-- Sites that a roster file may name. A row each.
SELECT name FROM site ORDER BY name
