/* cmd_round.c - forming a round now: it goes on after the answer; a dry run is answered
 * when the plan is there. */
#include "commands.h"

#include "ids.h"
#include "mail_job.h"
#include "round_job.h"
#include "round_store.h"
#include "study.h"
#include "tick.h"

#include <stdio.h>

#define LEASE_SPARE_S 60

/* Lives as long as the job, the call only until its answer. */
struct forming {
	struct daemon *daemon;
	struct call *call; /* NULL: answered */
	char token[IDS_UUID_SIZE];
};

static void
start(struct forming *forming, const struct round_taken *round, round_job_fn *done)
{
	const struct call *call = forming->call;
	const struct inputs *inputs = &call->inputs;
	bool has_seed = inputs_has(inputs, "seed");
	bool has_effort = inputs_has(inputs, "effort");

	control_begin(forming->daemon->control);
	round_job_start(forming->daemon,
	    &(struct round_job_order){
		.round_id = round->round_id,
		.name = round->name,
		.forming_token = forming->token[0] == '\0' ? NULL : forming->token,
		.actor = call->actor,
		.seed = has_seed ? (uint64_t)inputs_number(inputs, "seed") : 0,
		.effort = has_effort ? (uint32_t)inputs_number(inputs, "effort") : 0,
	    },
	    done, forming);
}

static void
on_formed(enum status status, const struct round_plan *plan, const struct err *err,
    void *arg)
{
	struct forming *forming = arg;
	struct daemon *daemon = forming->daemon;

	control_end(daemon->control);
	if (daemon->db != NULL) { /* else the daemon is closing */
		tick_wake(daemon->tick);
		mail_job_wake(daemon->mail);
	}
	free(forming);
}

static void
on_taken(enum status status, const struct round_taken *taken, const struct err *err,
    void *arg)
{
	struct forming *forming = arg;
	struct call *call = forming->call;
	CLEANUP(json_free) struct json *json = json_new_object();
	CLEANUP(text_done) struct text text = { 0 };

	if (status != OK) {
		free(forming);
		call_refuse(call, err);
		return;
	}
	json_add_text(json, "id", taken->name);
	json_add_text(json, "state", "forming");
	json_add_text(json, "done", "the round is being formed");
	json_write(&text, json);
	start(forming, taken, on_formed);
	forming->call = NULL;
	call_answer(call, 202, &text);
}

/* What the round would reserve. */
static void
write_cost(const struct round_plan *plan, struct text *text)
{
	int64_t cents;

	if (__builtin_mul_overflow(plan->cap.cents, (int64_t)plan->seated, &cents))
		return; /* no fund pays that */
	text_add(text, ",\"cost_cents\":");
	text_add_int(text, cents);
	text_add(text, ",\"currency\":");
	text_add_json(text, plan->currency);
}

static void
write_plan(const struct call *call, const struct round_plan *plan, struct text *text)
{
	text_add(text, "{\"id\":");
	text_add_json(text, inputs_text(&call->inputs, "round"));
	text_add(text, ",\"dry_run\":true,\"gatherings\":");
	text_add_int(text, plan->gatherings);
	text_add(text, ",\"seats\":");
	text_add_int(text, plan->seated);
	text_add(text, ",\"left_out\":");
	text_add_int(text, plan->left_out);
	text_add(text, ",\"unpaid\":");
	text_add_int(text, plan->unpaid);
	write_cost(plan, text);
	text_add(text, ",\"summary\":");
	text_add_bytes(text, plan->rows.summary.data,
	    plan->rows.summary.length); /* JSON */
	text_add(text, "}");
}

static void
on_planned(enum status status, const struct round_plan *plan, const struct err *err,
    void *arg)
{
	CLEANUP(text_done) struct text text = { 0 };
	struct forming *forming = arg;
	struct call *call = forming->call;

	control_end(forming->daemon->control);
	free(forming);
	if (status != OK) {
		call_refuse(call, err);
		return;
	}
	write_plan(call, plan, &text);
	call_answer(call, 200, &text);
}

static void
on_found(enum status status, const struct round_taken *found, const struct err *err,
    void *arg)
{
	struct forming *forming = arg;
	struct call *call = forming->call;

	if (status == OK) {
		start(forming, found, on_planned);
		return;
	}
	free(forming);
	call_refuse(call, err);
}

enum status
cmd_round_form(struct call *call, struct err *err)
{
	const struct settings *settings = call->daemon->settings;
	struct forming *forming = alloc_zero(1, sizeof *forming);
	const char *round = inputs_text(&call->inputs, "round");

	*forming = (struct forming){ .daemon = call->daemon, .call = call };
	if (inputs_is_set(&call->inputs, "dry-run")) {
		round_store_find(call->daemon->db, round, on_found, forming);
		return OK;
	}
	ids_random(forming->token);
	round_store_take(call->daemon->db, round, forming->token,
	    (int)(settings->forming_deadline_ms / 1000) + LEASE_SPARE_S, on_taken,
	    forming);
	return OK;
}

enum status
cmd_round_stop(struct call *call, struct err *err)
{
	const char *round = inputs_text(&call->inputs, "round");
	CLEANUP(text_done) struct text text = { 0 };

	if (!round_job_stop(call->daemon, round, call->actor))
		return err_set(err, ERR_CONFLICT,
		    "no tables are being looked for: convenectl round show %s", round);
	text_add(&text, "{\"id\":");
	text_add_json(&text, round);
	text_add(&text,
	    ",\"state\":\"forming\",\"done\":\"the search ends, the round is "
	    "formed of the best tables so far\"}");
	call_answer(call, 200, &text);
	return OK;
}

/* What is not known yet of every region is null. */
static void
write_known(struct text *text, bool is_known, int64_t number)
{
	if (is_known)
		text_add_int(text, number);
	else
		text_add(text, "null");
}

static void
write_progress(const struct grouping_progress *progress, struct text *text)
{
	text_add(text, ",\"progress\":{\"score\":");
	text_add_int(text, progress->cost);
	text_add(text, ",\"bound\":");
	write_known(text, progress->has_bound, progress->bound);
	text_add(text, ",\"gap_ppm\":");
	write_known(text, progress->gap_ppm < INT64_MAX, progress->gap_ppm);
	text_add(text, ",\"left_out\":");
	text_add_int(text, progress->left_out);
	text_add(text, ",\"hard_violations\":");
	text_add_int(text, progress->violations);
	text_add(text, ",\"moves\":");
	text_add_int(text, (int64_t)progress->moves);
	text_add(text, ",\"effort\":");
	text_add_int(text, (int64_t)progress->effort);
	text_add(text, "}");
}

/* The search of tables tells how far it is; all else of a round is in the database. */
static void
on_shown(enum status status, const struct text *json, const struct err *err, void *arg)
{
	CLEANUP(text_done) struct text text = { 0 };
	struct call *call = arg;
	struct grouping_progress progress;

	if (status != OK) {
		call_refuse(call, err);
		return;
	}
	text_add_bytes(&text, json->data, json->length); /* JSON */
	if (round_job_progress(call->daemon, inputs_text(&call->inputs, "round"),
		&progress)) {
		text_cut(&text, text.length - 1); /* its closing brace */
		write_progress(&progress, &text);
		text_add(&text, "}");
	}
	call_answer(call, 200, &text);
}

enum status
cmd_round_show(struct call *call, struct err *err)
{
	const struct command_caller caller = call_caller(call);

	command_store_run(call->daemon->db, call_id(call), &call->inputs, &caller,
	    on_shown, call);
	return OK;
}

enum status
cmd_round_verify(struct call *call, struct err *err)
{
	study_start(call, ROUND_STUDY_ROUND, inputs_text(&call->inputs, "round"),
	    study_verify, NULL);
	return OK;
}

enum status
cmd_round_swap(struct call *call, struct err *err)
{
	study_start(call, ROUND_STUDY_ROUND, inputs_text(&call->inputs, "round"),
	    study_change_swap, study_change_keep);
	return OK;
}

/* The database pins people where they sit, or before there are tables; whoever has to
 * move for it is a question of rules and scores. */
static void
on_pinned(enum status status, const struct text *json, const struct err *err, void *arg)
{
	struct call *call = arg;

	if (status == ERR_CONFLICT && inputs_has(&call->inputs, "table") &&
	    call->daemon->db != NULL)
		study_start(call, ROUND_STUDY_ROUND, inputs_text(&call->inputs, "round"),
		    study_change_pin, study_change_keep);
	else
		call_on_done(status, json, err, call);
}

enum status
cmd_round_pin(struct call *call, struct err *err)
{
	const struct command_caller caller = call_caller(call);

	command_store_run(call->daemon->db, call_id(call), &call->inputs, &caller,
	    on_pinned, call);
	return OK;
}
