# Benchmarks: built by make, run by hand.
noinst_PROGRAMS += bench/grouping_bench
bench_grouping_bench_SOURCES = bench/grouping_bench.c tests/grouping_people.c
bench_grouping_bench_LDADD = $(CORE_LIBS)
noinst_PROGRAMS += bench/season_bench
bench_season_bench_SOURCES = bench/season_bench.c
bench_season_bench_LDADD = $(CORE_LIBS)
# Needs Check, and a private database: tools/with-postgres.
if HAVE_CHECK
EXTRA_PROGRAMS += bench/mail_bench
bench_mail_bench_SOURCES = bench/mail_bench.c $(STAGE_SOURCES)
bench_mail_bench_LDADD = tests/librelay.a daemon/libdaemon.a $(LDADD)
bench_mail_bench_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)/tests/daemon
endif
EXTRA_DIST += bench/round
