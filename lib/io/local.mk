noinst_LIBRARIES += lib/io/libio.a
lib_io_libio_a_CPPFLAGS = $(SEE_IO) $(CURL_CFLAGS) $(UUID_CFLAGS) $(JANSSON_CFLAGS) $(CONFUSE_CFLAGS) \
	$(SODIUM_CFLAGS) $(ICAL_CFLAGS) $(GMIME_CFLAGS) $(CMARK_CFLAGS) $(IDN2_CFLAGS) $(SYSTEMD_CFLAGS)
lib_io_libio_a_SOURCES = \
	lib/io/json.c lib/io/json.h \
	lib/io/sqlstate.c lib/io/sqlstate.h \
	lib/io/zone.c lib/io/zone.h
