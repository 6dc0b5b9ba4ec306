-- The seats of a round, as far as their people may still sit: whoever has left, paused or
-- got another evening meanwhile is missing from the answer, and the plan is stale.
-- $1 round id, $2 people, $3 table numbers, $4 hosts, $5 travel minutes
INSERT INTO seat (seat_id, round_id, season_id, person_id, gathering_id, is_host, during,
                  travel_min, event_uid)
SELECT id, $1::integer, e.season_id, planned.person_id, g.gathering_id, planned.is_host,
       g.during, planned.travel_min, id::text
  FROM unnest($2::uuid[], $3::integer[], $4::boolean[], $5::integer[])
       AS planned (person_id, number, is_host, travel_min)
  JOIN round r ON r.round_id = $1::integer
  JOIN enrolment e ON e.season_id = r.season_id AND e.person_id = planned.person_id
  JOIN person p ON p.person_id = planned.person_id
  JOIN gathering g ON g.round_id = r.round_id AND g.number = planned.number
 CROSS JOIN LATERAL derived_id('seat', r.round_id::text, planned.person_id::text, '1', '1') AS id
 WHERE (e.state = 'enrolled' OR e.state = 'paused' AND e.paused_until <= r.local_start::date)
   AND p.left_at IS NULL AND p.erased_at IS NULL
RETURNING seat_id
