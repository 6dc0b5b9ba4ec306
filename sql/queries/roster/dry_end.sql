-- The last step of a dry run: no row, although one is wanted, so that all is undone.
SELECT 1 AS never WHERE false
