/* cmd_status.c - one screen: what this daemon knows of itself, then what the database
 * says, or said when it last could. */
#include "commands.h"

#include "clock.h"
#include "lag.h"
#include "mail_job.h"
#include "status_store.h"
#include "tick.h"

#include <time.h>

/* What a person should look at. */
static void
tell(struct json *troubles, const char *part, const char *trouble)
{
	struct json *item;

	if (trouble[0] == '\0')
		return;
	item = json_push_object(troubles);
	json_add_text(item, "part", part);
	json_add_text(item, "trouble", trouble);
}

/* Of the figures of the database. */
static void
add_age(struct json *json, int64_t age_ms)
{
	if (age_ms < 0)
		json_add_null(json, "figures_age_ms");
	else
		json_add_int(json, "figures_age_ms", age_ms);
}

static void
add_database(struct json *json, struct json *troubles, const struct daemon *daemon,
    int64_t age_ms)
{
	struct json *object = json_add_object(json, "database");
	struct db_state state;

	db_state(daemon->db, &state);
	json_add_int(object, "connections", state.connected);
	json_add_int(object, "waiting", (int64_t)state.waiting);
	json_add_int(object, "oldest_wait_ms", state.oldest_wait_ms);
	add_age(object, age_ms);
	if (state.connected == 0)
		tell(troubles, "database",
		    state.is_refused ? "refused until it is mended"
				     : "away; work goes on when it comes back");
	if (state.connected < state.lines && state.why.status != OK)
		tell(troubles, "database", state.why.text);
}

/* Of each: does it take mail, and if not, since when and why. */
static void
add_relays(struct json *json, const struct daemon *daemon)
{
	struct json *items = json_add_array(json, "relays");
	struct smtp_status status;
	const char *name;

	for (int i = 0; (name = mail_job_relay(daemon->mail, i, &status)) != NULL; i++) {
		struct json *item = json_push_object(items);
		bool is_well = status.breaker == SMTP_BREAKER_CLOSED;

		json_add_text(item, "relay", name);
		json_add_text(item, "state", smtp_breaker_state_name(status.breaker));
		json_add_int(item, "connections", status.links);
		json_add_int(item, "sent", status.ended[SMTP_ACCEPTED]);
		json_add_int(item, "away_ms", status.away_ms);
		json_add_int(item, "next_probe_ms", status.next_probe_ms);
		json_add_text(item, "reason", is_well ? NULL : status.reason);
	}
}

static void
add_mail(struct json *json, struct json *troubles, const struct daemon *daemon)
{
	struct json *object = json_add_object(json, "mail");
	struct mail_job_state state;

	mail_job_state(daemon->mail, &state);
	json_add_text(object, "relay", smtp_breaker_state_name(state.relay.breaker));
	json_add_int(object, "relay_connections", state.relay.links);
	json_add_int(object, "next_probe_ms", state.relay.next_probe_ms);
	json_add_int(object, "in_flight", state.in_flight);
	json_add_int(object, "sent", state.sent);
	json_add_int(object, "sent_in_minute", state.sent_minute);
	json_add_int(object, "sent_in_hour", state.sent_hour);
	json_add_int(object, "deferred", state.deferred);
	json_add_int(object, "failed", state.failed);
	json_add_int(object, "uncertain", state.uncertain);
	add_relays(object, daemon);
	if (state.relay.breaker != SMTP_BREAKER_CLOSED)
		tell(troubles, state.relay.is_alarm ? "relay, yours to mend" : "relay",
		    state.relay.reason);
	if (state.trouble.status != OK && state.trouble.status != ERR_UNAVAILABLE)
		tell(troubles, "mail", state.trouble.text);
}

static void
add_tick(struct json *json, struct json *troubles, const struct daemon *daemon)
{
	struct json *object = json_add_object(json, "tick");
	struct tick_state state;

	tick_state(daemon->tick, &state);
	if (state.last_ms < 0)
		json_add_null(object, "last_ms");
	else
		json_add_int(object, "last_ms", state.last_ms);
	json_add_bool(object, "forming", state.is_forming);
	json_add_int(object, "rounds_formed", state.rounds_formed);
	if (state.last_formed_s > 0)
		json_add_int(object, "last_took_ms", state.last_took_ms);
	if (state.trouble.status != OK && state.trouble.status != ERR_UNAVAILABLE)
		tell(troubles, "tick", state.trouble.text);
}

static void
add_loop(struct json *json, const struct daemon *daemon)
{
	struct json *object = json_add_object(json, "loop");
	struct lag_figures figures = lag_figures(daemon->lag);
	struct workers_state workers;

	workers_state(daemon->workers, &workers);
	json_add_int(object, "lag_minute_us", figures.minute_us);
	json_add_int(object, "lag_max_us", figures.max_us);
	json_add_int(object, "core_wait_max_us", figures.core_max_us);
	json_add_int(object, "workers_busy", workers.busy);
	json_add_int(object, "workers_waiting", workers.waiting);
	json_add_int(object, "oldest_work_ms", workers.oldest_ms);
}

/* "2026-11-22T10:00:00Z" of business time, which may be simulated. */
static void
add_now(struct json *json)
{
	char text[40];
	time_t now = (time_t)clock_now_s();
	struct tm parts;

	if (gmtime_r(&now, &parts) == NULL)
		return;
	(void)strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
	json_add_text(json, "now_at", text);
	if (clock_is_simulated())
		json_add_bool(json, "simulated", true);
}

/* Two objects become one; whatever is in the second has no name of the first. */
static void
join(struct text *text, const struct text *object)
{
	if (text->length == 0) {
		text_add_bytes(text, object->data, object->length); /* JSON */
		return;
	}
	text_cut(text, text->length - 1);
	text_add(text, ",");
	text_add_bytes(text, object->data + 1, object->length - 1); /* JSON */
}

static void
join_json(struct text *text, const struct json *json)
{
	CLEANUP(text_done) struct text object = { 0 };

	json_write(&object, json);
	join(text, &object);
}

/* First what concerns the dinners, then the machine. */
static void
write_status(struct text *text, const struct daemon *daemon, const struct text *overview,
    int64_t age_ms)
{
	CLEANUP(json_free) struct json *head = json_new_object();
	CLEANUP(json_free) struct json *tail = json_new_object();
	struct json *troubles;

	json_add_text(head, "version", PACKAGE_VERSION);
	add_now(head);
	json_add_text(head, "zone", daemon->settings->organisation_zone);
	json_add_int(head, "up_s", (clock_now_ms() - daemon->started_ms) / 1000);
	troubles = json_add_array(head, "troubles");
	tell(troubles, "new configuration", daemon->reload_trouble);
	add_database(tail, troubles, daemon, age_ms);
	add_mail(tail, troubles, daemon);
	add_tick(tail, troubles, daemon);
	add_loop(tail, daemon);
	json_add_bool(head, "works", json_count(troubles) == 0);
	add_age(head, age_ms); /* beside them: whoever reads them sees it */
	join_json(text, head);
	if (overview != NULL)
		join(text, overview);
	join_json(text, tail);
}

static void
on_seen(const struct text *overview, int64_t age_ms, void *arg)
{
	CLEANUP(text_done) struct text text = { 0 };
	struct call *call = arg;
	struct err err;

	if (call->daemon->db == NULL) {
		(void)err_set(&err, ERR_UNAVAILABLE, "the daemon is ending");
		call_refuse(call, &err);
		return;
	}
	write_status(&text, call->daemon, overview, age_ms);
	call_answer(call, 200, &text);
}

enum status
cmd_status(struct call *call, struct err *err)
{
	glance_look(control_overview(call->daemon->control), on_seen, call);
	return OK;
}

static void
on_overview(enum status status, const struct text *json, const struct err *err, void *arg)
{
	glance_told(arg, status, json);
}

void
cmd_status_ask(struct glance *glance, void *arg)
{
	struct daemon *daemon = arg;

	status_store_overview(daemon->db, clock_now_s(), on_overview, glance);
}
