#include "http_router.h"

#include "http_form.h"

#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct path {
	const char *parts[HTTP_ROUTER_PARTS_MAX]; /* decoded */
	size_t count;
};

static bool
is_plain(const char *part)
{
	size_t length = strlen(part);

	return strstr(part, "..") == NULL && strcmp(part, ".") != 0 &&
	    strstr(part, "//") == NULL && part[0] != '/' &&
	    (length == 0 || part[length - 1] != '/');
}

/* Split before decoding, so that %2F is text and no border. */
static enum status
read_path(char *text, struct path *path, struct err *err)
{
	char *rest = text + 1;

	for (char *part; (part = strsep(&rest, "/")) != NULL;) {
		enum status status = http_form_decode(part, false, err);

		if (status != OK)
			return status;
		if (!is_plain(part) || (*part == '\0' && rest != NULL))
			return err_set(err, ERR_INVALID,
			    "a path with '..', '//' or '/./'");
		if (path->count == HTTP_ROUTER_PARTS_MAX)
			return err_set(err, ERR_NOT_FOUND, "no such path");
		path->parts[path->count++] = part;
	}
	return OK;
}

static bool
is_capital(char c)
{
	return (c >= 'A' && c <= 'Z') || c == '_';
}

/* One part of the pattern, [pattern, end), against one of the path. */
static bool
is_part(const char *pattern, const char *end, const char *part, struct http_match *match)
{
	const char *name = pattern, *tail;

	while (name < end && !is_capital(*name))
		name++;
	for (tail = name; tail < end && is_capital(*tail); tail++)
		;

	size_t before = (size_t)(name - pattern), after = (size_t)(end - tail);
	size_t length = strlen(part);

	if (length < before + after || memcmp(part, pattern, before) != 0 ||
	    memcmp(part + length - after, tail, after) != 0)
		return false;
	if (name == end)
		return length == before;
	if (length == before + after)
		return false; /* a name of no characters */
	assert(match->capture_count < HTTP_ROUTER_CAPTURES_MAX);
	match->captures[match->capture_count++] = (struct http_capture){
		.name = name,
		.name_length = (size_t)(tail - name),
		.value = part + before,
		.value_length = length - before - after,
	};
	return true;
}

static bool
is_pattern(const char *pattern, const struct path *path, struct http_match *match)
{
	match->capture_count = 0;
	for (size_t i = 0; i < path->count; i++) {
		if (*pattern != '/')
			return false;
		pattern++;

		const char *end = pattern + strcspn(pattern, "/");

		if (!is_part(pattern, end, path->parts[i], match))
			return false;
		pattern = end;
	}
	return *pattern == '\0';
}

/* What was captured ends with a NUL from now on. */
static void
cut_captures(struct http_match *match)
{
	for (size_t i = 0; i < match->capture_count; i++) {
		struct http_capture *capture = &match->captures[i];

		match->path[capture->value - match->path +
		    (ptrdiff_t)capture->value_length] = '\0';
	}
}

static bool
is_method(const struct http_route *route, const char *method)
{
	return strcmp(route->method, method) == 0 ||
	    (strcmp(route->method, "GET") == 0 && strcmp(method, "HEAD") == 0);
}

static void
allow(struct http_match *match, const char *method)
{
	size_t used = strlen(match->allow);

	if (strstr(match->allow, method) == NULL)
		snprintf(match->allow + used, sizeof match->allow - used, "%s%s%s",
		    used > 0 ? ", " : "", method,
		    strcmp(method, "GET") == 0 ? ", HEAD" : "");
}

enum status
http_router_find(const struct http_route *routes, size_t count, const char *method,
    const char *raw, size_t raw_length, struct http_match *ret_match, struct err *err)
{
	struct path path = { 0 };

	assert(raw_length > 0 && raw[0] == '/');
	*ret_match = (struct http_match){ 0 };
	ret_match->path = alloc_zero(raw_length + 1, 1);
	memcpy(ret_match->path, raw, raw_length);

	enum status status = read_path(ret_match->path, &path, err);

	if (status != OK)
		return status;
	for (size_t i = 0; i < count; i++) {
		if (!is_pattern(routes[i].pattern, &path, ret_match))
			continue;
		if (is_method(&routes[i], method)) {
			ret_match->route = &routes[i];
			ret_match->allow[0] = '\0';
			cut_captures(ret_match);
			return OK;
		}
		allow(ret_match, routes[i].method);
	}
	if (ret_match->allow[0] != '\0')
		return err_set(err, ERR_NOT_FOUND, "this path answers %s",
		    ret_match->allow);
	return err_set(err, ERR_NOT_FOUND, "no such path");
}

void
http_router_done(struct http_match *match)
{
	free(match->path);
	*match = (struct http_match){ 0 };
}

const char *
http_router_capture(const struct http_match *match, const char *name)
{
	for (size_t i = 0; i < match->capture_count; i++) {
		const struct http_capture *capture = &match->captures[i];

		if (strlen(name) == capture->name_length &&
		    memcmp(name, capture->name, capture->name_length) == 0)
			return capture->value;
	}
	return NULL;
}
