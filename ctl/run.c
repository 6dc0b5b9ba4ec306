#include "run.h"

#include "list.h"
#include "refusal.h"
#include "request.h"
#include "show.h"
#include "waiting.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The command line again, as the reason of a change that was given none. */
static void
add_line(struct text *line, const struct arguments *arguments)
{
	text_add(line, "convenectl");
	for (size_t i = 0; i < arguments->word_count && line->length < 120; i++) {
		text_add(line, " ");
		text_add_line(line, arguments->words[i]);
	}
	if (line->length > 120)
		text_cut(line, 120);
	/* a cut may fall inside a character: drop its rest */
	while (
	    line->length > 0 && ((unsigned char)line->data[line->length - 1] & 0x80) != 0)
		text_cut(line, line->length - 1);
}

static void
print(const struct text *text)
{
	(void)fwrite(text_string(text), 1, text->length,
	    stdout); /* main looks at stdout */
}

static void
say_more(const struct json *answer)
{
	const char *next = json_as_text(json_find(answer, "next"));
	CLEANUP(text_done) struct text line = { 0 };

	if (next == NULL)
		return;
	text_add_line(&line, next);
	fprintf(stderr, "there is more: --after '%s', or a larger --limit\n",
	    text_string(&line));
}

static enum status
print_list(const struct command *command, const struct json *answer,
    const struct arguments *arguments, struct err *err)
{
	CLEANUP(text_done) struct text text = { 0 };
	const struct json *items = json_find(answer, "items");
	enum status status = list_add(&text, items, command->columns, arguments, err);

	if (status != OK)
		return status;
	print(&text);
	if (json_count(items) == 0 && arguments->output == OUTPUT_TABLE)
		fputs("there is none\n", stderr);
	say_more(answer);
	return OK;
}

static enum status
print_answer(const struct command *command, const struct json *answer,
    const struct arguments *arguments, struct err *err)
{
	CLEANUP(text_done) struct text text = { 0 };

	if (arguments->output == OUTPUT_JSON) {
		json_write_indented(&text, answer);
		text_add(&text, "\n");
	} else if (json_kind(json_find(answer, "items")) == JSON_KIND_ARRAY &&
	    command->columns != NULL) {
		return print_list(command, answer, arguments, err);
	} else if (arguments->output == OUTPUT_TABLE) {
		if (arguments->columns != NULL || arguments->sort != NULL)
			return err_set(err, ERR_INVALID,
			    "--columns and --sort are for lists");
		show_add(&text, answer, arguments_has_color(arguments));
	} else if (arguments->output == OUTPUT_IDS && json_has(answer, "id")) {
		const char *id = json_as_text(json_find(answer, "id"));
		int64_t number;

		if (id != NULL)
			text_add_line(&text, id);
		else if (json_as_int(json_find(answer, "id"), &number))
			text_add_int(&text, number);
		text_add(&text, "\n");
	} else {
		return err_set(err, ERR_INVALID, "--output csv and ids are for lists");
	}
	print(&text);
	return OK;
}

/* What to do when nobody knows whether the change was made, or nobody was there. Who is
 * kept out by the socket's group reads so in err. */
static enum status
tell_loss(const struct arguments *arguments, const struct request *request,
    const struct err *err)
{
	CLEANUP(text_done) struct text fix = { 0 };
	bool is_kept_out = access(request->socket, F_OK) == 0 &&
	    access(request->socket, W_OK) != 0;

	if (err->status == ERR_UNCERTAIN) {
		text_add(&fix, "convenectl audit list: was it done?");
	} else if (err->status == ERR_UNAVAILABLE && !is_kept_out) {
		text_add(&fix, "systemctl status convened");
		text_add_line(&fix, arguments->org != NULL ? "@" : "");
		text_add_line(&fix, arguments->org != NULL ? arguments->org : "");
	}
	return refusal_tell(arguments, err, fix.length > 0 ? text_string(&fix) : NULL);
}

/* What the daemon began and gave up again is a refusal. */
static const struct json *
failure_of(const struct json *answer)
{
	const struct json *failure = json_find(answer, "failure");
	const char *state = json_as_text(json_find(answer, "state"));
	bool is_back = state != NULL && strcmp(state, "planned") == 0;

	return is_back && json_kind(failure) == JSON_KIND_OBJECT ? failure : NULL;
}

static enum status
ask(const struct inputs *values, const struct arguments *arguments)
{
	CLEANUP(request_done) struct request request = { 0 };
	CLEANUP(request_answer_done) struct answer answer = { 0 };
	CLEANUP(text_done) struct text line = { 0 };
	struct err err;

	add_line(&line, arguments);
	if (request_make(&request, values, arguments, text_string(&line), &err) != OK)
		return refusal_tell(arguments, &err, NULL);
	if (request_send(&request, &answer, &err) != OK)
		return tell_loss(arguments, &request, &err);
	if (answer.http_code == 202 && (values->command->flags & COMMAND_WAITS) != 0) {
		if (waiting_finish(values, arguments, &answer, &err) != OK)
			return refusal_tell(arguments, &err, NULL);
		if (failure_of(answer.json) != NULL)
			return refusal_tell_answer(arguments, values, 422,
			    failure_of(answer.json));
	}

	enum status status = refusal_status(answer.http_code, answer.json);

	if (answer.http_code < 200 || answer.http_code > 299 || answer.json == NULL)
		return refusal_tell_answer(arguments, values, answer.http_code,
		    answer.json);
	if (print_answer(values->command, answer.json, arguments, &err) != OK)
		return refusal_tell(arguments, &err, NULL);
	return status;
}

enum status
run_command(const struct arguments *arguments)
{
	const struct command *command = NULL;
	struct inputs values;
	struct err err;
	char fix[80], name[COMMAND_NAME_MAX];
	size_t used = 0;

	if (command_find(arguments->words, arguments->word_count, &command, &used,
		&err) != OK)
		return refusal_tell(arguments, &err, "convenectl help");
	if (inputs_read_words(command, arguments->words + used,
		arguments->word_count - used, &values, &err) != OK) {
		snprintf(fix, sizeof fix, "convenectl help %s",
		    command_name(command, name));
		return refusal_tell(arguments, &err, fix);
	}
	return ask(&values, arguments);
}
