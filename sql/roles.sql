-- The cluster's roles. Run by convene-db setup and restore, any number of times. The daemons'
-- roles bear their system users' names, so that Debian's peer authentication works unedited.
SELECT format('CREATE ROLE %I', name)
FROM unnest(ARRAY['convene_owner', 'convened', 'convene-web', 'convene-intake',
                  'convene_report']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec

ALTER ROLE convene_owner NOLOGIN;
ALTER ROLE convened LOGIN CONNECTION LIMIT 60;
ALTER ROLE "convene-web" LOGIN CONNECTION LIMIT 60;
ALTER ROLE "convene-intake" LOGIN CONNECTION LIMIT 20;
ALTER ROLE convene_report LOGIN CONNECTION LIMIT 20;

-- Who is no superuser (a hosted server) must belong to the owner in order to act for it.
SELECT format('GRANT convene_owner TO %I', current_user)
WHERE NOT pg_has_role(current_user, 'convene_owner', 'MEMBER')
\gexec
