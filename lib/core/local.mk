noinst_LIBRARIES += lib/core/libcore.a
lib_core_libcore_a_CPPFLAGS = $(SEE_CORE)
lib_core_libcore_a_SOURCES = \
	lib/core/address.c lib/core/address.h \
	lib/core/cadence.c lib/core/cadence.h \
	lib/core/civil.c lib/core/civil.h \
	lib/core/life.c lib/core/life.h \
	lib/core/money.c lib/core/money.h \
	lib/core/template.c lib/core/template.h \
	lib/core/template_tag.c lib/core/template_tag.h \
	lib/core/template_value.c lib/core/template_value.h
