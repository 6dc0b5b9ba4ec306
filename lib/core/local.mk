noinst_LIBRARIES += lib/core/libcore.a
lib_core_libcore_a_CPPFLAGS = $(SEE_CORE)
lib_core_libcore_a_SOURCES = \
	lib/core/money.c lib/core/money.h
