-- What a database of ours has before the first migration and what no dump carries: who may
-- connect, the settings of each role, the extension, the list of migrations. Run by
-- convene-db setup and restore inside the database, any number of times.
SET client_min_messages = warning;
SELECT current_database() AS database \gset

REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO convened, "convene-web", "convene-intake", convene_report;
GRANT TEMPORARY ON DATABASE :"database" TO convened;
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

SELECT format('ALTER ROLE %I IN DATABASE %I SET %s', role, :'database', setting)
FROM unnest(ARRAY['convened', 'convene-web', 'convene-intake', 'convene_report']) AS role,
     unnest(ARRAY['search_path = convene, pg_temp',
                  'timezone = ''UTC''',
                  'datestyle = ''ISO, YMD''',
                  'statement_timeout = ''30s''',
                  'lock_timeout = ''5s''',
                  'idle_in_transaction_session_timeout = ''30s''',
                  'synchronous_commit = ''on''']) AS setting
\gexec

-- Without IN SCHEMA: with it this statement does nothing at all.
ALTER DEFAULT PRIVILEGES FOR ROLE convene_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
CREATE SCHEMA IF NOT EXISTS convene AUTHORIZATION convene_owner;
GRANT USAGE ON SCHEMA convene TO convened, "convene-web", "convene-intake", convene_report;

SET ROLE convene_owner;
CREATE TABLE IF NOT EXISTS convene.schema_migration (
    version integer NOT NULL,
    name text NOT NULL,
    sha256 text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT schema_migration_once PRIMARY KEY (version),
    CONSTRAINT schema_migration_version CHECK (version > 0),
    CONSTRAINT schema_migration_digest CHECK (sha256 ~ '^[0-9a-f]{64}$')
);
CREATE TABLE IF NOT EXISTS convene.backup_made (
    finished_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    sha256 text NOT NULL,
    bytes bigint NOT NULL,
    CONSTRAINT backup_made_once PRIMARY KEY (finished_at),
    CONSTRAINT backup_made_digest CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT backup_made_bytes CHECK (bytes > 0)
);
GRANT SELECT ON convene.schema_migration, convene.backup_made TO convened;
RESET ROLE;
