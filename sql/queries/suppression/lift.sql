-- An address gets mail again. Refuses one that nothing ever stopped.
-- $1 address, $2 business time in seconds, $3 actor, $4 reason
SELECT person, reasons, done
  FROM suppression_lift($1::text, to_timestamp($2::bigint), $3::text, $4::text)
