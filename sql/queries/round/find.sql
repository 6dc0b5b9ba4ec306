-- A round that could be formed, to see what that would give. No row: it is unknown, formed,
-- cancelled or being formed.
-- $1 name like winter-27/1
SELECT r.round_id::bigint AS round_id, $1::text AS name
  FROM round r JOIN season s USING (season_id)
 WHERE s.name || '/' || r.seq = $1::text AND r.state = 'planned'
