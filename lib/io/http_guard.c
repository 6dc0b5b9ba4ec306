#include "http_guard.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

void
http_guard_add(struct http_guard *guard, const void *bytes, size_t length,
    size_t head_max)
{
	static const char end[] = "\r\n\r\n";
	size_t seen = guard->head.length;

	if (guard->is_whole || guard->is_over)
		return;
	text_add_bytes(&guard->head, bytes, length);

	/* the end may have begun in what came before */
	size_t from = seen < sizeof end - 2 ? 0 : seen - (sizeof end - 2);
	const char *found = memmem(guard->head.data + from, guard->head.length - from,
	    end, sizeof end - 1);

	if (found != NULL) {
		text_cut(&guard->head,
		    (size_t)(found - guard->head.data) + sizeof end - 1);
		guard->is_whole = true;
	}
	if (guard->head.length > head_max) {
		guard->is_whole = false;
		guard->is_over = true;
		text_done(&guard->head);
	}
}

void
http_guard_done(struct http_guard *guard)
{
	text_done(&guard->head);
	*guard = (struct http_guard){ 0 };
}

static bool
is_token(const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		char c = bytes[i];
		bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

		if (!is_letter && !(c >= '0' && c <= '9') &&
		    (c == '\0' || strchr("!#$%&'*+-.^_`|~", c) == NULL))
			return false;
	}
	return length > 0;
}

static bool
is_digits(const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (bytes[i] < '0' || bytes[i] > '9')
			return false;
	return length > 0 && length <= 18; /* fits an int64_t */
}

/* Headers of which a second one would mean something to one reader and nothing to the
 * next. */
enum single {
	SINGLE_HOST,
	SINGLE_LENGTH,
	SINGLE_ENCODING,
	SINGLE_TYPE,
	SINGLE_ORIGIN,
	SINGLE_SITE,
	SINGLE_CLIENT,
	SINGLE_KEY,
	SINGLE_FORWARDED,
	SINGLE_COUNT
};

static const char *const single_names[] = {
	[SINGLE_HOST] = "Host",
	[SINGLE_LENGTH] = "Content-Length",
	[SINGLE_ENCODING] = "Transfer-Encoding",
	[SINGLE_TYPE] = "Content-Type",
	[SINGLE_ORIGIN] = "Origin",
	[SINGLE_SITE] = "Sec-Fetch-Site",
	[SINGLE_CLIENT] = "Convene-Client",
	[SINGLE_KEY] = "Idempotency-Key",
	[SINGLE_FORWARDED] = "X-Forwarded-For",
};
_Static_assert(COUNT_OF(single_names) == SINGLE_COUNT, "name every header");

struct part {
	const char *start;
	size_t length;
};

struct seen {
	struct part singles[SINGLE_COUNT]; /* their values; start is NULL: not there */
};

static struct part
trimmed(const char *start, const char *end)
{
	while (start < end && (*start == ' ' || *start == '\t'))
		start++;
	while (end > start && (end[-1] == ' ' || end[-1] == '\t'))
		end--;
	return (struct part){ start, (size_t)(end - start) };
}

static bool
is_value(struct part value)
{
	for (size_t i = 0; i < value.length; i++) {
		unsigned char byte = (unsigned char)value.start[i];

		if ((byte < ' ' && byte != '\t') || byte == 0x7F)
			return false;
	}
	return true;
}

static enum status
read_header(const char *line, const char *end, struct seen *seen, struct err *err)
{
	const char *colon = memchr(line, ':', (size_t)(end - line));

	if (*line == ' ' || *line == '\t')
		return err_set(err, ERR_INVALID, "a header line is folded");
	if (colon == NULL || !is_token(line, (size_t)(colon - line)))
		return err_set(err, ERR_INVALID, "a header has no proper name");

	struct part value = trimmed(colon + 1, end);

	if (!is_value(value))
		return err_set(err, ERR_INVALID, "a header holds a control character");
	for (size_t i = 0; i < SINGLE_COUNT; i++) {
		size_t length = strlen(single_names[i]);

		if ((size_t)(colon - line) != length ||
		    strncasecmp(line, single_names[i], length) != 0)
			continue;
		if (seen->singles[i].start != NULL)
			return err_set(err, ERR_INVALID, "two headers %s",
			    single_names[i]);
		seen->singles[i] = value;
	}
	return OK;
}

static bool
is_target(const char *start, const char *end)
{
	if (start == end || *start != '/')
		return false;
	for (; start < end; start++)
		if (*start <= ' ' || *start >= 0x7F || *start == '#')
			return false;
	return true;
}

static enum status
read_request_line(const char *line, const char *end, struct http_target *ret_target,
    struct err *err)
{
	static const char version[] = " HTTP/1.";
	const char *blank = memchr(line, ' ', (size_t)(end - line));
	const char *tail = end - sizeof version; /* and one digit */

	if (blank == NULL || !is_token(line, (size_t)(blank - line)) ||
	    blank - line >= (ptrdiff_t)sizeof ret_target->method)
		return err_set(err, ERR_INVALID, "the request line has no method");
	if (tail <= blank || memcmp(tail, version, sizeof version - 1) != 0 ||
	    (end[-1] != '0' && end[-1] != '1'))
		return err_set(err, ERR_INVALID,
		    "only HTTP/1.0 and HTTP/1.1 are spoken here");
	if (!is_target(blank + 1, tail))
		return err_set(err, ERR_INVALID,
		    "the request's target is not a plain path");

	const char *path = blank + 1;
	const char *mark = memchr(path, '?', (size_t)(tail - path));
	const char *path_end = mark == NULL ? tail : mark;

	memcpy(ret_target->method, line, (size_t)(blank - line));
	ret_target->path = path;
	ret_target->path_length = (size_t)(path_end - path);
	ret_target->query = mark == NULL ? NULL : mark + 1;
	ret_target->query_length = mark == NULL ? 0 : (size_t)(tail - mark - 1);
	return OK;
}

static bool
is_one_of(const char *value, const char *const *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(value, values[i]) == 0)
			return true;
	return false;
}

static bool
has_body(const char *method)
{
	static const char *const methods[] = { "POST", "PUT", "PATCH" };

	return is_one_of(method, methods, COUNT_OF(methods));
}

static enum status
check_framing(const struct seen *seen, const char *method, bool is_chunked_allowed,
    struct err *err)
{
	struct part length = seen->singles[SINGLE_LENGTH];
	struct part encoding = seen->singles[SINGLE_ENCODING];
	bool is_empty = length.start == NULL ||
	    (length.length == 1 && *length.start == '0');

	if (seen->singles[SINGLE_HOST].start == NULL)
		return err_set(err, ERR_INVALID, "no header Host");
	if (length.start != NULL && !is_digits(length.start, length.length))
		return err_set(err, ERR_INVALID, "Content-Length is not a number");
	if (encoding.start != NULL && !is_chunked_allowed)
		return err_set(err, ERR_INVALID,
		    "send Content-Length, no Transfer-Encoding");
	if (encoding.start != NULL &&
	    (encoding.length != 7 || strncasecmp(encoding.start, "chunked", 7) != 0))
		return err_set(err, ERR_INVALID, "the only Transfer-Encoding is chunked");
	if (encoding.start != NULL && length.start != NULL)
		return err_set(err, ERR_INVALID, "Content-Length with Transfer-Encoding");
	if ((encoding.start != NULL || !is_empty) && !has_body(method))
		return err_set(err, ERR_INVALID, "this method takes no body");
	return OK;
}

/* The line's end is CR LF and nothing else: a CR or LF alone, or a NUL, ends it for
 * some readers. NULL: it is not. */
static const char *
line_end(const char *line, const char *end)
{
	for (const char *at = line; at < end; at++) {
		if (*at == '\r')
			return at + 1 < end && at[1] == '\n' ? at : NULL;
		if (*at == '\n' || *at == '\0')
			return NULL;
	}
	return NULL;
}

enum status
http_guard_check(const struct http_guard *guard, bool is_chunked_allowed,
    struct http_target *ret_target, struct err *err)
{
	struct http_target target = { 0 };
	struct seen seen = { 0 };
	enum status status = OK;

	if (!guard->is_whole)
		return err_set(err, ERR_INVALID,
		    "the head does not end with CR LF CR LF");

	const char *line = guard->head.data;
	const char *end = line + guard->head.length - 2; /* without the empty line */

	for (const char *next; line < end && status == OK; line = next + 2) {
		next = line_end(line, end);
		if (next == NULL)
			return err_set(err, ERR_INVALID,
			    "a line of the head ends wrongly");
		status = line == guard->head.data
		    ? read_request_line(line, next, &target, err)
		    : read_header(line, next, &seen, err);
	}
	if (status == OK)
		status = check_framing(&seen, target.method, is_chunked_allowed, err);
	if (status == OK)
		*ret_target = target;
	return status;
}

/* The length of the name in front of ":port"; 0 if that is no port. */
static size_t
name_length(const char *host)
{
	const char *end = *host == '[' ? strchr(host, ']') : host + strcspn(host, ":");

	if (end == NULL)
		return 0;
	if (*end == ']')
		end++;
	if (*end == ':' && end[1] != '\0' && !is_digits(end + 1, strlen(end + 1)))
		return 0;
	if (*end != ':' && *end != '\0')
		return 0;
	return (size_t)(end - host);
}

bool
http_guard_is_host(const char *host, const char *const *hosts)
{
	size_t length = name_length(host);

	for (; *hosts != NULL; hosts++)
		if (length > 0 && strlen(*hosts) == length &&
		    strncasecmp(*hosts, host, length) == 0)
			return true;
	return false;
}

bool
http_guard_is_type(const char *content_type, const char *media_type)
{
	size_t length = strlen(media_type);

	if (content_type == NULL || strncasecmp(content_type, media_type, length) != 0)
		return false;
	content_type += length;
	content_type += strspn(content_type, " \t");
	return *content_type == '\0' || *content_type == ';';
}

static enum status
check_control(const struct http_claims *claims, int *ret_code, struct err *err)
{
	static const char *const foreign[] = { "cross-site", "same-site" };
	static const char scheme[] = "http://";
	const char *site = claims->fetch_site, *origin = claims->origin;

	if (site != NULL && is_one_of(site, foreign, COUNT_OF(foreign)))
		return err_set(err, ERR_DENIED, "another site's page may not ask here");
	if (origin != NULL &&
	    (strncmp(origin, scheme, strlen(scheme)) != 0 ||
		strcasecmp(origin + strlen(scheme), claims->host) != 0))
		return err_set(err, ERR_DENIED, "the Origin is not this host");
	if (!claims->is_change)
		return OK;
	if (claims->convene_client == NULL || strcmp(claims->convene_client, "1") != 0) {
		*ret_code = 400;
		return err_set(err, ERR_INVALID,
		    "changes need the header 'Convene-Client: 1'");
	}
	if (!http_guard_is_type(claims->content_type, "application/json")) {
		*ret_code = 415;
		return err_set(err, ERR_INVALID, "changes are sent as application/json");
	}
	return OK;
}

static enum status
check_web(const struct http_claims *claims, struct err *err)
{
	static const char *const own[] = { "same-origin", "none" };
	const char *site = claims->fetch_site, *origin = claims->origin;

	if (!claims->is_change)
		return OK;
	if (site != NULL && !is_one_of(site, own, COUNT_OF(own)))
		return err_set(err, ERR_DENIED, "another site's page sent this form");
	if (origin != NULL &&
	    (claims->own_origin == NULL || strcasecmp(origin, claims->own_origin) != 0))
		return err_set(err, ERR_DENIED, "this form came from another origin");
	return OK;
}

enum status
http_guard_claims(enum http_kind kind, const struct http_claims *claims, int *ret_code,
    struct err *err)
{
	assert(claims->host != NULL);
	switch (kind) {
	case HTTP_CONTROL:
		return check_control(claims, ret_code, err);
	case HTTP_WEB:
		return check_web(claims, err);
	case HTTP_FIGURES:
		break;
	}
	return OK;
}
