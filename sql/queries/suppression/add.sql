-- No mail to an address until a day, or at all. Refuses a day that has begun.
-- $1 address, $2 day or NULL, $3 business time in seconds, $4 actor, $5 reason
SELECT person, until_at, setting_value('organisation.zone', 'UTC') AS zone, cancelled, done
  FROM suppression_add($1::text, $2::date, to_timestamp($3::bigint), $4::text, $5::text)
