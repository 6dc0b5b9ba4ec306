EXTRA_DIST += docs/architecture.md \
	docs/decisions/0001-loop-and-workers.md \
	docs/decisions/0002-database-as-queue.md \
	docs/decisions/0003-statuses.md \
	docs/decisions/0004-money.md \
	docs/decisions/0005-sql-in-files.md \
	docs/decisions/0006-end-on-lack-of-memory.md
