#include "http_client.h"

#include <assert.h>
#include <curl/curl.h>
#include <errno.h>
#include <grp.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define CONNECT_MS 5000L

struct exchange {
	const struct http_client_request *request;
	struct http_client_answer answer;
	CURL *curl;
	struct text line; /* of a stream, not yet whole */
	bool is_enough;   /* the line's callback has seen enough */
	bool is_over;     /* longer than answer_max */
};

static void
exchange_done(struct exchange *exchange)
{
	http_client_done(&exchange->answer);
	text_done(&exchange->line);
	curl_easy_cleanup(exchange->curl);
}

void
http_client_done(struct http_client_answer *answer)
{
	text_done(&answer->body);
	*answer = (struct http_client_answer){ 0 };
}

static bool
take(struct exchange *exchange, struct text *text, const char *bytes, size_t length)
{
	exchange->is_over = text->length + length > exchange->request->answer_max;
	if (!exchange->is_over)
		text_add_bytes(text, bytes, length);
	return !exchange->is_over;
}

static bool
take_lines(struct exchange *exchange, const char *bytes, size_t length)
{
	const char *end;

	while ((end = memchr(bytes, '\n', length)) != NULL) {
		if (!take(exchange, &exchange->line, bytes, (size_t)(end - bytes)))
			return false;
		exchange->is_enough = !exchange->request->line(text_string(
								   &exchange->line),
		    exchange->request->arg);
		if (exchange->is_enough)
			return false;
		text_clear(&exchange->line);
		length -= (size_t)(end + 1 - bytes);
		bytes = end + 1;
	}
	return take(exchange, &exchange->line, bytes, length);
}

/* Another number than what came makes libcurl hang up. */
static size_t
on_body(char *bytes, size_t size, size_t count, void *arg)
{
	struct exchange *exchange = arg;
	size_t length = size * count;
	bool is_taken;
	long code = 0;

	curl_easy_getinfo(exchange->curl, CURLINFO_RESPONSE_CODE, &code);
	if (exchange->request->line != NULL && code == 200)
		is_taken = take_lines(exchange, bytes, length);
	else
		is_taken = take(exchange, &exchange->answer.body, bytes, length);
	return is_taken ? length : CURL_WRITEFUNC_ERROR;
}

static bool
has_control(const char *text, char least)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text < (unsigned char)least || *text == 0x7F)
			return true;
	return false;
}

static enum status
check(const struct http_client_request *request, struct err *err)
{
	assert(request->answer_max > 0);
	if (has_control(request->method, '!'))
		return err_set(err, ERR_INVALID, "method '%s' is no word",
		    request->method);
	if (request->path[0] != '/' || has_control(request->path, '!'))
		return err_set(err, ERR_INVALID, "path '%s' is no plain path",
		    request->path);
	for (const char *const *header = request->headers; header && *header; header++)
		if (has_control(*header, ' '))
			return err_set(err, ERR_INVALID,
			    "a header holds a control character");
	return OK;
}

static void
free_list(struct curl_slist **list)
{
	curl_slist_free_all(*list);
}

static struct curl_slist *
header_list(const struct http_client_request *request)
{
	/* no 100-continue: it would cost a round trip */
	struct curl_slist *list = alloc_check(curl_slist_append(NULL, "Expect:"));

	for (const char *const *header = request->headers; header && *header; header++)
		list = alloc_check(curl_slist_append(list, *header));
	return list;
}

static void
set_body(CURL *curl, const struct http_client_request *request)
{
	curl_easy_setopt(curl, CURLOPT_POST, 1L);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body ? request->body : "");
	curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
	    (curl_off_t)request->body_length);
}

static CURLcode
perform(struct exchange *exchange, struct curl_slist *headers)
{
	const struct http_client_request *request = exchange->request;
	CLEANUP(text_done) struct text url = { 0 };
	CURL *curl = exchange->curl;

	text_add(&url, "http://convene");
	text_add_bytes(&url, request->path, strlen(request->path)); /* checked */
	if (strcmp(request->method, "GET") != 0)
		set_body(curl, request);
	curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request->method);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(curl, CURLOPT_UNIX_SOCKET_PATH, request->socket_path);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http");
	curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, CONNECT_MS);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)request->deadline_ms);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, exchange);

	/* the last one, and the only one that may lack memory for a long text */
	CURLcode result = curl_easy_setopt(curl, CURLOPT_URL, text_string(&url));

	return result == CURLE_OK ? curl_easy_perform(curl) : result;
}

/* Why nobody answers at that path, and what mends it. */
static enum status
say_unreachable(const char *path, int error, struct err *err)
{
	struct stat stat_of;
	const struct group *group;

	if (stat(path, &stat_of) != 0)
		return err_set(err, ERR_UNAVAILABLE, "%s: %s; is convened running?", path,
		    strerror(errno));
	group = getgrgid(stat_of.st_gid);
	if (error == EACCES || error == EPERM)
		return err_set(err, ERR_UNAVAILABLE,
		    "%s (mode %04o, group %s %u) lets you not in; join that group and "
		    "log in "
		    "again",
		    path, (unsigned)stat_of.st_mode & 07777,
		    group ? group->gr_name : "number", (unsigned)stat_of.st_gid);
	return err_set(err, ERR_UNAVAILABLE, "%s (mode %04o): nobody answers there (%s)",
	    path, (unsigned)stat_of.st_mode & 07777,
	    error ? strerror(error) : "no reason given");
}

/* What libcurl reports before the first byte is sent, and never after it. */
static bool
is_unsent(CURLcode result)
{
	return result == CURLE_COULDNT_CONNECT || result == CURLE_COULDNT_RESOLVE_HOST ||
	    result == CURLE_URL_MALFORMAT;
}

static enum status
judge(struct exchange *exchange, CURLcode result, struct err *err)
{
	const struct http_client_request *request = exchange->request;
	bool is_change = strcmp(request->method, "GET") != 0;
	long error = 0;

	if (result == CURLE_OK || exchange->is_enough)
		return OK;
	if (exchange->is_over)
		return err_set(err, ERR_LIMIT, "%s: the answer is longer than %zu bytes",
		    request->path, request->answer_max);
	if (is_unsent(result)) {
		curl_easy_getinfo(exchange->curl, CURLINFO_OS_ERRNO, &error);
		return say_unreachable(request->socket_path, (int)error, err);
	}
	return err_set(err, is_change ? ERR_UNCERTAIN : ERR_UNAVAILABLE,
	    "%s %s: the answer is lost: %s", request->method, request->path,
	    curl_easy_strerror(result));
}

enum status
http_client_ask(const struct http_client_request *request,
    struct http_client_answer *ret_answer, struct err *err)
{
	CLEANUP(exchange_done) struct exchange exchange = { .request = request };
	enum status status = check(request, err);

	if (status != OK)
		return status;

	CLEANUP(free_list) struct curl_slist *headers = header_list(request);

	exchange.curl = alloc_check(curl_easy_init());
	status = judge(&exchange, perform(&exchange, headers), err);
	if (status != OK)
		return status;

	const char *type = NULL;
	long code = 0;

	curl_easy_getinfo(exchange.curl, CURLINFO_RESPONSE_CODE, &code);
	curl_easy_getinfo(exchange.curl, CURLINFO_CONTENT_TYPE, &type);
	exchange.answer.code = (int)code;
	if (type != NULL && strlen(type) < sizeof exchange.answer.content_type)
		memcpy(exchange.answer.content_type, type, strlen(type) + 1);
	*ret_answer = exchange.answer;
	exchange.answer = (struct http_client_answer){ 0 };
	return OK;
}
