# convene-intake is a library and a tiny main, so that tests look into it.
noinst_LIBRARIES += intake/libintake.a
intake_libintake_a_CPPFLAGS = $(SEE_STORE) $(FOLDERS) -I$(srcdir)/intake
intake_libintake_a_SOURCES =
intake_libintake_a_SOURCES += intake/intake.c intake/intake.h
intake_libintake_a_SOURCES += intake/intake_check.c intake/intake_check.h
intake_libintake_a_SOURCES += intake/mail_calendar.c intake/mail_calendar.h
intake_libintake_a_SOURCES += intake/mail_digest.c intake/mail_digest.h
intake_libintake_a_SOURCES += intake/mail_sort.c intake/mail_sort.h
intake_libintake_a_SOURCES += intake/mail_token.c intake/mail_token.h
intake_libintake_a_SOURCES += intake/mouth.c intake/mouth.h
intake_libintake_a_SOURCES += intake/mouth_imap.c intake/mouth_imap.h

sbin_PROGRAMS += convene-intake
convene_intake_CPPFLAGS = $(intake_libintake_a_CPPFLAGS)
convene_intake_SOURCES = intake/main.c
convene_intake_LDADD = intake/libintake.a $(STORE_LIBS)
