# Benchmarks: built by make, run by hand.
noinst_PROGRAMS += bench/grouping_bench
bench_grouping_bench_SOURCES = bench/grouping_bench.c bench/measure.c tests/grouping_people.c
bench_grouping_bench_LDADD = $(CORE_LIBS) -lpthread
noinst_PROGRAMS += bench/matrix_bench
bench_matrix_bench_SOURCES = bench/matrix_bench.c bench/exhaustive.c bench/instance.c bench/measure.c
bench_matrix_bench_LDADD = $(CORE_LIBS)
noinst_PROGRAMS += bench/yardstick
bench_yardstick_SOURCES = bench/yardstick.c bench/instance.c bench/measure.c
bench_yardstick_LDADD = $(CORE_LIBS)
noinst_HEADERS += bench/exhaustive.h bench/instance.h bench/measure.h
noinst_PROGRAMS += bench/repair_bench
bench_repair_bench_SOURCES = bench/repair_bench.c tests/grouping_people.c
bench_repair_bench_LDADD = $(CORE_LIBS)
noinst_PROGRAMS += bench/season_bench
bench_season_bench_SOURCES = bench/season_bench.c
bench_season_bench_LDADD = $(CORE_LIBS)
noinst_PROGRAMS += bench/rotation_bench
bench_rotation_bench_SOURCES = bench/rotation_bench.c bench/measure.c
bench_rotation_bench_LDADD = $(CORE_LIBS)
noinst_PROGRAMS += bench/pairing_bench
bench_pairing_bench_SOURCES = bench/pairing_bench.c bench/measure.c
bench_pairing_bench_LDADD = $(CORE_LIBS)
noinst_PROGRAMS += bench/smtp_bench
bench_smtp_bench_SOURCES = bench/smtp_bench.c bench/measure.c
bench_smtp_bench_LDADD = daemon/libdaemon.a $(STORE_LIBS)
noinst_PROGRAMS += bench/delay_proxy
bench_delay_proxy_SOURCES = bench/delay_proxy.c
bench_delay_proxy_LDADD = lib/io/libio.a lib/base/libbase.a $(EVENT_LIBS)
# Needs Check, and a private database: tools/with-postgres.
if HAVE_CHECK
EXTRA_PROGRAMS += bench/mail_bench
bench_mail_bench_SOURCES = bench/mail_bench.c bench/measure.c $(STAGE_SOURCES)
bench_mail_bench_LDADD = tests/librelay.a daemon/libdaemon.a $(LDADD)
bench_mail_bench_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)/tests/daemon
endif
EXTRA_DIST += bench/grouping bench/grouping-measures bench/grouping-peers bench/grouping-rows
EXTRA_DIST += bench/anticlust.R bench/golfer.mzn bench/grouping-plot
EXTRA_DIST += bench/mail bench/mail-measures bench/mail-postfix bench/mail-status bench/report bench/round
