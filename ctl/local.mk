bin_PROGRAMS += convenectl
convenectl_CPPFLAGS = $(SEE_CORE) $(SEE_IO) -I$(srcdir)/ctl
convenectl_LDADD = lib/core/libcore.a $(IO_LIBS) $(SMARTCOLS_LIBS)
convenectl_SOURCES = \
	ctl/arguments.c ctl/arguments.h \
	ctl/format.c ctl/format.h \
	ctl/list.c ctl/list.h \
	ctl/main.c \
	ctl/refusal.c ctl/refusal.h \
	ctl/request.c ctl/request.h \
	ctl/run.c ctl/run.h \
	ctl/show.c ctl/show.h \
	ctl/table.c ctl/table.h \
	ctl/upload.c ctl/upload.h \
	ctl/usage.c ctl/usage.h \
	ctl/waiting.c ctl/waiting.h
