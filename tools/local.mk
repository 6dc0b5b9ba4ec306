EXTRA_DIST += .ci/run tools/check tools/fresh-check tools/graph tools/mail-catcher tools/make-roster \
	tools/make-roster.awk tools/packages tools/pure tools/sql2c.awk tools/tidy \
	tools/tidy.allow tools/with-postgres

# What tools/check repeats under sanitizers: the tests in C, and those of them with threads.
.PHONY: check-units check-workers
check-units:
	$(MAKE) check TESTS='$(UNIT_TESTS)'
check-workers:
	workers=$$(printf '%s\n' $(UNIT_TESTS) | grep -E '(workers|threads)$$' | paste -sd ' ') && \
	$(MAKE) check check_PROGRAMS="$$workers" TESTS="$$workers"
# distcheck shows that the archive builds, installs, tests and cleans itself where the source
# may not be written to. That it has all files is a step of its own; tests that read none of
# them, or whole minutes of them, have run before.
ALONE = tests/base/% tests/core/% tests/io/test_db% tests/io/test_http% tests/io/test_smtp% \
	tests/store/% tests/intake/test_% tests/daemon/% tests/web/test_pages \
	tests/e2e/faults/% tests/e2e/postfix% tests/e2e/dovecot%
.PHONY: check-archive
check-archive:
	$(MAKE) distcheck TESTS='$$(filter-out $(ALONE),$$(UNIT_TESTS) $$(SHELL_TESTS))'
EXTRA_DIST += tools/put-tables
# The parts of the manual and the sample file that are made of the tables.
noinst_PROGRAMS += tools/print-tables
# They name the folders of a package, whatever configure was told: hence tables of its own.
tools_print_tables_CPPFLAGS = $(SEE_CORE) -DPKGDATADIR='"/usr/share/convene"'
tools_print_tables_LDADD = $(CORE_LIBS)
tools_print_tables_SOURCES = tools/print-tables.c lib/core/command_table.c lib/core/setting_table.c
tables: tools/print-tables
	$(srcdir)/tools/put-tables $(abs_builddir)/tools/print-tables
.PHONY: tables
EXTRA_DIST += tools/private-mail tools/private-postgres
EXTRA_DIST += tools/private-stack tools/quickstart tools/read-mail
EXTRA_DIST += tools/fuzz
