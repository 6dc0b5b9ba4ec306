-- The ledger: one row is one debit and one credit of one amount, so the books balance by
-- construction. Money moves through ledger_*() alone; an account can never be overdrawn.

CREATE TABLE account (
    account_id      integer GENERATED ALWAYS AS IDENTITY,
    fund_id         integer NOT NULL,
    role            text NOT NULL,
    debits_pending  cents NOT NULL DEFAULT 0,
    debits_posted   cents NOT NULL DEFAULT 0,
    credits_pending cents NOT NULL DEFAULT 0,
    credits_posted  cents NOT NULL DEFAULT 0,
    CONSTRAINT account_key PRIMARY KEY (account_id),
    CONSTRAINT account_fund FOREIGN KEY (fund_id) REFERENCES fund,
    CONSTRAINT account_once UNIQUE (fund_id, role),
    CONSTRAINT account_role CHECK (role IN ('grant', 'available', 'payable', 'clearing', 'paid')),
    CONSTRAINT account_counters CHECK (debits_pending >= 0 AND debits_posted >= 0
        AND credits_pending >= 0 AND credits_posted >= 0),
    CONSTRAINT never_overdrawn CHECK (role IN ('grant', 'paid')
        OR debits_pending + debits_posted <= credits_posted)
) WITH (fillfactor = 10);

CREATE TABLE transfer (
    transfer_id    uuid NOT NULL,
    kind           text NOT NULL,
    debit_account  integer NOT NULL,
    credit_account integer NOT NULL,
    amount_cents   cents NOT NULL,
    pending_id     uuid, -- what a post or a void resolves
    at             timestamptz NOT NULL,
    actor          text NOT NULL,
    reason         text NOT NULL,
    recorded_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT transfer_key PRIMARY KEY (transfer_id),
    CONSTRAINT transfer_debit FOREIGN KEY (debit_account) REFERENCES account,
    CONSTRAINT transfer_credit FOREIGN KEY (credit_account) REFERENCES account,
    CONSTRAINT transfer_pending FOREIGN KEY (pending_id) REFERENCES transfer,
    CONSTRAINT transfer_two_sides CHECK (debit_account <> credit_account),
    CONSTRAINT transfer_kind CHECK (kind IN ('single', 'pending', 'post', 'void')),
    CONSTRAINT transfer_amount CHECK (CASE kind WHEN 'void' THEN amount_cents = 0
        ELSE amount_cents > 0 END),
    CONSTRAINT transfer_resolves CHECK ((pending_id IS NOT NULL) = (kind IN ('post', 'void'))),
    CONSTRAINT resolved_once UNIQUE (pending_id)
);
CREATE INDEX transfer_by_debit ON transfer (debit_account);
CREATE TRIGGER transfer_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON transfer
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- Locks the accounts in the order of their ids, so that two writers cannot deadlock, and
-- updates each of them once for the whole set; never_overdrawn then refuses or not.
CREATE FUNCTION ledger_apply() RETURNS trigger
LANGUAGE plpgsql SET search_path = convene, pg_temp AS $$
BEGIN
    PERFORM FROM account
      WHERE account_id IN (SELECT debit_account FROM fresh UNION SELECT credit_account FROM fresh)
      ORDER BY account_id FOR NO KEY UPDATE;

    IF EXISTS (SELECT FROM fresh
                 JOIN account d ON d.account_id = debit_account
                 JOIN account c ON c.account_id = credit_account
                WHERE d.fund_id <> c.fund_id)
    THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'transfer_one_fund',
            MESSAGE = 'a transfer stays within one fund';
    END IF;
    IF EXISTS (SELECT FROM fresh
                 JOIN transfer p ON p.transfer_id = fresh.pending_id
                WHERE p.kind <> 'pending' OR p.debit_account <> fresh.debit_account
                   OR p.credit_account <> fresh.credit_account
                   OR fresh.amount_cents > p.amount_cents)
    THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'transfer_matches',
            MESSAGE = 'a post or void must match what it resolves';
    END IF;

    WITH side AS (
        SELECT f.debit_account AS account_id,
               CASE f.kind WHEN 'pending' THEN f.amount_cents
                           WHEN 'single' THEN 0 ELSE -p.amount_cents END AS dp,
               CASE WHEN f.kind IN ('single', 'post') THEN f.amount_cents ELSE 0 END AS dd,
               0::bigint AS cp, 0::bigint AS cc
          FROM fresh f LEFT JOIN transfer p ON p.transfer_id = f.pending_id
         UNION ALL
        SELECT f.credit_account, 0, 0,
               CASE f.kind WHEN 'pending' THEN f.amount_cents
                           WHEN 'single' THEN 0 ELSE -p.amount_cents END,
               CASE WHEN f.kind IN ('single', 'post') THEN f.amount_cents ELSE 0 END
          FROM fresh f LEFT JOIN transfer p ON p.transfer_id = f.pending_id
    ), total AS (
        SELECT account_id, sum(dp) AS dp, sum(dd) AS dd, sum(cp) AS cp, sum(cc) AS cc
          FROM side GROUP BY account_id
    )
    UPDATE account
       SET debits_pending = debits_pending + dp, debits_posted = debits_posted + dd,
           credits_pending = credits_pending + cp, credits_posted = credits_posted + cc
      FROM total
     WHERE total.account_id = account.account_id;
    RETURN NULL;
END $$;
CREATE TRIGGER transfer_apply AFTER INSERT ON transfer
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION ledger_apply();

-- The money of a seat.
CREATE TABLE reservation (
    reservation_id uuid NOT NULL,
    seat_id        uuid NOT NULL,
    fund_id        integer NOT NULL,
    amount_cents   cents NOT NULL,
    state          text NOT NULL DEFAULT 'reserved',
    transfer_id    uuid NOT NULL,
    recorded_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT reservation_key PRIMARY KEY (reservation_id),
    CONSTRAINT reservation_seat FOREIGN KEY (seat_id) REFERENCES seat,
    CONSTRAINT reservation_fund FOREIGN KEY (fund_id) REFERENCES fund,
    CONSTRAINT reservation_transfer FOREIGN KEY (transfer_id) REFERENCES transfer,
    CONSTRAINT reservation_once UNIQUE (seat_id, fund_id),
    CONSTRAINT reservation_amount CHECK (amount_cents > 0),
    CONSTRAINT reservation_state CHECK (state IN ('reserved', 'released', 'claimed', 'approved',
        'batched', 'paid', 'reconciled', 'returned'))
) WITH (fillfactor = 80);
CREATE TRIGGER reservation_state_guard BEFORE UPDATE OF state ON reservation
    FOR EACH ROW EXECUTE FUNCTION state_guard('money');

CREATE FUNCTION account_of(wanted_fund integer, wanted_role text) RETURNS integer
LANGUAGE sql STABLE SET search_path = convene, pg_temp
RETURN (SELECT account_id FROM account WHERE fund_id = wanted_fund AND role = wanted_role);

-- Opens a fund's accounts and enters an award. The same award again changes nothing;
-- another amount under the same award is refused.
CREATE FUNCTION ledger_award(of_fund integer, award text, amount bigint, at timestamptz,
    actor text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    id uuid := derived_id('transfer', 'award', of_fund::text, award);
BEGIN
    INSERT INTO account (fund_id, role)
    SELECT of_fund, unnest(ARRAY['grant', 'available', 'payable', 'clearing', 'paid'])
        ON CONFLICT (fund_id, role) DO NOTHING;
    INSERT INTO transfer (transfer_id, kind, debit_account, credit_account, amount_cents, at,
                          actor, reason)
    VALUES (id, 'single', account_of(of_fund, 'grant'), account_of(of_fund, 'available'),
            amount, at, actor, 'award ' || award)
        ON CONFLICT (transfer_id) DO NOTHING;
    IF (SELECT amount_cents FROM transfer WHERE transfer_id = id) <> amount THEN
        RAISE EXCEPTION USING ERRCODE = 'unique_violation', CONSTRAINT = 'ledger_replay',
            MESSAGE = 'this award is in the ledger with another amount';
    END IF;
END $$;

-- Sets the same amount aside for each of the seats. Comes last before COMMIT: the fund's
-- account is the one row that everybody wants. Answers how many seats have their money now.
CREATE FUNCTION ledger_reserve(seats uuid[], of_fund integer, each_cents bigint,
    at timestamptz, actor text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    available integer := account_of(of_fund, 'available');
    payable integer := account_of(of_fund, 'payable');
    reservations uuid[];
    transfers uuid[];
    found integer;
BEGIN
    IF EXISTS (SELECT FROM fund WHERE fund_id = of_fund AND
        (starts_on > (at AT TIME ZONE 'UTC')::date OR ends_on < (at AT TIME ZONE 'UTC')::date))
    THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'fund_in_its_dates',
            MESSAGE = 'the fund is not open on that day';
    END IF;
    SELECT array_agg(r), array_agg(derived_id('transfer', r::text, 'reserve'))
      INTO reservations, transfers
      FROM (SELECT derived_id('reservation', seat::text, of_fund::text) AS r
              FROM unnest(seats) WITH ORDINALITY AS one (seat, line) ORDER BY line) AS ids;
    INSERT INTO transfer (transfer_id, kind, debit_account, credit_account, amount_cents, at,
                          actor, reason)
    SELECT id, 'pending', available, payable, each_cents, at, actor, 'seat'
      FROM unnest(transfers) AS id
        ON CONFLICT (transfer_id) DO NOTHING;
    INSERT INTO reservation (reservation_id, seat_id, fund_id, amount_cents, transfer_id)
    SELECT r, seat, of_fund, each_cents, t
      FROM unnest(reservations, seats, transfers) AS wanted (r, seat, t)
        ON CONFLICT (reservation_id) DO NOTHING;
    SELECT count(*) INTO found FROM reservation
     WHERE reservation_id = ANY (reservations) AND amount_cents = each_cents
       AND state = 'reserved';
    IF found <> cardinality(seats) THEN
        RAISE EXCEPTION USING ERRCODE = 'unique_violation', CONSTRAINT = 'ledger_replay',
            MESSAGE = 'a seat has another amount reserved already';
    END IF;
    RETURN found;
END $$;

-- The money of these seats is free again, where it is still reserved. Answers how many.
CREATE FUNCTION ledger_release(seats uuid[], at timestamptz, actor text, why text)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = convene, pg_temp AS $$
DECLARE
    released integer;
BEGIN
    WITH freed AS (
        UPDATE reservation SET state = 'released'
         WHERE seat_id = ANY (seats) AND state = 'reserved'
     RETURNING reservation_id, transfer_id
    )
    INSERT INTO transfer (transfer_id, kind, debit_account, credit_account, amount_cents,
                          pending_id, at, actor, reason)
    SELECT derived_id('transfer', reservation_id::text, 'release'), 'void', p.debit_account,
           p.credit_account, 0, p.transfer_id, ledger_release.at, ledger_release.actor, why
      FROM freed JOIN transfer p USING (transfer_id);
    GET DIAGNOSTICS released = ROW_COUNT;
    RETURN released;
END $$;

-- granted = paid + clearing + payable + reserved + free
CREATE VIEW fund_balance AS
SELECT f.fund_id,
       g.debits_posted::bigint AS granted_cents,
       (p.credits_posted - p.debits_posted)::bigint AS paid_cents,
       (c.credits_posted - c.debits_posted)::bigint AS clearing_cents,
       (y.credits_posted - y.debits_posted)::bigint AS payable_cents,
       a.debits_pending::bigint AS reserved_cents,
       (a.credits_posted - a.debits_posted - a.debits_pending)::bigint AS free_cents
  FROM fund f
  JOIN account g ON g.fund_id = f.fund_id AND g.role = 'grant'
  JOIN account a ON a.fund_id = f.fund_id AND a.role = 'available'
  JOIN account y ON y.fund_id = f.fund_id AND y.role = 'payable'
  JOIN account c ON c.fund_id = f.fund_id AND c.role = 'clearing'
  JOIN account p ON p.fund_id = f.fund_id AND p.role = 'paid';

-- Proofs: no rows, ever.
CREATE VIEW ledger_difference AS
WITH entry AS (
    SELECT t.debit_account AS account_id,
           CASE WHEN t.kind = 'pending' AND r.transfer_id IS NULL THEN t.amount_cents ELSE 0 END AS dp,
           CASE WHEN t.kind IN ('single', 'post') THEN t.amount_cents ELSE 0 END AS dd,
           0::bigint AS cp, 0::bigint AS cc
      FROM transfer t LEFT JOIN transfer r ON r.pending_id = t.transfer_id
     UNION ALL
    SELECT t.credit_account, 0, 0,
           CASE WHEN t.kind = 'pending' AND r.transfer_id IS NULL THEN t.amount_cents ELSE 0 END,
           CASE WHEN t.kind IN ('single', 'post') THEN t.amount_cents ELSE 0 END
      FROM transfer t LEFT JOIN transfer r ON r.pending_id = t.transfer_id
), total AS (
    SELECT account_id, sum(dp) AS dp, sum(dd) AS dd, sum(cp) AS cp, sum(cc) AS cc
      FROM entry GROUP BY account_id
)
SELECT a.account_id
  FROM account a LEFT JOIN total t USING (account_id)
 WHERE (a.debits_pending, a.debits_posted, a.credits_pending, a.credits_posted)
    <> (coalesce(t.dp, 0), coalesce(t.dd, 0), coalesce(t.cp, 0), coalesce(t.cc, 0));
