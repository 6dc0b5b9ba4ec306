-- Where and when a gathering is, before it is moved. No row: there is none of that id.
-- $1 id or name like winter-27/1/9
SELECT g.gathering_id::text AS gathering_id, g.zone, to_char(g.local_start, 'YYYY-MM-DD HH24:MI') AS local_start
  FROM gathering g WHERE g.gathering_id = gathering_named($1::text)
