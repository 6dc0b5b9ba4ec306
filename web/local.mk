# convene-web is a library and a tiny main, so that tests serve pages in their own loop.
noinst_LIBRARIES += web/libweb.a
web_libweb_a_CPPFLAGS = $(SEE_STORE) $(FOLDERS) -I$(srcdir)/web
web_libweb_a_SOURCES =
web_libweb_a_SOURCES += web/answer_view.c web/answer_view.h
web_libweb_a_SOURCES += web/misses.c web/misses.h
web_libweb_a_SOURCES += web/page.c web/page.h
web_libweb_a_SOURCES += web/page_answer.c
web_libweb_a_SOURCES += web/page_error.c
web_libweb_a_SOURCES += web/page_files.c web/page_files.h
web_libweb_a_SOURCES += web/page_leave.c
web_libweb_a_SOURCES += web/page_style.c
web_libweb_a_SOURCES += web/site.c web/site.h
web_libweb_a_SOURCES += web/web.c web/web.h
web_libweb_a_SOURCES += web/web_check.c web/web_check.h
web_libweb_a_SOURCES += web/web_run.c web/web_run.h

sbin_PROGRAMS += convene-web
convene_web_CPPFLAGS = $(web_libweb_a_CPPFLAGS)
convene_web_SOURCES = web/main.c
convene_web_LDADD = web/libweb.a $(STORE_LIBS)
