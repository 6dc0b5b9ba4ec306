noinst_LIBRARIES += lib/base/libbase.a
lib_base_libbase_a_CPPFLAGS = $(SEE_BASE)
lib_base_libbase_a_SOURCES = \
	lib/base/arena.c lib/base/arena.h \
	lib/base/base.c lib/base/base.h \
	lib/base/text.c lib/base/text.h \
	lib/base/utf8.c lib/base/utf8.h
