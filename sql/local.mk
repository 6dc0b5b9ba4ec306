# One statement a file; lib/store compiles them in.
QUERIES =
EXTRA_DIST += $(QUERIES)

# What convene-db needs beside it: the migrations, in order, and its own statements.
MIGRATIONS = \
	sql/migrations/0001_people.sql \
	sql/migrations/0002_seasons.sql \
	sql/migrations/0003_money.sql \
	sql/migrations/0004_messages.sql \
	sql/migrations/0005_rounds.sql \
	sql/migrations/0006_strangers.sql \
	sql/migrations/0007_imports.sql \
	sql/migrations/0008_grants.sql
migrationsdir = $(pkgdatadir)/migrations
dist_migrations_DATA = $(MIGRATIONS)
dist_pkgdata_DATA = sql/check.sql sql/check_server.sql sql/database.sql sql/migrate.sql \
	sql/migrate_alone.sql sql/plan.sql sql/roles.sql
sbin_SCRIPTS += convene-db
CLEANFILES += convene-db
EXTRA_DIST += sql/convene-db
dist_man_MANS += man/convene-db.8
convene-db: $(srcdir)/sql/convene-db
	$(AM_V_GEN)$(SED) 's|@pkgdatadir@|$(pkgdatadir)|' $(srcdir)/sql/convene-db >$@.new && \
		chmod 755 $@.new && mv $@.new $@
