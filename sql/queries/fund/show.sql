-- One fund. No row: there is none of that name.
-- $1 name
SELECT f.name AS id, f.currency, f.grantor, f.sponsor, f.purpose, f.starts_on, f.ends_on,
       b.granted_cents, b.paid_cents, b.clearing_cents, b.payable_cents, b.reserved_cents,
       b.free_cents,
       (SELECT jsonb_agg(jsonb_build_object('season', s.name, 'cap_cents', s.cap_cents,
                   'seats_payable', b.free_cents / s.cap_cents) ORDER BY s.name)
          FROM season s WHERE s.fund_id = f.fund_id) AS seasons
  FROM fund f JOIN fund_balance b USING (fund_id)
 WHERE f.name = $1::text
