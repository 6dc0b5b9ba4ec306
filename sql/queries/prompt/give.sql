-- Everybody at a round's tables has had the table's question now. Answers a row each.
-- $1 round id
INSERT INTO prompt_given (person_id, prompt_id, gathering_id)
SELECT s.person_id, g.prompt_id, g.gathering_id
  FROM seat s JOIN gathering g USING (gathering_id)
 WHERE s.round_id = $1::integer AND g.prompt_id IS NOT NULL
RETURNING person_id
