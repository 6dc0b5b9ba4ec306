#include "refusal.h"

#include "http_problem.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define REJECTS_SHOWN 40 /* --json has all */

static void
say(const char *words, const char *value, bool is_bold)
{
	CLEANUP(text_done) struct text line = { 0 };
	const char *no_color = getenv("NO_COLOR");
	bool has_color = is_bold && isatty(STDERR_FILENO) == 1 &&
	    (no_color == NULL || no_color[0] == '\0');

	text_add_line(&line, value);
	fprintf(stderr, "%s%s%s%s\n", has_color ? "\x1B[1m" : "", words,
	    has_color ? "\x1B[0m" : "", text_string(&line));
}

enum status
refusal_tell(const struct arguments *arguments, const struct err *err, const char *fix)
{
	CLEANUP(text_done) struct text json = { 0 };

	if (arguments->output == OUTPUT_JSON) {
		http_problem_write(&json,
		    &(struct http_problem){
			.status = err->status,
			.detail = err->text,
			.fix = fix,
		    });
		puts(text_string(&json));
		return err->status;
	}
	say("convenectl: ", err->text, true);
	if (fix != NULL)
		say("fix: ", fix, true);
	return err->status;
}

enum status
refusal_status(int http_code, const struct json *answer)
{
	int64_t number;

	if (json_as_int(json_find(answer, "exit"), &number) && number >= ERR_INVALID &&
	    number <= ERR_FINDINGS)
		return (enum status)number;
	if (http_code >= 200 && http_code < 300)
		return OK;
	return http_problem_status(http_code);
}

/* The daemon knows files by the manual's names, "roster.csv"; the user by his own. Adds
 * text with the first of the former replaced. values may be NULL. */
static void
add_named(struct text *line, const char *string, const struct inputs *values)
{
	const struct argument *at = values == NULL ? NULL : values->command->arguments;
	char name[ARGUMENT_WIRE_NAME_MAX + 4];

	for (; at != NULL && at->name != NULL; at++) {
		const char *path = inputs_text(values, at->name), *place;
		char wire[ARGUMENT_WIRE_NAME_MAX];

		if (at->type != ARGUMENT_FILE || path == NULL)
			continue;
		snprintf(name, sizeof name, "%s.csv", argument_wire_name(at, wire));
		place = strstr(string, name);
		if (place == NULL)
			continue;
		CLEANUP(free_ptr)
		char *before = strndup(string, (size_t)(place - string));

		text_add_line(line, alloc_check(before));
		text_add_line(line, path);
		text_add_line(line, place + strlen(name));
		return;
	}
	text_add_line(line, string);
}

/* "clinicians.csv:12: P0007: site 'Harbour' is not known" */
static void
tell_rejects(const struct json *rejects, const struct inputs *values)
{
	size_t count = json_count(rejects);

	for (size_t i = 0; i < count && i < REJECTS_SHOWN; i++) {
		CLEANUP(text_done) struct text line = { 0 };
		const struct json *reject = json_at(rejects, i);
		const char *file = json_as_text(json_find(reject, "file"));
		const char *id = json_as_text(json_find(reject, "id"));
		const char *reason = json_as_text(json_find(reject, "reason"));
		int64_t number = 0;

		(void)json_as_int(json_find(reject, "line"), &number); /* or 0 */
		add_named(&line, file != NULL ? file : "line", values);
		text_add(&line, ":");
		text_add_int(&line, number);
		text_add(&line, ": ");
		if (id != NULL && id[0] != '\0') {
			text_add_line(&line, id);
			text_add(&line, ": ");
		}
		text_add_line(&line, reason != NULL ? reason : "");
		fprintf(stderr, "  %s\n", text_string(&line));
	}
	if (count > REJECTS_SHOWN)
		fprintf(stderr, "  and %zu more: --json lists them\n",
		    count - REJECTS_SHOWN);
}

enum status
refusal_tell_answer(const struct arguments *arguments, const struct inputs *values,
    int http_code, const struct json *problem)
{
	CLEANUP(text_done) struct text json = { 0 }, line = { 0 };
	const char *title = json_as_text(json_find(problem, "title"));
	const char *detail = json_as_text(json_find(problem, "detail"));
	const char *fix = json_as_text(json_find(problem, "fix"));
	const char *instance = json_as_text(json_find(problem, "instance"));
	const char *left_out = json_as_text(json_find(problem, "left_out"));
	enum status status = refusal_status(http_code, problem);
	struct err err;

	if (title == NULL && detail == NULL) {
		(void)err_set(&err, status, "the daemon answered %d without a reason",
		    http_code);
		return refusal_tell(arguments, &err, NULL);
	}
	if (arguments->output == OUTPUT_JSON) {
		json_write_indented(&json, problem);
		puts(text_string(&json));
		return status;
	}
	add_named(&line, detail != NULL ? detail : title, values);
	say("convenectl: ", text_string(&line), true);
	tell_rejects(json_find(problem, "rejects"), values);
	if (left_out != NULL)
		say("  ", left_out, false);
	if (fix != NULL)
		say("fix: ", fix, true);
	if (status == ERR_BUG && instance != NULL)
		say("to be found in the journal: ", instance, false);
	return status;
}
