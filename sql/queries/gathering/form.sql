-- The tables of a round. Answers a row each.
-- $1 round id, $2 numbers, $3 venues, $4 prompts or NULL, $5 reasons as JSON,
-- $6 start in seconds, $7 local start, $8 zone, $9 minutes
INSERT INTO gathering (gathering_id, round_id, number, during, local_start, zone, venue_id,
                       prompt_id, reasons)
SELECT derived_id('gathering', ($1::integer)::text, number::text), $1::integer, number,
       tstzrange(to_timestamp($6::bigint),
                 to_timestamp($6::bigint) + $9::integer * interval '1 minute'),
       $7::timestamp, $8::text, venue_id, prompt_id, reasons
  FROM unnest($2::integer[], $3::integer[], $4::integer[], $5::jsonb[])
       AS planned (number, venue_id, prompt_id, reasons)
RETURNING gathering_id
