#include "constraint.h"

#include <string.h>

static const struct constraint constraints[] = {
	{ "append_only", ERR_BUG, "what was written there stays" },
	{ "clock_agrees", ERR_UNAVAILABLE,
	    "this machine's clock and the database's differ by more than ten minutes" },
	{ "enrolment_person", ERR_NOT_FOUND, NULL },
	{ "enrolment_season", ERR_NOT_FOUND, NULL },
	{ "fund_currency", ERR_INVALID, "a currency is three capital letters" },
	{ "fund_dates", ERR_INVALID, "the fund ends before it starts" },
	{ "fund_in_its_dates", ERR_LIMIT, "the fund is not open on that day" },
	{ "fund_name_once", ERR_CONFLICT, "there is a fund of that name already" },
	{ "fund_name_plain", ERR_INVALID,
	    "a name has letters, digits, dots and dashes, 40 at most" },
	{ "gathering_is_open", ERR_CONFLICT, NULL },
	{ "is_known", ERR_NOT_FOUND, NULL },
	{ "ledger_replay", ERR_CONFLICT, NULL },
	{ "message_is_open", ERR_CONFLICT, NULL },
	{ "never_overdrawn", ERR_LIMIT, "the fund has not that much left" },
	{ "person_email_once", ERR_CONFLICT,
	    "an address of the file belongs to somebody who is not in it" },
	{ "pin_is_possible", ERR_CONFLICT, NULL },
	{ "pin_needs_table", ERR_INVALID, NULL },
	{ "program_format", ERR_INVALID,
	    "a format is dinner, networking, mentoring, cohort or event" },
	{ "program_name_once", ERR_CONFLICT, "there is a program of that name already" },
	{ "program_name_plain", ERR_INVALID,
	    "a name has small letters, digits, dots and dashes, 40 at most" },
	{ "prompt_given_stays", ERR_CONFLICT, NULL },
	{ "roster_not_halved", ERR_LIMIT, NULL },
	{ "roster_sites_known", ERR_INVALID, NULL },
	{ "round_in_time", ERR_CONFLICT, NULL },
	{ "round_is_as_seen", ERR_CONFLICT, NULL },
	{ "round_is_formed", ERR_CONFLICT, NULL },
	{ "round_is_open", ERR_CONFLICT, NULL },
	{ "round_is_planned", ERR_CONFLICT, NULL },
	{ "round_is_proposed", ERR_CONFLICT, NULL },
	{ "round_is_unread", ERR_CONFLICT, NULL },
	{ "season_cap", ERR_INVALID, "a seat's money must be above zero" },
	{ "season_dates", ERR_INVALID, "the season ends before it starts" },
	{ "season_lasts", ERR_INVALID, "a gathering lasts 15 minutes to 12 hours" },
	{ "season_lead", ERR_INVALID,
	    "answers must be due after the round was formed and before the evening" },
	{ "season_manager_levels", ERR_INVALID, "levels of managers are 0 to 10" },
	{ "season_name_once", ERR_CONFLICT, "there is a season of that name already" },
	{ "season_name_plain", ERR_INVALID,
	    "a name has small letters, digits, dots and dashes, 40 at most" },
	{ "season_sizes", ERR_INVALID, "a table has 2 to 32 seats" },
	{ "season_travel", ERR_INVALID, "people travel 1 to 240 minutes" },
	{ "season_weights", ERR_INVALID, "a weight is 0 to 10000" },
	{ "seat_one_place_at_a_time", ERR_CONFLICT,
	    "somebody of that table sits elsewhere at that time" },
	{ "state_guard", ERR_CONFLICT, NULL },
	{ "suppression_ahead", ERR_INVALID, NULL },
	{ "transfer_amount", ERR_INVALID, "an amount must be above zero" },
	{ "venue_is_open", ERR_CONFLICT, NULL },
};

const struct constraint *
constraint_list(size_t *ret_count)
{
	*ret_count = COUNT_OF(constraints);
	return constraints;
}

void
constraint_explain(const PGresult *res, struct err *err)
{
	const char *name = PQresultErrorField(res, PG_DIAG_CONSTRAINT_NAME);
	const char *said = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);

	for (size_t i = 0; name != NULL && i < COUNT_OF(constraints); i++) {
		const char *text = constraints[i].text;

		if (strcmp(name, constraints[i].name) == 0)
			(void)err_set(err, constraints[i].status, "%s",
			    text != NULL ? text : said);
	}
}
