-- A round that was formed, and what its tables were made of; whose table or seat was asked
-- about. Refuses what is unknown and what was never formed.
-- $1 round, gathering, seat or person, $2 its name or id
SELECT w.round_id::bigint AS round_id, round_name(w.round_id) AS name, r.state, r.zone,
       to_char(r.local_start, 'FMDy FMDD FMMon HH24:MI') AS evening,
       f.engine, f.truncated, f.edits::bigint AS edits,
       encode(r.snapshot_digest, 'hex') AS input_digest,
       encode(f.plan_digest, 'hex') AS plan_digest, f.input,
       coalesce(w.number, 0)::bigint AS number, array_position(f.people, w.person_id)::bigint AS person
  FROM formation_named($1::text, $2::text) w
  JOIN round r USING (round_id) JOIN formation f USING (round_id)
