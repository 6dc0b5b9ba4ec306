-- A migration that cannot run in a transaction (CREATE INDEX CONCURRENTLY), by convene-db
-- migrate. What it does must be harmless when done again: it may end before it is recorded.
SET lock_timeout = '5s';
SET client_min_messages = warning;
SELECT pg_advisory_lock(hashtextextended('convene-db migrate', 0)) \g /dev/null
SET ROLE convene_owner;
SET search_path = convene, pg_temp;
SELECT NOT EXISTS (SELECT FROM convene.schema_migration WHERE version = :version) AS pending \gset
\if :pending
\i :file
RESET search_path;
INSERT INTO convene.schema_migration (version, name, sha256)
VALUES (:version, :'name', :'sha256');
\echo applied :name
\endif
