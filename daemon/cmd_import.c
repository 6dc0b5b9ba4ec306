/* cmd_import.c - files into the database: roster, venues, prompts, enrolments.
 *
 *   SITES --known sites--> CHECKING (a worker) --rows--> WRITING --answer--> over
 *                              \--rejects--> over, nothing was changed
 *
 * Prompts and enrolments begin with CHECKING. */
#include "commands.h"

#include "clock.h"
#include "import_check.h"

struct import {
	struct call *call;
	struct import_check check;
};

static void
import_free(struct import *import)
{
	import_check_done(&import->check);
	free(import);
}

static void
end(struct import *import, const struct err *err)
{
	const struct text *rejects = &import->check.rejects;

	call_refuse_more(import->call, err, rejects->length > 0 ? rejects : NULL);
	import_free(import);
}

static void
on_written(enum status status, const struct text *json, const struct err *err, void *arg)
{
	struct import *import = arg;

	call_on_done(status, json, err, import->call);
	import_free(import);
}

static const char *
season_of(const struct import *import)
{
	return import->check.file == IMPORT_STORE_ENROLMENTS
	    ? inputs_text(&import->call->inputs, "season")
	    : NULL;
}

static void
write_rows(struct import *import)
{
	const struct call *call = import->call;
	const struct inputs *inputs = &call->inputs;
	struct daemon *daemon = call->daemon;
	bool is_roster = import->check.file == IMPORT_STORE_ROSTER;
	const struct import_order order = {
		.file = import->check.file,
		.rows = &import->check.rows,
		.sites = import->check.sites != NULL ? &import->check.site_rows : NULL,
		.season = season_of(import),
		.leaving_max = is_roster ? inputs_number(inputs, "allow-leaving") : 0,
		.is_dry = inputs_is_set(inputs, "dry-run"),
		.now_s = clock_now_s(),
		.actor = call->actor,
		.reason = inputs_text(inputs, "reason"),
		.answer_ms = (int)daemon->settings->database_formation_answer_ms,
	};

	import_store_run(daemon->db, &order, on_written, import);
}

static void
work(void *arg, const atomic_bool *is_cancelled)
{
	struct import *import = arg;

	import_check_run(&import->check);
}

static void
on_checked(enum status status, void *arg)
{
	struct import *import = arg;
	struct err err = import->check.err;

	if (status != OK || import->call->daemon->db == NULL)
		(void)err_set(&err, ERR_UNAVAILABLE, "the daemon is ending");
	if (err.status != OK)
		end(import, &err);
	else
		write_rows(import);
}

static void
check(struct import *import)
{
	struct err err;

	if (workers_run(import->call->daemon->workers, work, on_checked, import, NULL,
		&err) != OK)
		end(import, &err);
}

static void
on_sites(enum status status, struct import_sites *sites, const struct err *err, void *arg)
{
	struct import *import = arg;

	if (status != OK) {
		end(import, err);
		return;
	}
	import->check.known = *sites;
	check(import);
}

static void
start(struct call *call, enum import_store_file file)
{
	struct import *import = alloc_zero(1, sizeof *import);

	import->call = call;
	import->check = (struct import_check){
		.file = file,
		.bytes = inputs_text(&call->inputs, "file"),
		.wording = inputs_text(&call->inputs, "reason"),
	};
	if (file == IMPORT_STORE_ROSTER)
		import->check.sites = inputs_text(&call->inputs, "sites");
	if (file == IMPORT_STORE_ROSTER || file == IMPORT_STORE_VENUES)
		import_store_read_sites(call->daemon->db, on_sites, import);
	else
		check(import);
}

enum status
cmd_import_roster(struct call *call, struct err *err)
{
	start(call, IMPORT_STORE_ROSTER);
	return OK;
}

enum status
cmd_import_venues(struct call *call, struct err *err)
{
	start(call, IMPORT_STORE_VENUES);
	return OK;
}

enum status
cmd_import_prompts(struct call *call, struct err *err)
{
	start(call, IMPORT_STORE_PROMPTS);
	return OK;
}

enum status
cmd_import_enrolments(struct call *call, struct err *err)
{
	start(call, IMPORT_STORE_ENROLMENTS);
	return OK;
}
