-- The first look at a connection of a program that sees no table. Answers one row.
SELECT pg_backend_pid() AS pid, schema_version() AS schema_version
