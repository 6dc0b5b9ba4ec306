-- One migration in one transaction, by convene-db migrate: :file, unless somebody who held
-- the lock before us has applied :version by now.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL client_min_messages = warning;
SELECT pg_advisory_xact_lock(hashtextextended('convene-db migrate', 0)) \g /dev/null
SET LOCAL ROLE convene_owner;
SET LOCAL search_path = convene, pg_temp;
SELECT NOT EXISTS (SELECT FROM convene.schema_migration WHERE version = :version) AS pending \gset
\if :pending
\i :file
RESET search_path;
INSERT INTO convene.schema_migration (version, name, sha256)
VALUES (:version, :'name', :'sha256');
\echo applied :name
\endif
COMMIT;
