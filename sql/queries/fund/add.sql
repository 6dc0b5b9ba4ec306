-- A new fund with its first award in the ledger. Answers one row.
-- $1 name, $2 currency, $3 amount in cents, $4 grantor, $5 sponsor, $6 purpose,
-- $7 first day, $8 last day, $9 business time in seconds, $10 actor, $11 reason
WITH added AS (
    INSERT INTO fund (name, currency, grantor, sponsor, purpose, starts_on, ends_on, recorded_by)
    VALUES ($1::text, $2::text, $4::text, $5::text, $6::text, $7::date, $8::date, $10::text)
    RETURNING fund_id, name, currency
)
SELECT name AS id, currency, $3::bigint AS granted_cents,
       ledger_award(fund_id, 'first', $3::bigint, to_timestamp($9::bigint), $10::text) IS NULL
           AS _awarded,
       audit_write(to_timestamp($9::bigint), $10::text, 'fund add', name,
           jsonb_build_object('cents', $3::bigint, 'currency', currency), $11::text) IS NULL
           AS _written
  FROM added
