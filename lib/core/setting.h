/* setting.h - the table of settings: it reads them, checks them, prints them, and the
 * manual and the sample file are made of it. Pure: files are lib/io/config's. */
#ifndef CONVENE_SETTING_H
#define CONVENE_SETTING_H

#include "settings.h"

enum setting_type {
	SETTING_TEXT,
	SETTING_LIST, /* of texts */
	SETTING_COUNT,
	SETTING_DURATION,
	SETTING_CHOICE,
};

enum setting_flag {
	SETTING_REQUIRED = 1 << 0,
	SETTING_RELOAD = 1 << 1, /* takes effect without a restart */
	SETTING_TITLED = 1 << 2, /* of a section with a title, like relay "main" */
	SETTING_PATH = 1 << 3,   /* begins with / */
};

struct setting {
	const char *section, *name;
	enum setting_type type;
	unsigned flags;
	size_t offset;       /* in struct settings, or in the titled section's struct */
	const char *initial; /* as in the file; NULL for SETTING_REQUIRED */
	const char *least, *most; /* of counts and durations, as in the file */
	const char *choices;      /* "starttls|tls|off" */
	const char *example;      /* in the sample file instead of initial; or NULL */
	const char *help;         /* one phrase, lower case, no full stop */
};

/* In the manual's order, sections together. */
const struct setting *setting_table(size_t *ret_count);

/* Defaults everywhere, no relay, no role. setting_free() accepts NULL and nulls. */
struct settings *setting_new(void);
void setting_free(struct settings **settings);

/* One value of the file; a list grows by it. title NULL: the section has none. A first
 * titled value makes that section. ERR_INVALID tells section, name and what would be
 * right. Values must be checked with setting_check_all() when all are set. */
MUST_CHECK enum status setting_set(struct settings *settings, const char *section,
    const char *title, const char *name, const char *value, struct err *err);

/* How many sections of that name there are; 1 when it has no title. Their titles. */
size_t setting_section_count(const struct settings *settings, const char *section);
const char *setting_title(const struct settings *settings, const char *section,
    size_t index); /* NULL: none */
#endif
