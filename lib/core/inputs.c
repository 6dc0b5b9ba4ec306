#include "inputs.h"

#include "money.h"
#include "spelling.h"

#include <assert.h>
#include <string.h>

static bool
is_flagged(const struct argument *argument, unsigned flag)
{
	return (argument->flags & flag) != 0;
}

/* What was not given gets its default; what must be there, is. needed: the flags of which
 * each makes an argument required. */
static enum status
fill_in(struct inputs *values, unsigned needed, bool is_wire, struct err *err)
{
	char name[COMMAND_NAME_MAX], field[ARGUMENT_WIRE_NAME_MAX];
	const struct command *command = values->command;

	for (size_t i = 0; command->arguments[i].name != NULL; i++) {
		const struct argument *argument = &command->arguments[i];
		struct value *value = &values->items[i];

		if (value->is_given)
			continue;
		if (argument->initial != NULL) {
			struct err why;
			enum status status = argument_read(argument, argument->initial,
			    value, &why);

			assert(status == OK); /* the table's own value */
			value->is_given = false;
		} else if (is_flagged(argument, needed) && is_wire) {
			return err_set(err, ERR_INVALID, "%s needs the field '%s': %s",
			    command_name(command, name),
			    argument_wire_name(argument, field), argument->help);
		} else if (is_flagged(argument, needed)) {
			bool is_option = !is_flagged(argument, ARGUMENT_POSITIONAL);

			return err_set(err, ERR_INVALID, "%s needs %s%s%s: %s",
			    command_name(command, name), is_option ? "--" : "",
			    is_option ? argument->name : "",
			    is_option ? "" : argument_placeholder(argument),
			    argument->help);
		}
	}
	return command->check == NULL ? OK : command->check(values, err);
}

static enum status
refuse_option(const struct command *command, const char *typed, struct err *err)
{
	const char *options[COMMAND_ARGUMENTS_MAX];
	char name[COMMAND_NAME_MAX];
	size_t count = 0;

	for (const struct argument *at = command->arguments; at->name != NULL; at++)
		if (!is_flagged(at, ARGUMENT_POSITIONAL))
			options[count++] = at->name;

	const char *nearest = spelling_nearest(typed, options, count);

	command_name(command, name);
	if (nearest != NULL)
		return err_set(err, ERR_INVALID,
		    "%s has no option '--%s'; did you mean '--%s'?", name, typed,
		    nearest);
	return err_set(err, ERR_INVALID, "%s has no option '--%s'", name, typed);
}

/* Finds "size" in "size" and in "size=6..8". */
static const struct argument *
find_option(const struct command *command, const char *typed, size_t length)
{
	for (const struct argument *at = command->arguments; at->name != NULL; at++)
		if (!is_flagged(at, ARGUMENT_POSITIONAL) && strlen(at->name) == length &&
		    strncmp(at->name, typed, length) == 0)
			return at;
	return NULL;
}

/* "1,000.00 EUR" -> "1000.00" and "EUR" or "". False where one can only guess, as with
 * "1000,00". */
static bool
split_amount(const char *text, char amount[static MONEY_TEXT_MAX],
    char currency[static 4])
{
	struct money money;
	size_t length = 0, letters = 0;

	for (; *text != '\0'; text++) {
		bool is_before_letter = text[1] >= 'A' && text[1] <= 'Z';

		if (*text == ',' && length > 0 && strspn(text + 1, "0123456789") == 3)
			continue;
		if (*text == ' ' && (is_before_letter || letters == 3))
			continue;
		if (*text >= 'A' && *text <= 'Z' && letters < 3)
			currency[letters++] = *text;
		else if (length < MONEY_TEXT_MAX - 1)
			amount[length++] = *text;
		else
			return false;
	}
	amount[length] = '\0';
	currency[letters] = '\0';
	return letters % 3 == 0 && money_parse(amount, &money, NULL) == OK;
}

/* Says how one writes what was perhaps meant. */
static enum status
read_value(const struct command *command, const struct argument *option, const char *text,
    struct value *value, struct err *err)
{
	char amount[MONEY_TEXT_MAX], currency[4];
	bool has_currency = command_argument(command, "currency") != NULL;
	enum status status = argument_read(option, text, value, err);

	if (status == OK || option->type != ARGUMENT_MONEY ||
	    !split_amount(text, amount, currency) || strcmp(text, amount) == 0)
		return status;
	has_currency = has_currency && currency[0] != '\0';
	return err_set(err, status, "'%s' is written --%s %s%s%s", text, option->name,
	    amount, has_currency ? " --currency " : "", has_currency ? currency : "");
}

/* words[0] is the option; *ret_used tells how many words it took. A value that looks like
 * an option must be written with "=", or a forgotten value would swallow the next one. */
static enum status
read_option(struct inputs *values, const char *const *words, size_t count,
    size_t *ret_used, struct err *err)
{
	const char *typed = words[0] + 2;
	const char *equals = strchr(typed, '=');
	size_t length = equals == NULL ? strlen(typed) : (size_t)(equals - typed);
	const struct argument *option = find_option(values->command, typed, length);
	const char *text = equals == NULL ? NULL : equals + 1;

	if (option == NULL)
		return refuse_option(values->command, typed, err);
	*ret_used = 1;
	if (option->type == ARGUMENT_BOOL) {
		if (text != NULL)
			return err_set(err, ERR_INVALID, "--%s takes no value",
			    option->name);
		text = "true";
	} else if (text == NULL) {
		if (count < 2 || strncmp(words[1], "--", 2) == 0)
			return err_set(err, ERR_INVALID, "--%s needs a value: %s",
			    option->name, option->help);
		text = words[1];
		*ret_used = 2;
	}

	struct value *value = &values->items[option - values->command->arguments];

	if (value->is_given)
		return err_set(err, ERR_INVALID, "--%s is given twice", option->name);
	return read_value(values->command, option, text, value, err);
}

static enum status
read_positional(struct inputs *values, const char *word, struct err *err)
{
	char name[COMMAND_NAME_MAX];
	const struct argument *arguments = values->command->arguments;

	for (size_t i = 0; arguments[i].name != NULL; i++)
		if (is_flagged(&arguments[i], ARGUMENT_POSITIONAL) &&
		    !values->items[i].is_given)
			return argument_read(&arguments[i], word, &values->items[i], err);
	return err_set(err, ERR_INVALID, "'%s' is one word too many for %s", word,
	    command_name(values->command, name));
}

enum status
inputs_read_words(const struct command *command, const char *const *words, size_t count,
    struct inputs *ret_values, struct err *err)
{
	struct inputs values = { .command = command };
	bool are_options_over = false;
	enum status status = OK;

	for (size_t i = 0; i < count && status == OK;) {
		size_t used = 1;

		if (!are_options_over && words[i][0] == '-' && words[i][1] != '-')
			status = err_set(err, ERR_INVALID,
			    "'%s' is no option: options begin with '--'", words[i]);
		else if (are_options_over || strncmp(words[i], "--", 2) != 0)
			status = read_positional(&values, words[i], err);
		else if (words[i][2] == '\0')
			are_options_over = true;
		else
			status = read_option(&values, words + i, count - i, &used, err);
		i += used;
	}
	if (status == OK)
		status = fill_in(&values, ARGUMENT_REQUIRED, false, err);
	if (status == OK)
		*ret_values = values;
	return status;
}

static enum status
refuse_field(const struct command *command, const char *typed, struct err *err)
{
	char names[COMMAND_ARGUMENTS_MAX][ARGUMENT_WIRE_NAME_MAX];
	const char *fields[COMMAND_ARGUMENTS_MAX];
	char name[COMMAND_NAME_MAX];
	size_t count = 0;

	for (; command->arguments[count].name != NULL; count++)
		fields[count] = argument_wire_name(&command->arguments[count],
		    names[count]);

	const char *nearest = spelling_nearest(typed, fields, count);

	command_name(command, name);
	if (nearest != NULL)
		return err_set(err, ERR_INVALID,
		    "%s has no field '%s'; did you mean '%s'?", name, typed, nearest);
	return err_set(err, ERR_INVALID, "%s has no field '%s'", name, typed);
}

static bool
is_kind_right(const struct argument *argument, enum field_kind kind)
{
	switch (argument_wire_type(argument)) {
	case ARGUMENT_WIRE_TEXT:
		return kind == FIELD_TEXT || kind == FIELD_QUERY;
	case ARGUMENT_WIRE_NUMBER:
		return kind == FIELD_NUMBER || kind == FIELD_QUERY;
	case ARGUMENT_WIRE_BOOL:
		return kind == FIELD_BOOL || kind == FIELD_QUERY;
	}
	return false;
}

static enum status
read_field(struct inputs *values, const struct field *field, struct err *err)
{
	static const char *const wanted[] = {
		[ARGUMENT_WIRE_TEXT] = "a text",
		[ARGUMENT_WIRE_NUMBER] = "a whole number",
		[ARGUMENT_WIRE_BOOL] = "true or false",
	};
	const struct argument *arguments = values->command->arguments;
	char name[ARGUMENT_WIRE_NAME_MAX];

	for (size_t i = 0; arguments[i].name != NULL; i++) {
		if (strcmp(argument_wire_name(&arguments[i], name), field->name) != 0)
			continue;
		if (values->items[i].is_given)
			return err_set(err, ERR_INVALID, "'%s' is given twice", name);
		if (!is_kind_right(&arguments[i], field->kind))
			return err_set(err, ERR_INVALID, "'%s' must be %s", name,
			    wanted[argument_wire_type(&arguments[i])]);
		return argument_read_wire(&arguments[i], field->text, &values->items[i],
		    err);
	}
	return refuse_field(values->command, field->name, err);
}

enum status
inputs_read_fields(const struct command *command, const struct field *fields,
    size_t count, struct inputs *ret_values, struct err *err)
{
	struct inputs values = { .command = command };
	enum status status = OK;

	for (size_t i = 0; i < count && status == OK; i++)
		status = read_field(&values, &fields[i], err);
	if (status == OK)
		status = fill_in(&values, ARGUMENT_REQUIRED | ARGUMENT_ON_WIRE, true,
		    err);
	if (status == OK)
		*ret_values = values;
	return status;
}

const struct value *
inputs_get(const struct inputs *values, const char *name)
{
	const struct argument *argument = command_argument(values->command, name);

	assert(argument != NULL);
	return &values->items[argument - values->command->arguments];
}

const char *
inputs_text(const struct inputs *values, const char *name)
{
	return inputs_get(values, name)->text;
}

bool
inputs_has(const struct inputs *values, const char *name)
{
	return inputs_get(values, name)->text != NULL;
}

bool
inputs_is_set(const struct inputs *values, const char *name)
{
	const struct value *value = inputs_get(values, name);

	return value->text != NULL && value->number != 0;
}

int64_t
inputs_number(const struct inputs *values, const char *name)
{
	const struct value *value = inputs_get(values, name);

	assert(value->text != NULL);
	return value->number;
}
