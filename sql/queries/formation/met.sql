-- When pairs of the table that was asked about sat together before, in any format: places of
-- the two among the people of the input, and days. A row each.
-- $1 gathering, seat or person, $2 its name or id
SELECT array_position(f.people, a.person_id)::bigint AS a,
       array_position(f.people, b.person_id)::bigint AS b,
       string_agg(to_char(e.local_start, 'FMDD FMMon YYYY'), ' and ' ORDER BY e.local_start) AS days
  FROM formation_named($1::text, $2::text) w
  JOIN formation f USING (round_id)
  JOIN round r USING (round_id)
  JOIN gathering g ON g.round_id = f.round_id AND g.number = w.number
  JOIN seat a ON a.gathering_id = g.gathering_id AND a.live
  JOIN seat b ON b.gathering_id = g.gathering_id AND b.live AND a.person_id < b.person_id
  JOIN seat a_then ON a_then.person_id = a.person_id AND a_then.state IN ('accepted', 'came')
  JOIN seat b_then ON b_then.person_id = b.person_id AND b_then.state IN ('accepted', 'came')
       AND b_then.gathering_id = a_then.gathering_id
  JOIN gathering e ON e.gathering_id = a_then.gathering_id AND e.state = 'held'
       AND upper(e.during) <= r.formed_at
 GROUP BY 1, 2 ORDER BY 1, 2
