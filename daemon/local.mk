# convened is a library and a tiny main, so that scenario tests run it with a clock of theirs.
noinst_LIBRARIES += daemon/libdaemon.a
daemon_libdaemon_a_CPPFLAGS = $(SEE_STORE) -I$(srcdir)/daemon
daemon_libdaemon_a_SOURCES =
daemon_libdaemon_a_SOURCES += daemon/compose.c daemon/compose.h
daemon_libdaemon_a_SOURCES += daemon/options.c daemon/options.h
daemon_libdaemon_a_SOURCES += daemon/round_job.c daemon/round_job.h
daemon_libdaemon_a_SOURCES += daemon/round_plan.c daemon/round_plan.h
daemon_libdaemon_a_SOURCES += daemon/season_job.c daemon/season_job.h
daemon_libdaemon_a_SOURCES += daemon/letter_files.c daemon/letter_files.h
daemon_libdaemon_a_SOURCES += daemon/letter_shelf.c daemon/letter_shelf.h
daemon_libdaemon_a_SOURCES += daemon/mail_content.c daemon/mail_content.h
daemon_libdaemon_a_SOURCES += daemon/mail_job.c daemon/mail_job.h
daemon_libdaemon_a_SOURCES += daemon/mail_outcome.c daemon/mail_outcome.h
daemon_libdaemon_a_SOURCES += daemon/mail_record.c daemon/mail_record.h
daemon_libdaemon_a_SOURCES += daemon/mail_relays.c daemon/mail_relays.h
daemon_libdaemon_a_SOURCES += daemon/mail_item.c daemon/mail_item.h
