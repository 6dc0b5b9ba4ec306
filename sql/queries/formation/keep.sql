-- What a round's tables were made of, and what was made. Answers one row.
-- $1 round id, $2 version of the engine, $3 people and $4 venues in the order of its numbers,
-- $5 its input as text, $6 digest of its plan in hex, $7 whether it was ended early
INSERT INTO formation (round_id, engine, people, venues, input, plan_digest, truncated)
VALUES ($1::integer, $2::text, $3::uuid[], $4::integer[], $5::text, decode($6::text, 'hex'),
        $7::boolean)
RETURNING round_id
