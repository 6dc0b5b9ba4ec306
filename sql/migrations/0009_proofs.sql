-- Proofs of the contract (docs/architecture.md): a row of a view is a promise that was broken.
-- `convene-db check` counts them, and scenario tests look after every step.

-- A round is formed once, whoever forms it.
CREATE VIEW proof_formed_once AS
SELECT object AS thing, 'formed ' || count(*) || ' times' AS trouble
  FROM audit WHERE action = 'round form' GROUP BY object HAVING count(*) > 1;

-- A formed round is complete: sizes, one host each, a question, money and a letter for all.
CREATE VIEW proof_round_whole AS
WITH formed AS (
    SELECT g.gathering_id, g.prompt_id, g.during, g.state, s.seats_min, s.seats_max
      FROM gathering g JOIN round r USING (round_id) JOIN season s USING (season_id)
), counted AS (
    SELECT gathering_id, count(*) FILTER (WHERE turn = 1) AS formed_seats,
           count(*) FILTER (WHERE turn = 1 AND is_host) AS hosts,
           count(*) FILTER (WHERE live) AS live_seats
      FROM seat GROUP BY gathering_id
)
SELECT f.gathering_id::text AS thing, 'size or host of the table is wrong' AS trouble
  FROM formed f LEFT JOIN counted c USING (gathering_id)
 WHERE coalesce(c.formed_seats, 0) NOT BETWEEN f.seats_min AND f.seats_max
    OR c.hosts <> 1 OR c.live_seats > f.seats_max
 UNION ALL
SELECT t.seat_id::text, 'the seat is not where its table is'
  FROM seat t JOIN formed f USING (gathering_id) WHERE t.live AND t.during <> f.during
 UNION ALL
SELECT t.seat_id::text, 'the seat is at a table that was called off'
  FROM seat t JOIN formed f USING (gathering_id)
 WHERE t.live AND f.state IN ('cancelled', 'merged')
 UNION ALL
SELECT t.seat_id::text, 'the question was not given'
  FROM seat t JOIN formed f USING (gathering_id)
 WHERE t.turn = 1 AND f.prompt_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM prompt_given p WHERE p.person_id = t.person_id AND p.prompt_id = f.prompt_id)
 UNION ALL
SELECT t.seat_id::text, 'no letter invites to the seat'
  FROM seat t
 WHERE t.state <> 'standby' AND NOT EXISTS (
    SELECT FROM message m WHERE m.seat_id = t.seat_id AND m.event_method = 'REQUEST');

-- Money is set aside for each seat that is taken, and for no other.
CREATE VIEW proof_seat_money AS
SELECT t.seat_id::text AS thing, 'no money is set aside for the seat' AS trouble
  FROM seat t
 WHERE t.state IN ('proposed', 'invited', 'accepted') AND NOT EXISTS (
    SELECT FROM reservation v WHERE v.seat_id = t.seat_id AND v.state <> 'released')
 UNION ALL
SELECT t.seat_id::text, 'money is set aside for a seat that nobody has'
  FROM seat t JOIN reservation v USING (seat_id)
 WHERE NOT t.live AND v.state = 'reserved'
 UNION ALL
SELECT v.reservation_id::text, 'the ledger and the seat disagree'
  FROM reservation v
 WHERE v.state IN ('reserved', 'released')
   AND (v.state = 'released') <> EXISTS (
    SELECT FROM transfer x WHERE x.pending_id = v.transfer_id AND x.kind = 'void');

-- A message that is sent was taken by the relay, and none is stuck in somebody's hands.
CREATE VIEW proof_message_kept AS
SELECT m.message_id::text AS thing, 'sent, and no attempt says so' AS trouble
  FROM message m
 WHERE m.state = 'sent' AND NOT EXISTS (
    SELECT FROM attempt a
     WHERE a.message_id = m.message_id AND a.outcome IN ('accepted', 'unknown'))
 UNION ALL
SELECT m.message_id::text, 'claimed, and nobody sweeps it'
  FROM message m
 WHERE m.state = 'claimed' AND m.claimed_until < lease_clock() - interval '1 day'
 UNION ALL
SELECT m.message_id::text, 'ready for somebody who has left'
  FROM message m JOIN person p USING (person_id)
 WHERE m.state IN ('held', 'ready') AND p.left_at IS NOT NULL
   AND m.event_method IS DISTINCT FROM 'CANCEL';

-- A second copy is the first one's equal, and goes once.
CREATE VIEW proof_message_copies AS
SELECT message_id::text AS thing, 'copies that differ, or too many' AS trouble
  FROM attempt WHERE outcome IN ('accepted', 'unknown')
 GROUP BY message_id HAVING count(*) > 2 OR count(DISTINCT bytes_digest) > 1;

-- Balances follow from the entries, and no fund is overdrawn.
CREATE VIEW proof_ledger AS
SELECT 'account ' || account_id AS thing, 'its counters are not its entries' AS trouble
  FROM ledger_difference
 UNION ALL
SELECT f.name, 'overdrawn' FROM fund_balance b JOIN fund f USING (fund_id) WHERE b.free_cents < 0;

GRANT SELECT ON proof_formed_once, proof_round_whole, proof_seat_money, proof_message_kept,
    proof_message_copies, proof_ledger TO convene_report;
