EXTRA_DIST += .ci/run tools/check tools/graph tools/mail-catcher tools/make-roster \
	tools/make-roster.awk tools/packages tools/pure tools/sql2c.awk tools/tidy \
	tools/tidy.allow tools/with-postgres

# What tools/check repeats under sanitizers: the tests in C, and those of them with threads.
.PHONY: check-units check-workers
check-units:
	$(MAKE) check TESTS='$(UNIT_TESTS)'
check-workers:
	$(MAKE) check TESTS="$$(printf '%s\n' $(UNIT_TESTS) | grep -E '(workers|threads)$$' | paste -sd ' ')"
