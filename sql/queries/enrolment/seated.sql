-- Who is seated has no claim to be first next time. Answers a row each.
-- $1 round id
UPDATE enrolment e SET fairness_credit = 0
  FROM seat s
 WHERE s.round_id = $1::integer AND e.season_id = s.season_id AND e.person_id = s.person_id
   AND e.fairness_credit > 0
RETURNING e.person_id
