/* template_value.h - what a template is filled with: a plain tree, built in an arena. */
#ifndef CONVENE_TEMPLATE_VALUE_H
#define CONVENE_TEMPLATE_VALUE_H

#include "arena.h"

#include <stdbool.h>

enum template_value_type {
	TEMPLATE_VALUE_NONE, /* false, null */
	TEMPLATE_VALUE_TRUE,
	TEMPLATE_VALUE_TEXT,
	TEMPLATE_VALUE_LIST,   /* its children have no name */
	TEMPLATE_VALUE_RECORD, /* its children have one each */
};

struct template_value {
	enum template_value_type type;
	const char *name; /* within a record, else NULL */
	const char *text; /* of a TEXT, else NULL */
	struct template_value *first, *last, *next;
};

/* The root: an empty record. */
struct template_value *template_value_new(struct arena *arena);

/* Each adds to parent, a record (name is copied) or a list (name is NULL), and returns
 * the new value. A name is given once. The text is copied; NULL makes a NONE. */
struct template_value *template_value_text(struct arena *arena,
    struct template_value *parent, const char *name, const char *text);
struct template_value *template_value_flag(struct arena *arena,
    struct template_value *parent, const char *name, bool flag);
struct template_value *template_value_list(struct arena *arena,
    struct template_value *parent, const char *name);
struct template_value *template_value_record(struct arena *arena,
    struct template_value *parent, const char *name);

/* The child of a record with this name (not NUL-terminated), or NULL. */
const struct template_value *template_value_find(const struct template_value *record,
    const char *name, size_t length);

/* Whether a section is rendered: not NONE, no empty text, no empty list. */
bool template_value_holds(const struct template_value *value);
#endif
