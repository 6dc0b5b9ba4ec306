/* json.c - struct json is jansson's json_t under another name. Of jansson's calls on what
 * we built ourselves only those fail that lack memory or get bytes that are not UTF-8. */
#include "json.h"

#include "utf8.h"

#include <assert.h>
#include <jansson.h>
#include <string.h>

#define REAL_DIGITS 15

static json_t *
theirs(const struct json *json)
{
	return (json_t *)json; /* jansson's getters take no const; none of them writes */
}

static struct json *
ours(json_t *json)
{
	return alloc_check(json);
}

enum status
json_parse(const void *bytes, size_t size, struct json **ret_json, struct err *err)
{
	json_error_t error;
	json_t *json = json_loadb(bytes, size, JSON_REJECT_DUPLICATES, &error);

	if (json == NULL)
		return err_set(err, ERR_INVALID, "JSON line %d, column %d: %s",
		    error.line, error.column, error.text);
	*ret_json = ours(json);
	return OK;
}

void
json_free(struct json **json)
{
	json_decref((json_t *)TAKE(*json));
}

enum json_kind
json_kind(const struct json *value)
{
	static const enum json_kind kinds[] = {
		[JSON_OBJECT] = JSON_KIND_OBJECT,
		[JSON_ARRAY] = JSON_KIND_ARRAY,
		[JSON_STRING] = JSON_KIND_TEXT,
		[JSON_INTEGER] = JSON_KIND_INT,
		[JSON_REAL] = JSON_KIND_REAL,
		[JSON_TRUE] = JSON_KIND_BOOL,
		[JSON_FALSE] = JSON_KIND_BOOL,
		[JSON_NULL] = JSON_KIND_NULL,
	};

	return value == NULL ? JSON_KIND_NONE : kinds[json_typeof(theirs(value))];
}

const struct json *
json_find(const struct json *object, const char *name)
{
	return (const struct json *)json_object_get(theirs(object), name);
}

bool
json_has(const struct json *object, const char *name)
{
	return json_kind(json_find(object, name)) > JSON_KIND_NULL;
}

const char *
json_as_text(const struct json *value)
{
	return json_string_value(theirs(value));
}

bool
json_as_int(const struct json *value, int64_t *ret_value)
{
	if (json_kind(value) != JSON_KIND_INT)
		return false;
	*ret_value = json_integer_value(theirs(value));
	return true;
}

bool
json_as_real(const struct json *value, double *ret_value)
{
	if (json_kind(value) != JSON_KIND_INT && json_kind(value) != JSON_KIND_REAL)
		return false;
	*ret_value = json_number_value(theirs(value));
	return true;
}

bool
json_as_bool(const struct json *value, bool *ret_value)
{
	if (json_kind(value) != JSON_KIND_BOOL)
		return false;
	*ret_value = json_is_true(theirs(value));
	return true;
}

/* The field, if it is there and of that kind. A field that is missing or null is an error
 * only where it must be there; *ret_value is NULL then. */
static enum status
field(const struct json *object, const char *name, enum json_kind kind, bool is_needed,
    const struct json **ret_value, struct err *err)
{
	static const char *const words[] = {
		[JSON_KIND_NONE] = "nothing",
		[JSON_KIND_NULL] = "null",
		[JSON_KIND_BOOL] = "true or false",
		[JSON_KIND_INT] = "a whole number",
		[JSON_KIND_REAL] = "a number",
		[JSON_KIND_TEXT] = "a text",
		[JSON_KIND_ARRAY] = "a list",
		[JSON_KIND_OBJECT] = "an object",
	};
	const struct json *value = json_find(object, name);
	enum json_kind found = json_kind(value);

	*ret_value = NULL;
	if (found <= JSON_KIND_NULL && !is_needed)
		return OK;
	if (found == JSON_KIND_NONE)
		return err_set(err, ERR_INVALID, "field '%s' is missing", name);
	if (found != kind)
		return err_set(err, ERR_INVALID, "field '%s' must be %s, not %s", name,
		    words[kind], words[found]);
	*ret_value = value;
	return OK;
}

static enum status
get_text(const struct json *object, const char *name, bool is_needed,
    const char **ret_text, struct err *err)
{
	const struct json *value;
	enum status status = field(object, name, JSON_KIND_TEXT, is_needed, &value, err);

	if (value != NULL)
		*ret_text = json_as_text(value);
	return status;
}

static enum status
get_int(const struct json *object, const char *name, bool is_needed, int64_t *ret_value,
    struct err *err)
{
	const struct json *value;
	enum status status = field(object, name, JSON_KIND_INT, is_needed, &value, err);

	(void)json_as_int(value, ret_value); /* of nothing: untouched */
	return status;
}

static enum status
get_bool(const struct json *object, const char *name, bool is_needed, bool *ret_value,
    struct err *err)
{
	const struct json *value;
	enum status status = field(object, name, JSON_KIND_BOOL, is_needed, &value, err);

	(void)json_as_bool(value, ret_value); /* of nothing: untouched */
	return status;
}

static enum status
get_part(const struct json *object, const char *name, enum json_kind kind, bool is_needed,
    const struct json **ret_part, struct err *err)
{
	const struct json *value;
	enum status status = field(object, name, kind, is_needed, &value, err);

	if (value != NULL)
		*ret_part = value;
	return status;
}

enum status
json_get_text(const struct json *object, const char *name, const char **ret_text,
    struct err *err)
{
	return get_text(object, name, true, ret_text, err);
}

enum status
json_opt_text(const struct json *object, const char *name, const char **ret_text,
    struct err *err)
{
	return get_text(object, name, false, ret_text, err);
}

enum status
json_get_int(const struct json *object, const char *name, int64_t *ret_value,
    struct err *err)
{
	return get_int(object, name, true, ret_value, err);
}

enum status
json_opt_int(const struct json *object, const char *name, int64_t *ret_value,
    struct err *err)
{
	return get_int(object, name, false, ret_value, err);
}

enum status
json_get_bool(const struct json *object, const char *name, bool *ret_value,
    struct err *err)
{
	return get_bool(object, name, true, ret_value, err);
}

enum status
json_opt_bool(const struct json *object, const char *name, bool *ret_value,
    struct err *err)
{
	return get_bool(object, name, false, ret_value, err);
}

enum status
json_get_object(const struct json *object, const char *name,
    const struct json **ret_object, struct err *err)
{
	return get_part(object, name, JSON_KIND_OBJECT, true, ret_object, err);
}

enum status
json_opt_object(const struct json *object, const char *name,
    const struct json **ret_object, struct err *err)
{
	return get_part(object, name, JSON_KIND_OBJECT, false, ret_object, err);
}

enum status
json_get_array(const struct json *object, const char *name, const struct json **ret_array,
    struct err *err)
{
	return get_part(object, name, JSON_KIND_ARRAY, true, ret_array, err);
}

enum status
json_opt_array(const struct json *object, const char *name, const struct json **ret_array,
    struct err *err)
{
	return get_part(object, name, JSON_KIND_ARRAY, false, ret_array, err);
}

size_t
json_count(const struct json *array)
{
	return json_array_size(theirs(array));
}

const struct json *
json_at(const struct json *array, size_t index)
{
	assert(index < json_count(array));
	return (const struct json *)json_array_get(theirs(array), index);
}

const char *
json_next_name(const struct json *object, const char *name)
{
	json_t *json = theirs(object);
	void *place = name == NULL
	    ? json_object_iter(json)
	    : json_object_iter_next(json, json_object_iter_at(json, name));

	return place == NULL ? NULL : json_object_iter_key(place);
}

static bool
is_among(const char *name, const char *const *names)
{
	for (; *names != NULL; names++)
		if (strcmp(*names, name) == 0)
			return true;
	return false;
}

enum status
json_only(const struct json *object, const char *const *names, struct err *err)
{
	const char *name = NULL;

	while ((name = json_next_name(object, name)) != NULL)
		if (!is_among(name, names))
			return err_set(err, ERR_INVALID, "field '%s' is not known here",
			    name);
	return OK;
}

struct json *
json_new_object(void)
{
	return ours(json_object());
}

struct json *
json_new_array(void)
{
	return ours(json_array());
}

void
json_add(struct json *object, const char *name, struct json *value)
{
	int result = json_object_set_new(theirs(object), name, theirs(value));

	assert(result == 0);
	(void)result;
}

/* What a stranger sent may end in an error's text: half a character must not end us. */
static json_t *
mended_text(const char *text)
{
	CLEANUP(text_done) struct text mended = { 0 };
	size_t left = strlen(text);

	for (;;) {
		size_t valid = utf8_valid_length(text, left);

		text_add_bytes(&mended, text, valid);
		if (valid == left)
			return json_string(text_string(&mended));
		text_add(&mended, "\xEF\xBF\xBD"); /* U+FFFD */
		text += valid + 1;
		left -= valid + 1;
	}
}

static struct json *
new_text(const char *text)
{
	if (text == NULL)
		return ours(json_null());

	json_t *json = json_string(text);

	return ours(json != NULL ? json : mended_text(text));
}

void
json_add_text(struct json *object, const char *name, const char *text)
{
	json_add(object, name, new_text(text));
}

void
json_add_int(struct json *object, const char *name, int64_t value)
{
	json_add(object, name, ours(json_integer(value)));
}

void
json_add_bool(struct json *object, const char *name, bool value)
{
	json_add(object, name, ours(json_boolean(value)));
}

void
json_add_real(struct json *object, const char *name, double value)
{
	json_add(object, name, ours(json_real(value)));
}

void
json_add_null(struct json *object, const char *name)
{
	json_add(object, name, ours(json_null()));
}

struct json *
json_add_object(struct json *object, const char *name)
{
	struct json *part = json_new_object();

	json_add(object, name, part);
	return part;
}

struct json *
json_add_array(struct json *object, const char *name)
{
	struct json *part = json_new_array();

	json_add(object, name, part);
	return part;
}

void
json_push(struct json *array, struct json *value)
{
	int result = json_array_append_new(theirs(array), theirs(value));

	assert(result == 0);
	(void)result;
}

void
json_push_text(struct json *array, const char *text)
{
	json_push(array, new_text(text));
}

void
json_push_int(struct json *array, int64_t value)
{
	json_push(array, ours(json_integer(value)));
}

struct json *
json_push_object(struct json *array)
{
	struct json *part = json_new_object();

	json_push(array, part);
	return part;
}

static int
add_part(const char *bytes, size_t length, void *text)
{
	text_add_bytes(text, bytes, length); /* jansson has escaped it */
	return 0;
}

static void
write_with(struct text *text, const struct json *json, size_t flags)
{
	int result = json_dump_callback(theirs(json), add_part, text,
	    flags | JSON_REAL_PRECISION(REAL_DIGITS) | JSON_ENCODE_ANY);

	assert(result == 0);
	(void)result;
}

void
json_write(struct text *text, const struct json *json)
{
	write_with(text, json, JSON_COMPACT);
}

void
json_write_indented(struct text *text, const struct json *json)
{
	write_with(text, json, JSON_INDENT(2));
}
