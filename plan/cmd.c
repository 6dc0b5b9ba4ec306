#include "cmd.h"

#include <string.h>

#define SECONDS_MAX 100000

/* "10", "0.5": milliseconds. */
static enum status
read_seconds(const char *text, int64_t *ret_ms, struct err *err)
{
	size_t whole = strspn(text, "0123456789"), part = 0;
	const char *digits = text + whole;
	int64_t ms = 0;

	if (*digits == '.')
		part = strspn(++digits, "0123456789");
	if (whole == 0 || whole > 6 || digits[part] != '\0' ||
	    (text[whole] == '.' && (part == 0 || part > 3)))
		return err_set(err, ERR_INVALID,
		    "--seconds is a number like 0.5 or 10, not '%s'", text);
	for (size_t i = 0; i < whole; i++)
		ms = ms * 10 + (text[i] - '0');
	for (size_t i = 0; i < 3; i++)
		ms = ms * 10 + (i < part ? digits[i] - '0' : 0);
	if (ms == 0 || ms > (int64_t)SECONDS_MAX * 1000)
		return err_set(err, ERR_INVALID, "--seconds is over 0 to %d, not %s",
		    SECONDS_MAX, text);
	*ret_ms = ms;
	return OK;
}

enum status
cmd_read_order(const struct inputs *values, struct solve_order *ret_order,
    struct err *err)
{
	struct solve_order order = {
		.seed = (uint64_t)inputs_number(values, "seed"),
		.threads = 1,
		.has_effort = inputs_has(values, "effort"),
	};

	if (command_argument(values->command, "threads") != NULL)
		order.threads = (uint32_t)inputs_number(values, "threads");
	if (order.has_effort)
		order.effort = (uint64_t)inputs_number(values, "effort");
	if (inputs_has(values, "seconds") &&
	    read_seconds(inputs_text(values, "seconds"), &order.duration_ms, err) != OK)
		return ERR_INVALID;
	*ret_order = order;
	return OK;
}
