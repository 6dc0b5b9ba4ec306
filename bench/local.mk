# Benchmarks: built by make, run by hand.
noinst_PROGRAMS += bench/grouping_bench
bench_grouping_bench_SOURCES = bench/grouping_bench.c tests/grouping_people.c
bench_grouping_bench_LDADD = $(CORE_LIBS)
