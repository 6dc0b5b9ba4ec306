#include "command.h"
#include "help.h"
#include "inputs.h"

#include "run.h"
#include "words.h"

#include <stdio.h>
#include <string.h>

#define ROW (&command_table[_i])

static const struct command *
find(const char *line, size_t *ret_used, struct words *words)
{
	const struct command *command = NULL;
	struct err err;

	words_cut(words, line);
	enum status status = command_find(words->words, words->count, &command, ret_used,
	    &err);
	ck_assert_msg(status == OK, "%s: %s", line, err.text);
	return command;
}

START_TEST(test_row_says_who_may_and_how)
{
	const struct command *row = ROW;
	bool is_local = (row->flags & COMMAND_LOCAL) != 0;

	ck_assert_ptr_nonnull(row->verb);
	ck_assert_ptr_nonnull(row->help);
	ck_assert(row->help[0] >= 'a' && row->help[0] <= 'z');
	ck_assert_ptr_null(strchr(row->help, '.'));
	ck_assert_ptr_nonnull(row->arguments);
	ck_assert_int_eq(row->method == NULL, is_local);
	ck_assert_int_eq(row->path == NULL, is_local);
	if (is_local)
		return;
	ck_assert_int_eq(strncmp(row->path, "/v1/", 4), 0);
	ck_assert(command_is_change(row) || strcmp(row->method, "GET") == 0);
	if (command_is_change(row))
		ck_assert_msg(row->role != ROLE_NONE && row->role != ROLE_VIEWER,
		    "%s: a viewer changes nothing", row->path);
}
END_TEST

START_TEST(test_example_is_this_command)
{
	const struct command *row = ROW;
	struct words words;
	struct inputs values;
	struct err err;
	size_t used;

	ck_assert_int_eq(strncmp(row->example, "convenectl ", 11), 0);
	const char *line = row->example + 11;

	if (strstr(line, " --json") != NULL)
		return; /* convenectl's own option */
	ck_assert_ptr_eq(find(line, &used, &words), row);
	enum status status = inputs_read_words(row, words.words + used,
	    words.count - used, &values, &err);
	ck_assert_msg(status == OK, "%s: %s", row->example, err.text);
}
END_TEST

START_TEST(test_names_and_paths_are_unique)
{
	for (int i = 0; i < COMMAND_COUNT; i++) {
		const struct command *row = ROW, *other = &command_table[i];

		if (i == _i || other->path == NULL || row->path == NULL)
			continue;
		ck_assert_msg(strcmp(row->path, other->path) != 0 ||
			strcmp(row->method, other->method) != 0,
		    "%s %s twice", row->method, row->path);
		bool is_same_noun = row->noun == other->noun ||
		    (row->noun != NULL && other->noun != NULL &&
			strcmp(row->noun, other->noun) == 0);

		if (is_same_noun && strcmp(row->verb, other->verb) == 0)
			ck_assert_str_ne(row->method, other->method);
	}
}
END_TEST

/* Does the pattern, whose ID is any text, fit this path too? */
static bool
fits(const char *pattern, const char *path)
{
	while (*pattern != '\0' && *path != '\0') {
		if (strncmp(pattern, "ID", 2) == 0) {
			pattern += 2;
			path += strcspn(path, "/");
		} else if (*pattern++ != *path++) {
			return false;
		}
	}
	return *pattern == *path;
}

START_TEST(test_no_row_hides_a_later_one)
{
	for (int i = 0; i < _i; i++) {
		const struct command *before = &command_table[i];

		if (before->path == NULL || ROW->path == NULL ||
		    strcmp(before->method, ROW->method) != 0)
			continue;
		ck_assert_msg(!fits(before->path, ROW->path), "%s hides %s", before->path,
		    ROW->path);
	}
}
END_TEST

/* A path is matched by its segments; ID must be a whole one, and have its argument. */
START_TEST(test_path_names_its_argument)
{
	if (ROW->path == NULL)
		return;
	const char *id = strstr(ROW->path, "/ID");

	ck_assert_int_eq(id != NULL, command_path_argument(ROW) != NULL);
	if (id != NULL)
		ck_assert(id[3] == '/' || id[3] == '\0');
}
END_TEST

START_TEST(test_flags_bring_their_arguments)
{
	const struct command *row = ROW;
	bool has_files = false;

	for (const struct argument *at = row->arguments; at->name != NULL; at++)
		has_files = has_files || at->type == ARGUMENT_FILE;
	ck_assert_int_eq(has_files, (row->flags & COMMAND_FILES) != 0);
	if ((row->flags & COMMAND_LIST) != 0) {
		ck_assert_ptr_nonnull(command_argument(row, "limit"));
		ck_assert_ptr_nonnull(command_argument(row, "after"));
		ck_assert_ptr_nonnull(row->columns);
	}
	if ((row->flags & COMMAND_MASS) != 0) {
		const struct argument *reason = command_argument(row, "reason");

		ck_assert(command_is_change(row));
		ck_assert_ptr_nonnull(reason);
		ck_assert(reason->flags & (ARGUMENT_ON_WIRE | ARGUMENT_REQUIRED));
	}
}
END_TEST

static void
check_argument(const struct command *row, const struct argument *argument)
{
	static const char *const own[] = { "json", "output", "columns", "sort", "socket",
		"org", "color", "csv-raw", "help", "version", "key" };
	struct value value;
	struct err err;

	ck_assert_ptr_nonnull(argument->help);
	ck_assert_uint_lt(strlen(argument->name), 24);
	ck_assert_int_eq(argument->type == ARGUMENT_CHOICE, argument->choices != NULL);
	ck_assert(argument->type != ARGUMENT_BOOL || argument->initial == NULL);
	if (argument->flags & ARGUMENT_REQUIRED)
		ck_assert_ptr_null(argument->initial);
	if (argument->initial != NULL)
		ck_assert_msg(argument_read(argument, argument->initial, &value, &err) ==
			OK,
		    "%s: %s", argument->name, err.text);
	for (size_t i = 0; i < COUNT_OF(own); i++)
		ck_assert_msg((argument->flags & ARGUMENT_POSITIONAL) != 0 ||
			strcmp(own[i], argument->name) != 0,
		    "--%s is convenectl's own option", own[i]);
}

START_TEST(test_arguments_are_told_apart)
{
	const struct command *row = ROW;
	char name[ARGUMENT_WIRE_NAME_MAX], other[ARGUMENT_WIRE_NAME_MAX];
	bool was_option = false, was_optional = false;
	size_t count = 0;

	for (; row->arguments[count].name != NULL; count++) {
		const struct argument *argument = &row->arguments[count];
		bool is_positional = (argument->flags & ARGUMENT_POSITIONAL) != 0;
		bool is_required = (argument->flags & ARGUMENT_REQUIRED) != 0;

		check_argument(row, argument);
		ck_assert_msg(!is_positional || !was_option, "%s comes late",
		    argument->name);
		ck_assert_msg(!is_positional || !is_required || !was_optional,
		    "%s is required after an optional one", argument->name);
		was_option = !is_positional;
		was_optional = was_optional || (is_positional && !is_required);
		argument_wire_name(argument, name);
		for (size_t i = 0; i < count; i++)
			ck_assert_str_ne(argument_wire_name(&row->arguments[i], other),
			    name);
	}
	ck_assert_uint_lt(count, COMMAND_ARGUMENTS_MAX);
}
END_TEST

START_TEST(test_help_has_all_and_fits)
{
	CLEANUP(text_done) struct text text = { 0 };
	char option[40];

	help_add_command(&text, "convenectl", ROW);
	ck_assert_ptr_nonnull(strstr(text.data, "\nexample:\n  convenectl"));
	ck_assert_int_eq(strncmp(text.data, "usage: convenectl ", 18), 0);
	for (const struct argument *at = ROW->arguments; at->name != NULL; at++) {
		if ((at->flags & ARGUMENT_POSITIONAL) != 0)
			continue;
		snprintf(option, sizeof option, "\n  --%s", at->name);
		ck_assert_msg(strstr(text.data, option) != NULL, "%s", option);
	}
	for (const char *line = text.data; *line != '\0'; line += strcspn(line, "\n") + 1)
		ck_assert_msg(strcspn(line, "\n") <= 80, "%s", line);
}
END_TEST

START_TEST(test_overview_has_every_command)
{
	CLEANUP(text_done) struct text text = { 0 };
	char name[COMMAND_NAME_MAX], line[COMMAND_NAME_MAX + 4];

	help_add_overview(&text, NULL);
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		snprintf(line, sizeof line, "  %s ",
		    command_name(&command_table[i], name));
		ck_assert_msg(strstr(text.data, line) != NULL, "%s", line);
	}
	text_clear(&text);
	help_add_overview(&text, "fund");
	ck_assert_ptr_nonnull(strstr(text.data, "fund add"));
	ck_assert_ptr_null(strstr(text.data, "season"));
}
END_TEST

static const struct {
	const char *line, *wanted;
} wrong[] = {
	{ "", "no command was given" },
	{ "rooster import x", "'rooster' is no command; did you mean 'roster'?" },
	{ "stauts", "'stauts' is no command; did you mean 'status'?" },
	{ "round from winter-27/1",
	    "'round from' is no command; did you mean 'round form'?" },
	{ "dinner", "'dinner' is no command" },
	{ "fund", "'fund' needs a verb: add, list, show" },
	{ "fund burn", "'fund burn' is no command; fund can: add, list, show" },
	{ "message resend",
	    "'message resend' is no command; message can: mode, list, preview, show, "
	    "hold, release, recall, retry, cancel, settle, suppress, "
	    "unsuppress, suppressed, inbox, read, done" },
};

START_TEST(test_slip_is_named_with_its_mending)
{
	const struct command *command = ROW;
	struct words words;
	struct err err;
	size_t used = 77;

	words_cut(&words, wrong[_i].line);
	ck_assert_int_eq(command_find(words.words, words.count, &command, &used, &err),
	    ERR_INVALID);
	ck_assert_str_eq(err.text, wrong[_i].wanted);
	ck_assert_ptr_eq(command, ROW);
	ck_assert_uint_eq(used, 77);
}
END_TEST

START_TEST(test_mode_shows_or_sets)
{
	struct words words;
	size_t used;

	ck_assert_ptr_eq(find("message mode", &used, &words),
	    &command_table[COMMAND_MESSAGE_MODE]);
	ck_assert_ptr_eq(find("message mode hold", &used, &words),
	    &command_table[COMMAND_MESSAGE_MODE_SET]);
	ck_assert_uint_eq(used, 2);
	ck_assert_ptr_eq(find("status", &used, &words), &command_table[COMMAND_STATUS]);
	ck_assert_uint_eq(used, 1);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("command");

	tcase_add_loop_test(tests, test_row_says_who_may_and_how, 0, COMMAND_COUNT);
	tcase_add_loop_test(tests, test_example_is_this_command, 0, COMMAND_COUNT);
	tcase_add_loop_test(tests, test_names_and_paths_are_unique, 0, COMMAND_COUNT);
	tcase_add_loop_test(tests, test_no_row_hides_a_later_one, 0, COMMAND_COUNT);
	tcase_add_loop_test(tests, test_path_names_its_argument, 0, COMMAND_COUNT);
	tcase_add_loop_test(tests, test_flags_bring_their_arguments, 0, COMMAND_COUNT);
	tcase_add_loop_test(tests, test_arguments_are_told_apart, 0, COMMAND_COUNT);
	tcase_add_loop_test(tests, test_help_has_all_and_fits, 0, COMMAND_COUNT);
	tcase_add_test(tests, test_overview_has_every_command);
	tcase_add_loop_test(tests, test_slip_is_named_with_its_mending, 0,
	    COUNT_OF(wrong));
	tcase_add_test(tests, test_mode_shows_or_sets);
	return run_tests("command", tests);
}
