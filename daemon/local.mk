noinst_LIBRARIES += daemon/libdaemon.a
daemon_libdaemon_a_CPPFLAGS = $(SEE_STORE) -I$(srcdir)/daemon
daemon_libdaemon_a_SOURCES =
daemon_libdaemon_a_SOURCES += daemon/compose.c daemon/compose.h
daemon_libdaemon_a_SOURCES += daemon/letter_facts.c daemon/letter_facts.h
