#include "http_problem.h"

#include "json.h"

#include <assert.h>

static const struct {
	int code;
	const char *title;
} meanings[] = {
	[OK] = { 200, "Done" },
	[ERR_INVALID] = { 400, "The request is wrong; nothing was done" },
	[ERR_NOT_FOUND] = { 404, "There is no such thing" },
	[ERR_CONFLICT] = { 409, "Somebody changed it first" },
	[ERR_LIMIT] = { 422, "A limit is reached" },
	[ERR_UNAVAILABLE] = { 503, "Not now; nothing was done, try again" },
	[ERR_UNCERTAIN] = { 504, "It may have been done; look first" },
	[ERR_BUG] = { 500, "A fault of ours" },
	[ERR_DENIED] = { 403, "Not allowed" },
	[ERR_PARTIAL] = { 200, "Some items failed" },
	[ERR_FINDINGS] = { 200, "Something was found" },
};
_Static_assert(COUNT_OF(meanings) == STATUS_COUNT, "a code for every status");

int
http_problem_code(enum status status)
{
	assert((size_t)status < STATUS_COUNT);
	return meanings[status].code;
}

enum status
http_problem_status(int http_code)
{
	static const struct {
		int code;
		enum status status;
	} others[] = {
		{ 405, ERR_INVALID },
		{ 408, ERR_UNAVAILABLE },
		{ 413, ERR_LIMIT },
		{ 415, ERR_INVALID },
		{ 421, ERR_INVALID },
		{ 429, ERR_UNAVAILABLE },
	};

	if (http_code >= 200 && http_code < 300)
		return OK;
	for (size_t i = 0; i < COUNT_OF(others); i++)
		if (others[i].code == http_code)
			return others[i].status;
	for (enum status status = OK; status < STATUS_COUNT; status++)
		if (meanings[status].code == http_code)
			return status;
	return http_code >= 400 && http_code < 500 ? ERR_INVALID : ERR_BUG;
}

static void
add_if_there(struct json *object, const char *name, const char *text)
{
	if (text != NULL)
		json_add_text(object, name, text);
}

void
http_problem_write(struct text *text, const struct http_problem *problem)
{
	CLEANUP(json_free) struct json *json = json_new_object();
	enum status status = problem->status;
	int code = problem->http_code > 0 ? problem->http_code
					  : http_problem_code(status);

	json_add_int(json, "status", code);
	json_add_text(json, "code", status_name(status));
	json_add_int(json, "exit", status);
	json_add_text(json, "title",
	    problem->title ? problem->title : meanings[status].title);
	add_if_there(json, "detail", problem->detail);
	add_if_there(json, "fix", problem->fix);
	add_if_there(json, "instance", problem->instance);
	json_write(text, json);
}
