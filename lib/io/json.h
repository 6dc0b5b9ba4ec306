/* json.h - JSON read strictly and built: the only door to jansson. */
#ifndef CONVENE_JSON_H
#define CONVENE_JSON_H

#include "base.h"
#include "text.h"

#include <stdbool.h>
#include <stdint.h>

struct json;

/* The root is an object or an array. Refused with line and column: a name given twice,
 * anything after the end, bad UTF-8, \u0000, NaN, integers over 64 bits.
 * ERR_INVALID, *ret_json untouched. */
MUST_CHECK enum status json_parse(const void *bytes, size_t size, struct json **ret_json,
    struct err *err);

/* For CLEANUP(); accepts NULL. Only for what json_parse() and json_new_*() gave. */
void json_free(struct json **json);

/* Reading. A field that is missing or of another type is ERR_INVALID, named; *ret_x is
 * then untouched. What is returned is borrowed, good until json_free() of the root. */
MUST_CHECK enum status json_get_text(const struct json *object, const char *name,
    const char **ret_text, struct err *err);
MUST_CHECK enum status json_get_int(const struct json *object, const char *name,
    int64_t *ret_value, struct err *err);
MUST_CHECK enum status json_get_bool(const struct json *object, const char *name,
    bool *ret_value, struct err *err);
MUST_CHECK enum status json_get_object(const struct json *object, const char *name,
    const struct json **ret_object, struct err *err);
MUST_CHECK enum status json_get_array(const struct json *object, const char *name,
    const struct json **ret_array, struct err *err);

/* The same for a field that may be missing or null: OK, and *ret_x untouched. */
MUST_CHECK enum status json_opt_text(const struct json *object, const char *name,
    const char **ret_text, struct err *err);
MUST_CHECK enum status json_opt_int(const struct json *object, const char *name,
    int64_t *ret_value, struct err *err);
MUST_CHECK enum status json_opt_bool(const struct json *object, const char *name,
    bool *ret_value, struct err *err);
MUST_CHECK enum status json_opt_object(const struct json *object, const char *name,
    const struct json **ret_object, struct err *err);
MUST_CHECK enum status json_opt_array(const struct json *object, const char *name,
    const struct json **ret_array, struct err *err);

enum json_kind {
	JSON_KIND_NONE, /* of NULL */
	JSON_KIND_NULL,
	JSON_KIND_BOOL,
	JSON_KIND_INT,
	JSON_KIND_REAL,
	JSON_KIND_TEXT,
	JSON_KIND_ARRAY,
	JSON_KIND_OBJECT
};

enum json_kind json_kind(const struct json *value);
bool json_has(const struct json *object, const char *name); /* null counts as missing */

/* Any value by name, or NULL; for json_kind() and json_as_x(). */
const struct json *json_find(const struct json *object, const char *name);

/* A value by itself: an element, or what json_find() gave. NULL, false: another type. */
const char *json_as_text(const struct json *value);
bool json_as_int(const struct json *value, int64_t *ret_value);
bool json_as_bool(const struct json *value, bool *ret_value);
bool json_as_real(const struct json *value, double *ret_value); /* an integer too */

/* Elements of an array, 0 for everything else; the index must be below the count. */
size_t json_count(const struct json *array);
const struct json *json_at(const struct json *array, size_t index);

/* The names of an object in the order they were written: NULL gives the first, the last
 * one gives NULL. */
const char *json_next_name(const struct json *object, const char *name);

/* ERR_INVALID, naming the first field that is not among names (NULL ends them). */
MUST_CHECK enum status json_only(const struct json *object, const char *const *names,
    struct err *err);

/* Building. The caller owns what json_new_*() returns until it is put into another one:
 * json_add() and json_push() take it, the pointer may be used but not freed. A name that
 * is there already is replaced. A byte that is no UTF-8 becomes U+FFFD, NULL null. */
struct json *json_new_object(void);
struct json *json_new_array(void);
void json_add(struct json *object, const char *name, struct json *value);
void json_add_text(struct json *object, const char *name, const char *text);
void json_add_int(struct json *object, const char *name, int64_t value);
void json_add_bool(struct json *object, const char *name, bool value);
void json_add_real(struct json *object, const char *name, double value); /* 15 digits */
void json_add_null(struct json *object, const char *name);
struct json *json_add_object(struct json *object,
    const char *name); /* a new one, in it */
struct json *json_add_array(struct json *object, const char *name);
void json_push(struct json *array, struct json *value);
void json_push_text(struct json *array, const char *text);
void json_push_int(struct json *array, int64_t value);
struct json *json_push_object(struct json *array);

/* One line without blanks; indented by two for people. No line end after it. */
void json_write(struct text *text, const struct json *json);
void json_write_indented(struct text *text, const struct json *json);
#endif
