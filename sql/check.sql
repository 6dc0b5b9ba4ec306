-- One line for each finding, by convene-db check and restore; none when all is well.
-- Proofs are views of schema convene named proof_*: a row of one is a finding.
SELECT format('SELECT format(%L, count(*)) FROM convene.%I HAVING count(*) > 0',
              relname || ' finds %s rows', relname)
FROM pg_class
WHERE relnamespace = 'convene'::regnamespace AND relkind = 'v' AND relname LIKE 'proof\_%'
ORDER BY relname
\gexec

SELECT format('%s belongs to %s, not to convene_owner', oid::regclass, relowner::regrole)
FROM pg_class
WHERE relnamespace = 'convene'::regnamespace AND relowner <> 'convene_owner'::regrole;

SELECT format('everybody may execute %s', oid::regprocedure)
FROM pg_proc
WHERE pronamespace = 'convene'::regnamespace AND has_function_privilege('public', oid, 'EXECUTE');

SELECT format('index %s is not valid', indexrelid::regclass)
FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE relnamespace = 'convene'::regnamespace AND NOT indisvalid;

SELECT format('constraint %s of %s is not validated', conname, conrelid::regclass)
FROM pg_constraint WHERE connamespace = 'convene'::regnamespace AND NOT convalidated;

SELECT format('trigger %s of %s is disabled', tgname, tgrelid::regclass)
FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE relnamespace = 'convene'::regnamespace AND tgenabled = 'D';

SELECT format('role %s may do more than its work (superuser, createrole, createdb or '
              'bypassrls)', rolname)
FROM pg_roles
WHERE rolname IN ('convene_owner', 'convened', 'convene-web', 'convene-intake', 'convene_report')
  AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls);

SELECT format('role %s has no settings in this database: convene-db setup', role)
FROM unnest(ARRAY['convened', 'convene-web', 'convene-intake', 'convene_report']) AS role
WHERE NOT EXISTS (
    SELECT FROM pg_db_role_setting
    WHERE setrole = quote_ident(role)::regrole
      AND setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND 'search_path=convene, pg_temp' = ANY (setconfig));
