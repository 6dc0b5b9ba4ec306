EXTRA_DIST += docs/architecture.md
EXTRA_DIST += docs/decisions/0001-loop-and-workers.md
EXTRA_DIST += docs/decisions/0002-database-as-queue.md
EXTRA_DIST += docs/decisions/0003-statuses.md
EXTRA_DIST += docs/decisions/0004-money.md
EXTRA_DIST += docs/decisions/0005-sql-in-files.md
EXTRA_DIST += docs/decisions/0006-end-on-lack-of-memory.md
EXTRA_DIST += docs/decisions/0007-ids-from-meaning.md
EXTRA_DIST += docs/decisions/0008-changes-as-functions.md
EXTRA_DIST += docs/decisions/0009-a-round-without-tables.md
EXTRA_DIST += docs/decisions/0010-minutes-to-a-venue.md
EXTRA_DIST += docs/decisions/0011-guard-reads-the-raw-head.md
EXTRA_DIST += docs/decisions/0012-commands-as-statements.md
EXTRA_DIST += docs/decisions/0013-time-zones-by-glib.md
EXTRA_DIST += docs/architecture.md \
	docs/decisions/0001-loop-and-workers.md \
	docs/decisions/0002-database-as-queue.md \
	docs/decisions/0003-statuses.md \
	docs/decisions/0004-money.md \
	docs/decisions/0005-sql-in-files.md \
	docs/decisions/0006-end-on-lack-of-memory.md \
	docs/decisions/0007-ids-from-meaning.md \
	docs/decisions/0008-changes-as-functions.md \
	docs/decisions/0009-a-round-without-tables.md \
	docs/decisions/0010-minutes-to-a-venue.md \
	docs/decisions/0011-guard-reads-the-raw-head.md \
	docs/decisions/0012-commands-as-statements.md \
	docs/decisions/0013-time-zones-by-glib.md \
	docs/decisions/0014-tables-stay-lawful.md
