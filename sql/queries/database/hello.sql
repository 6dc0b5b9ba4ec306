-- The first look at a connection: whose server this is, what it promises, which schema.
-- Answers one row.
SELECT pg_backend_pid() AS pid,
       current_setting('server_version_num')::integer AS server_version,
       pg_is_in_recovery() AS is_standby,
       current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on'
           AND current_setting('synchronous_commit') <> 'off' AS is_durable,
       schema_version() AS schema_version
