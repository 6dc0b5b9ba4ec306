-- Seasons by name. No row: there is none after that one.
-- $1 name after which to go on or NULL, $2 most rows
SELECT s.name AS _cursor, s.name AS id, p.name AS program, s.state, s.starts_on, s.cadence, s.starts_time, s.zone,
       s.seats_min, s.seats_max, s.cap_cents, f.currency, f.name AS fund,
       (SELECT count(*) FROM enrolment e
         WHERE e.season_id = s.season_id AND e.state = 'enrolled') AS enrolled,
       (SELECT count(*) FROM round r
         WHERE r.season_id = s.season_id AND r.state <> 'cancelled') AS rounds
  FROM season s JOIN program p USING (program_id) JOIN fund f USING (fund_id)
 WHERE s.name > coalesce($1::text, '')
 ORDER BY s.name LIMIT $2::integer
