noinst_LIBRARIES += lib/store/libstore.a
lib_store_libstore_a_CPPFLAGS = $(SEE_STORE)
lib_store_libstore_a_SOURCES = \
	lib/store/array.c lib/store/array.h \
	lib/store/listing.c lib/store/listing.h \
	lib/store/row.c lib/store/row.h \
	lib/store/settings_file.c lib/store/settings_file.h

# Every statement of sql/queries as a C string, SQL_<AGGREGATE>_<VERB>.
BUILT_SOURCES += queries.inc
CLEANFILES += queries.inc
queries.inc: $(srcdir)/tools/sql2c.awk $(QUERIES)
	$(AM_V_GEN)(cd $(srcdir) && $(AWK) -f tools/sql2c.awk $(QUERIES)) >$@.new && mv $@.new $@
