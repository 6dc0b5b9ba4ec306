-- Figures for monitoring, by the names of its labels. A row each.
-- $1 business time in seconds
SELECT 'convene_round_last_success_timestamp_seconds' AS metric, NULL::text AS label,
       NULL::text AS value, NULL::text AS label_2, NULL::text AS value_2,
       coalesce(extract(epoch FROM max(formed_at)), 0)::bigint AS number
  FROM round
UNION ALL
SELECT 'convene_gatherings_formed_total', 'format', p.format, NULL, NULL, count(*)
  FROM gathering JOIN round USING (round_id) JOIN season USING (season_id)
  JOIN program p USING (program_id) GROUP BY p.format
UNION ALL
SELECT 'convene_messages', 'state', state, NULL, NULL, count(*) FROM message GROUP BY state
UNION ALL
SELECT 'convene_message_oldest_seconds', 'state', state, NULL, NULL,
       greatest(0, extract(epoch FROM to_timestamp($1::bigint) -
           min(coalesce(due_at, recorded_at))))::bigint
  FROM message WHERE state IN ('held', 'ready', 'claimed', 'uncertain') GROUP BY state
UNION ALL
SELECT 'convene_attempts_total', 'outcome', outcome, NULL, NULL, count(*)
  FROM attempt WHERE outcome IS NOT NULL GROUP BY outcome
UNION ALL
SELECT 'convene_seats', 'state', state, NULL, NULL, count(*) FROM seat GROUP BY state
UNION ALL
SELECT 'convene_fund_cents', 'fund', f.name, 'part', part.name, part.cents
  FROM fund f JOIN fund_balance b USING (fund_id)
 CROSS JOIN LATERAL (VALUES ('granted', b.granted_cents::bigint),
           ('reserved', b.reserved_cents::bigint), ('free', b.free_cents::bigint)) AS part (name, cents)
