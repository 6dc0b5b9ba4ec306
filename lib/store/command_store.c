/* command_store.c - the table, and one way to run its rows. A parameter is named as on
 * the command line; what stands around the name says in which form it goes:
 *
 *   name          its text, or NULL       #name         its number, or NULL
 *   name<, name>  the ends of a range     #name/60      its number by the minute
 *   @now, @actor  of the caller */
#include "command_store.h"

#include "constraint.h"
#include "listing.h"
#include "params.h"
#include "queries.inc"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define NAME_MAX_BYTES 32

static const struct command_statement {
	const char *sql;
	const char *missing; /* no row: "there is no such round: convenectl round list" */
	const char *params[PARAMS_MAX];
} statements[COMMAND_COUNT] = {
	[COMMAND_PERSON_LIST] = { SQL_PERSON_LIST, NULL,
	    { "after", "#limit", "site", "specialty", "search" } },
	[COMMAND_PERSON_SHOW] = { SQL_PERSON_SHOW,
	    "nobody on the roster has that id: convenectl person list", { "id" } },
	[COMMAND_PROGRAM_ADD] = { SQL_PROGRAM_ADD, NULL,
	    { "name", "title", "format", "@now", "@actor" } },
	[COMMAND_PROGRAM_LIST] = { SQL_PROGRAM_LIST, NULL, { "after", "#limit" } },
	[COMMAND_SEASON_ADD] = { SQL_SEASON_ADD, NULL,
	    { "name", "program", "cadence", "at", "zone", "starts", "ends", "#rounds",
		"size<", "size>", "#cap", "fund", "#lead", "#respond-by",
		"#recall-window", "publish", "#travel-max/60", "#lasts/60", "@now",
		"@actor" } },
	[COMMAND_SEASON_CHANGE] = { SQL_SEASON_CHANGE,
	    "there is no such season: convenectl season list",
	    { "season", "#weigh-specialty", "#weigh-site", "#weigh-stage", "#weigh-role",
		"#weigh-travel", "#weigh-repeats", "#weigh-wishes", "#weigh-alone",
		"#weigh-left-out", "#manager-levels", "@now", "@actor", "reason" } },
	[COMMAND_SEASON_LIST] = { SQL_SEASON_LIST, NULL, { "after", "#limit" } },
	[COMMAND_SEASON_SHOW] = { SQL_SEASON_SHOW,
	    "there is no such season: convenectl season list", { "season" } },
	[COMMAND_SEASON_START] = { SQL_SEASON_START,
	    "there is no such season: convenectl season list",
	    { "season", "@now", "@actor", "reason" } },
	[COMMAND_ENROLMENT_LIST] = { SQL_ENROLMENT_LIST, NULL,
	    { "after", "#limit", "season" } },
	[COMMAND_ROUND_LIST] = { SQL_ROUND_LIST, NULL, { "after", "#limit", "season" } },
	[COMMAND_ROUND_SHOW] = { SQL_ROUND_SHOW,
	    "there is no such round: convenectl round list", { "round" } },
	[COMMAND_ROUND_PIN] = { SQL_ROUND_PIN, NULL,
	    { "round", "person", "#table", "@now", "@actor", "reason" } },
	[COMMAND_ROUND_UNPIN] = { SQL_ROUND_UNPIN, NULL,
	    { "round", "person", "@now", "@actor", "reason" } },
	[COMMAND_ROUND_PUBLISH] = { SQL_ROUND_PUBLISH,
	    "there is no such round: convenectl round list",
	    { "round", "@now", "@actor", "reason" } },
	[COMMAND_ROUND_CANCEL] = { SQL_ROUND_CANCEL,
	    "there is no such round: convenectl round list",
	    { "round", "reason", "@now", "@actor" } },
	[COMMAND_GATHERING_LIST] = { SQL_GATHERING_LIST, NULL,
	    { "after", "#limit", "round" } },
	[COMMAND_GATHERING_SHOW] = { SQL_GATHERING_SHOW,
	    "there is no such gathering: convenectl round list", { "id" } },
	[COMMAND_GATHERING_CANCEL] = { SQL_GATHERING_CANCEL,
	    "there is no such gathering: convenectl round list",
	    { "id", "reason", "@now", "@actor" } },
	[COMMAND_SEAT_LIST] = { SQL_SEAT_LIST, NULL,
	    { "after", "#limit", "round", "state" } },
	[COMMAND_SEAT_SHOW] = { SQL_SEAT_SHOW,
	    "there is no such seat: convenectl round list", { "id" } },
	[COMMAND_SEAT_ANSWER] = { SQL_SEAT_ANSWER,
	    "there is no such seat: convenectl round list",
	    { "id", "answer", "@now", "@actor" } },
	[COMMAND_MESSAGE_LIST] = { SQL_MESSAGE_LIST, NULL,
	    { "after", "#limit", "state", "person", "kind", "#older-than", "@now" } },
	[COMMAND_MESSAGE_PREVIEW] = { SQL_MESSAGE_PREVIEW, NULL,
	    { "kind", "person", "@now" } },
	[COMMAND_MESSAGE_SHOW] = { SQL_MESSAGE_SHOW,
	    "there is no such message: convenectl message list", { "id", "@now" } },
	[COMMAND_MESSAGE_HOLD] = { SQL_MESSAGE_HOLD, NULL,
	    { "id", "@now", "@actor", "reason" } },
	[COMMAND_MESSAGE_RELEASE] = { SQL_MESSAGE_RELEASE, NULL,
	    { "id", "@now", "@actor", "reason" } },
	[COMMAND_MESSAGE_RECALL] = { SQL_MESSAGE_RECALL, NULL,
	    { "id", "round", "@now", "@actor", "reason" } },
	[COMMAND_MESSAGE_RETRY] = { SQL_MESSAGE_RETRY, NULL,
	    { "id", "@now", "@actor", "reason" } },
	[COMMAND_MESSAGE_CANCEL] = { SQL_MESSAGE_CANCEL, NULL,
	    { "id", "@now", "@actor", "reason" } },
	[COMMAND_MESSAGE_SETTLE] = { SQL_MESSAGE_SETTLE, NULL,
	    { "id", "sent", "@now", "@actor", "reason" } },
	[COMMAND_MESSAGE_MODE] = { SQL_SETTING_MAIL_MODE, NULL, { NULL } },
	[COMMAND_MESSAGE_MODE_SET] = { SQL_SETTING_SET_MAIL_MODE, NULL,
	    { "mode", "address", "@now", "@actor", "reason" } },
	[COMMAND_MESSAGE_SUPPRESS] = { SQL_SUPPRESSION_ADD, NULL,
	    { "address", "until", "@now", "@actor", "reason" } },
	[COMMAND_MESSAGE_UNSUPPRESS] = { SQL_SUPPRESSION_LIFT, NULL,
	    { "address", "@now", "@actor", "reason" } },
	[COMMAND_MESSAGE_SUPPRESSED] = { SQL_SUPPRESSION_LIST, NULL,
	    { "after", "#limit", "@now" } },
	[COMMAND_MESSAGE_INBOX] = { SQL_INBOUND_LIST, NULL, { "after", "#limit" } },
	[COMMAND_MESSAGE_READ] = { SQL_INBOUND_SHOW,
	    "there is no such mail: convenectl message inbox", { "id" } },
	[COMMAND_MESSAGE_DONE] = { SQL_INBOUND_DONE,
	    "there is no such mail: convenectl message inbox",
	    { "id", "@now", "@actor", "reason" } },
	[COMMAND_FUND_ADD] = { SQL_FUND_ADD, NULL,
	    { "name", "currency", "#amount", "grantor", "sponsor", "purpose", "starts",
		"ends", "@now", "@actor", "reason" } },
	[COMMAND_FUND_LIST] = { SQL_FUND_LIST, NULL, { "after", "#limit" } },
	[COMMAND_FUND_SHOW] = { SQL_FUND_SHOW,
	    "there is no such fund: convenectl fund list", { "fund" } },
	[COMMAND_PROMPT_LIST] = { SQL_PROMPT_LIST, NULL, { "after", "#limit", "topic" } },
	[COMMAND_VENUE_LIST] = { SQL_VENUE_LIST, NULL, { "after", "#limit" } },
	[COMMAND_AUDIT_LIST] = { SQL_AUDIT_LIST, NULL, { "after", "#limit" } },
};

struct asking {
	enum command_id id;
	int64_t limit;
	command_done_fn *done;
	void *arg;
};

bool
command_store_has(enum command_id id)
{
	assert(id < COMMAND_COUNT);
	return statements[id].sql != NULL;
}

static int
count_params(const struct command_statement *statement)
{
	int count = 0;

	while (count < PARAMS_MAX && statement->params[count] != NULL)
		count++;
	return count;
}

const char *
command_store_sql(enum command_id id, int *ret_param_count)
{
	assert(id < COMMAND_COUNT);
	*ret_param_count = count_params(&statements[id]);
	return statements[id].sql;
}

static void
add_value(struct params *params, const char *param, const struct inputs *values)
{
	char name[NAME_MAX_BYTES];
	size_t length = strcspn(param + (*param == '#'), "</>");
	const char *rest = param + (*param == '#') + length;

	assert(length < sizeof name);
	memcpy(name, rest - length, length);
	name[length] = '\0';

	const struct value *value = inputs_get(values, name);

	if (value->text == NULL)
		params_text(params, NULL);
	else if (*rest == '>')
		params_int(params, value->most);
	else if (*rest == '<')
		params_int(params, value->number);
	else if (*rest == '/')
		params_int(params, value->number / 60);
	else if (*param == '#')
		params_int(params, value->number);
	else
		params_text(params, value->text);
}

static void
add_param(struct params *params, const char *param, const struct inputs *values,
    const struct command_caller *caller)
{
	if (strcmp(param, "@now") == 0)
		params_int(params, caller->now_s);
	else if (strcmp(param, "@actor") == 0)
		params_text(params, caller->actor);
	else
		add_value(params, param, values);
}

static void
write_list(const PGresult *res, int64_t limit, struct text *json)
{
	int count = PQntuples(res), cursor = PQfnumber(res, "_cursor");

	text_add(json, "{\"items\":");
	listing_add_rows(json, res);
	text_add(json, ",\"next\":");
	if (count == limit && cursor >= 0)
		text_add_json(json, PQgetvalue(res, count - 1, cursor));
	else
		text_add(json, "null");
	text_add(json, "}");
}

static void
on_answer(enum status status, const PGresult *res, const struct err *db_err, void *arg)
{
	CLEANUP(free_ptr) struct asking *asking = arg;
	CLEANUP(text_done) struct text json = { 0 };
	const struct command_statement *statement = &statements[asking->id];
	struct err err = *db_err;

	if (status != OK) {
		if (res != NULL)
			constraint_explain(res, &err);
	} else if (command_table[asking->id].flags & COMMAND_LIST) {
		write_list(res, asking->limit, &json);
	} else if (PQntuples(res) == 0) {
		(void)err_set(&err, ERR_NOT_FOUND, "%s",
		    statement->missing != NULL ? statement->missing
					       : "nothing was found");
	} else {
		listing_add_row(&json, res, 0);
	}
	asking->done(err.status, err.status == OK ? &json : NULL, &err, asking->arg);
}

void
command_store_run(struct db *db, enum command_id id, const struct inputs *values,
    const struct command_caller *caller, command_done_fn *done, void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };
	const struct command_statement *statement = &statements[id];
	struct asking *asking = alloc_zero(1, sizeof *asking);

	assert(command_store_has(id));
	*asking = (struct asking){ .id = id, .done = done, .arg = arg };
	if (command_table[id].flags & COMMAND_LIST)
		asking->limit = inputs_number(values, "limit");
	for (int i = 0; i < count_params(statement); i++)
		add_param(&params, statement->params[i], values, caller);
	db_query(db,
	    &(struct db_query){
		.sql = statement->sql,
		.param_count = params.count,
		.params = params.values,
		.is_read = !command_is_change(&command_table[id]),
		.done = on_answer,
		.arg = asking,
	    });
}
