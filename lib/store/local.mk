noinst_LIBRARIES += lib/store/libstore.a
lib_store_libstore_a_CPPFLAGS = $(SEE_STORE)
lib_store_libstore_a_SOURCES = \
	lib/store/array.c lib/store/array.h \
	lib/store/chore_store.c lib/store/chore_store.h \
	lib/store/command_store.c lib/store/command_store.h \
	lib/store/constraint.c lib/store/constraint.h \
	lib/store/gathering_store.c lib/store/gathering_store.h \
	lib/store/import_rows.c lib/store/import_rows.h \
	lib/store/import_store.c lib/store/import_store.h \
	lib/store/intake_store.c lib/store/intake_store.h \
	lib/store/letter_facts.c lib/store/letter_facts.h \
	lib/store/letter_more.c lib/store/letter_reading.c lib/store/letter_reading.h \
	lib/store/params.c lib/store/params.h \
	lib/store/person_index.c lib/store/person_index.h \
	lib/store/round_change.c lib/store/round_change.h \
	lib/store/round_commit.c lib/store/round_commit.h \
	lib/store/round_rows.c lib/store/round_rows.h \
	lib/store/round_snapshot.c lib/store/round_snapshot.h \
	lib/store/round_store.c lib/store/round_store.h \
	lib/store/round_study.c lib/store/round_study.h \
	lib/store/schema_store.c lib/store/schema_store.h \
	lib/store/season_store.c lib/store/season_store.h \
	lib/store/settle_store.c lib/store/settle_store.h \
	lib/store/web_store.c lib/store/web_store.h \
	lib/store/instance_store.c lib/store/instance_store.h \
	lib/store/listing.c lib/store/listing.h \
	lib/store/message_store.c lib/store/message_store.h \
	lib/store/row.c lib/store/row.h \
	lib/store/settings_file.c lib/store/settings_file.h \
	lib/store/status_store.c lib/store/status_store.h

# Every statement of sql/queries as a C string, SQL_<AGGREGATE>_<VERB>.
BUILT_SOURCES += queries.inc
CLEANFILES += queries.inc
$(lib_store_libstore_a_OBJECTS): queries.inc
queries.inc: $(srcdir)/tools/sql2c.awk $(QUERIES)
	$(AM_V_GEN)(cd $(srcdir) && $(AWK) -f tools/sql2c.awk $(QUERIES)) >$@.new && mv $@.new $@
