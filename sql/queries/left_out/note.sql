-- Who was not seated, and why; they go first next time. Answers a row each.
-- $1 round id, $2 people, $3 reason codes, $4 reasons in words
WITH noted AS (
    INSERT INTO left_out (round_id, person_id, reason_code, reason)
    SELECT $1::integer, o.person_id, o.code, o.words
      FROM unnest($2::uuid[], $3::text[], $4::text[]) AS o (person_id, code, words)
    RETURNING person_id
)
UPDATE enrolment e SET fairness_credit = e.fairness_credit + 1
  FROM noted n, round r
 WHERE r.round_id = $1::integer AND e.season_id = r.season_id AND e.person_id = n.person_id
RETURNING e.person_id
