-- Findings about the server and about backups, by convene-db check.
SELECT format('setting %s is off: a crash of the machine may lose or break data', name)
FROM pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting <> 'on';

SELECT 'data checksums are off: silent damage on disk stays silent (pg_checksums --enable)'
FROM pg_settings WHERE name = 'data_checksums' AND setting <> 'on';

SELECT CASE
       WHEN max(finished_at) IS NULL THEN 'there is no backup yet: convene-db backup'
       ELSE 'the last backup is of ' || to_char(max(finished_at) AT TIME ZONE 'UTC',
                                                'YYYY-MM-DD HH24:MI') || ' UTC'
       END
FROM convene.backup_made
HAVING max(finished_at) IS NULL OR max(finished_at) < clock_timestamp() - interval '26 hours';
