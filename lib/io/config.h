/* config.h - one configuration file, read strictly: every value as a text with its line,
 * and every error at once. libconfuse parses; this mends what it lets pass. */
#ifndef CONVENE_CONFIG_H
#define CONVENE_CONFIG_H

#include "text.h"

/* What may stand in the file: a name in a section. Those of a section stand together. */
struct config_option {
	const char *section, *name;
	bool is_titled; /* the section has a title and may be there often: relay "main" */
	bool is_list;   /* { "a", "b" }, or one value */
};

/* One value, in the order of the file; of a list, one entry. title is NULL in a section
 * without one. All texts are borrowed, whole lines of UTF-8 without controls. What is not
 * OK is an error of that line. */
typedef enum status config_set_fn(const char *section, const char *title,
    const char *name, const char *value, int line, struct err *err, void *arg);

#define CONFIG_BYTES_MAX ((size_t)1 << 20)

/* Adds a line "FILE:LINE: what is wrong" to errors for each error, in the file's order.
 * set is called only for what parses. Of a file without an open brace and the like,
 * *ret_is_whole becomes true, OK or not: then what set was not told, the file lacks.
 *
 *   ERR_INVALID      there are errors: a name that is not among the options, a name or a
 *                    section given twice, an open brace or string, ${NAME} of a variable
 *                    that is not set, a control character, or what set refused
 *   ERR_NOT_FOUND    there is no such file
 *   ERR_UNAVAILABLE  it cannot be read */
MUST_CHECK enum status config_read(const char *path, const struct config_option *options,
    size_t count, config_set_fn *set, void *arg, bool *ret_is_whole, struct text *errors);

/* The same for bytes; file is only told in errors. */
MUST_CHECK enum status config_parse(const char *file, const char *bytes, size_t length,
    const struct config_option *options, size_t count, config_set_fn *set, void *arg,
    bool *ret_is_whole, struct text *errors);
#endif
