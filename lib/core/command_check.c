#include "command_check.h"

#include "unit.h"

enum status
command_check_season(const struct inputs *values, struct err *err)
{
	if (inputs_has(values, "ends") &&
	    inputs_number(values, "ends") < inputs_number(values, "starts"))
		return err_set(err, ERR_INVALID,
		    "the season ends on %s, before it starts on %s",
		    inputs_text(values, "ends"), inputs_text(values, "starts"));

	char lead[UNIT_TEXT_MAX], respond_by[UNIT_TEXT_MAX];
	int64_t lead_s = inputs_number(values, "lead");
	int64_t respond_by_s = inputs_number(values, "respond-by");

	if (respond_by_s >= lead_s)
		return err_set(err, ERR_INVALID,
		    "answers are due %s ahead, but people are asked only %s ahead: "
		    "choose a longer lead or a shorter respond-by",
		    unit_format_duration(respond_by_s * 1000, respond_by),
		    unit_format_duration(lead_s * 1000, lead));
	return OK;
}

enum status
command_check_change(const struct inputs *values, struct err *err)
{
	for (const struct argument *at = values->command->arguments; at->name != NULL;
	     at++)
		if (at->type == ARGUMENT_INTEGER && inputs_has(values, at->name))
			return OK;
	return err_set(err, ERR_INVALID, "a change needs at least one thing to change");
}

enum status
command_check_fund(const struct inputs *values, struct err *err)
{
	if (inputs_has(values, "starts") && inputs_has(values, "ends") &&
	    inputs_number(values, "ends") < inputs_number(values, "starts"))
		return err_set(err, ERR_INVALID,
		    "the fund ends on %s, before it starts on %s",
		    inputs_text(values, "ends"), inputs_text(values, "starts"));
	return OK;
}

enum status
command_check_move(const struct inputs *values, struct err *err)
{
	if (!inputs_has(values, "venue") && !inputs_has(values, "start"))
		return err_set(err, ERR_INVALID,
		    "a move needs a new venue, a new start, or both");
	return OK;
}

enum status
command_check_one_or_all(const struct inputs *values, struct err *err)
{
	if (inputs_has(values, "id") == inputs_is_set(values, "all"))
		return err_set(err, ERR_INVALID,
		    "name one message, or give --all, not both");
	return OK;
}

enum status
command_check_recall(const struct inputs *values, struct err *err)
{
	if (inputs_has(values, "id") == inputs_has(values, "round"))
		return err_set(err, ERR_INVALID,
		    "name one message, or give --round, not both");
	return OK;
}

enum status
command_check_settle(const struct inputs *values, struct err *err)
{
	bool is_said = inputs_is_set(values, "sent") || inputs_is_set(values, "not-sent");

	if (inputs_has(values, "from-relay-log")) {
		if (inputs_has(values, "id") || is_said)
			return err_set(err, ERR_INVALID,
			    "the log says it of all mails: give no ID, --sent or "
			    "--not-sent with it");
		return OK;
	}
	if (!inputs_has(values, "id"))
		return err_set(err, ERR_INVALID,
		    "name one message, or give --from-relay-log FILE");
	if (!is_said ||
	    inputs_is_set(values, "sent") == inputs_is_set(values, "not-sent"))
		return err_set(err, ERR_INVALID,
		    "say either --sent or --not-sent: was the mail sent?");
	return OK;
}

enum status
command_check_mode(const struct inputs *values, struct err *err)
{
	enum { LIVE, HOLD, REDIRECT }; /* as in the choices of mode */

	if ((inputs_number(values, "mode") == REDIRECT) != inputs_has(values, "address"))
		return err_set(err, ERR_INVALID,
		    "mode redirect needs an address, the others take none");
	return OK;
}
