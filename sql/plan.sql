-- The strongest lock that :file takes on each relation that was there before, tried on a
-- copy without rows, by convene-db plan.
SELECT coalesce(max(oid::bigint), 0) AS before FROM pg_class \gset
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL ROLE convene_owner;
SET LOCAL search_path = convene, pg_temp;
\i :file
SELECT format('  %-24s %s', c.relname, string_agg(DISTINCT l.mode, ', '))
FROM pg_locks AS l JOIN pg_class AS c ON c.oid = l.relation
WHERE l.pid = pg_backend_pid() AND c.oid::bigint <= :before
  AND c.relnamespace = 'convene'::regnamespace
  AND l.mode NOT IN ('AccessShareLock', 'RowShareLock')
GROUP BY c.relname ORDER BY c.relname;
COMMIT;
