# One statement a file; lib/store compiles them in.
QUERIES =
EXTRA_DIST += $(QUERIES)
