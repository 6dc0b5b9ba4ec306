-- Funds by name, with their balances. No row: there is none after that one.
-- $1 name after which to go on or NULL, $2 most rows
SELECT f.name AS _cursor, f.name AS id, f.currency, b.granted_cents, b.paid_cents, b.clearing_cents,
       b.payable_cents, b.reserved_cents, b.free_cents, f.sponsor, f.ends_on
  FROM fund f JOIN fund_balance b USING (fund_id)
 WHERE f.name > coalesce($1::text, '')
 ORDER BY f.name LIMIT $2::integer
