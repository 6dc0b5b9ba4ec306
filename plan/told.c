#include "told.h"

#include "http_problem.h"
#include "json.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

void
told_print(const struct text *text)
{
	(void)fwrite(text_string(text), 1, text->length, stdout);
}

bool
told_has_color(void)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	return isatty(STDOUT_FILENO) == 1 && (no_color == NULL || no_color[0] == '\0') &&
	    term != NULL && strcmp(term, "dumb") != 0;
}

static void
add_lines(struct json *problem, const char *lines)
{
	struct json *list = json_add_array(problem, "errors");

	while (*lines != '\0') {
		size_t length = strcspn(lines, "\n");
		CLEANUP(text_done) struct text line = { 0 };

		text_add_bytes(&line, lines, length); /* JSON escapes it */
		json_push_text(list, text_string(&line));
		lines += length + (lines[length] == '\n');
	}
}

static void
print_problem(const struct err *err, const struct text *lines, const char *fix)
{
	CLEANUP(text_done) struct text text = { 0 };
	CLEANUP(json_free) struct json *json = NULL;
	struct err why;

	http_problem_write(&text,
	    &(struct http_problem){ .status = err->status,
		.detail = err->text,
		.fix = fix });
	if (lines != NULL && lines->length > 0 &&
	    json_parse(text.data, text.length, &json, &why) == OK) {
		add_lines(json, text_string(lines));
		text_clear(&text);
		json_write_indented(&text, json);
	}
	puts(text_string(&text));
}

enum status
told_refusal(const struct err *err, const struct text *lines, const char *fix,
    bool is_json)
{
	CLEANUP(text_done) struct text line = { 0 };

	if (is_json) {
		print_problem(err, lines, fix);
		return err->status;
	}
	text_add_line(&line, err->text);
	fprintf(stderr, "convene-plan: %s\n", text_string(&line));
	if (lines != NULL && lines->length > 0)
		fputs(text_string(lines), stderr); /* escaped where it was made */
	if (fix != NULL)
		fprintf(stderr, "fix: %s\n", fix);
	return err->status;
}
