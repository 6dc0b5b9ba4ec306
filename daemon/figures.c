#include "figures.h"

#include "clock.h"
#include "control.h"
#include "lag.h"
#include "mail_job.h"
#include "status_store.h"
#include "tick.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define METRICS_TYPE "text/plain; version=0.0.4; charset=utf-8"
#define LOOP_LATE_US 5000000

/* Every metric that is exported, whoever tells its figures. */
static const struct {
	const char *name, *type, *help;
} metrics[] = {
	{ "convene_build_info", "gauge", "1, with the version as a label" },
	{ "convene_db_up", "gauge", "whether a connection to the database stands" },
	{ "convene_relay_up", "gauge", "whether mail flows to the relay" },
	{ "convene_relay_alarm", "gauge",
	    "whether an administrator must mend the relay" },
	{ "convene_loop_lag_seconds", "histogram", "how late the event loop was" },
	{ "convene_loop_core_wait_seconds_total", "counter",
	    "how late it was for want of a core, which is no lag" },
	{ "convene_http_requests_total", "counter", "answers by route and HTTP code" },
	{ "convene_connections", "gauge", "open connections by listener" },
	{ "convene_round_last_success_timestamp_seconds", "gauge",
	    "when a round was formed last, 0: never" },
	{ "convene_gatherings_formed_total", "counter", "gatherings by format" },
	{ "convene_messages", "gauge", "mails by state" },
	{ "convene_message_oldest_seconds", "gauge",
	    "age of the oldest mail that waits" },
	{ "convene_attempts_total", "counter", "attempts to send by outcome" },
	{ "convene_seats", "gauge", "seats by state" },
	{ "convene_fund_cents", "gauge", "money of a fund: granted, reserved, free" },
};

static void
add(struct text *text, const char *plain)
{
	text_add_bytes(text, plain, strlen(plain)); /* names and numbers of ours */
}

static void
add_head(struct text *text, const char *name)
{
	for (size_t i = 0; i < COUNT_OF(metrics); i++) {
		if (strcmp(metrics[i].name, name) != 0)
			continue;
		text_add(text, "# HELP ");
		add(text, name);
		text_add(text, " ");
		add(text, metrics[i].help);
		text_add(text, "\n# TYPE ");
		add(text, name);
		text_add(text, " ");
		add(text, metrics[i].type);
		text_add(text, "\n");
	}
}

/* A label's value: backslash, quote and line end are escaped. */
static void
add_label(struct text *text, const char *label, const char *value)
{
	add(text, label);
	text_add(text, "=\"");
	for (; *value != '\0'; value++) {
		if (*value == '\n') {
			text_add(text, "\\n");
			continue;
		}
		if (*value == '\\' || *value == '"')
			text_add(text, "\\");
		text_add_bytes(text, value, 1);
	}
	text_add(text, "\"");
}

struct label {
	const char *name, *value; /* name NULL ends them */
};

static void
add_line(struct text *text, const char *name, const struct label *labels, int64_t number)
{
	add(text, name);
	for (size_t i = 0; labels != NULL && labels[i].name != NULL; i++) {
		add(text, i == 0 ? "{" : ",");
		add_label(text, labels[i].name, labels[i].value);
	}
	if (labels != NULL && labels[0].name != NULL)
		text_add(text, "}");
	text_add(text, " ");
	text_add_int(text, number);
	text_add(text, "\n");
}

static void
add_one(struct text *text, const char *name, int64_t number)
{
	add_head(text, name);
	add_line(text, name, NULL, number);
}

static void
add_seconds(struct text *text, int64_t us)
{
	char digits[40];

	snprintf(digits, sizeof digits, "%" PRId64 ".%06" PRId64, us / 1000000,
	    us % 1000000);
	add(text, digits);
}

static void
add_lag(struct text *text, const struct daemon *daemon)
{
	static const char name[] = "convene_loop_lag_seconds";
	struct lag_figures figures = lag_figures(daemon->lag);
	uint64_t below = 0;

	add_head(text, name);
	for (size_t i = 0; i < LAG_BOUNDS; i++) {
		below += figures.buckets[i];
		add(text, name);
		text_add(text, "_bucket{le=\"");
		add_seconds(text, lag_bounds_us[i]);
		text_add(text, "\"} ");
		text_add_int(text, (int64_t)below);
		text_add(text, "\n");
	}
	add(text, name);
	text_add(text, "_bucket{le=\"+Inf\"} ");
	text_add_int(text, (int64_t)figures.count);
	text_add(text, "\n");
	add(text, name);
	text_add(text, "_sum ");
	add_seconds(text, figures.sum_us);
	text_add(text, "\n");
	add(text, name);
	text_add(text, "_count ");
	text_add_int(text, (int64_t)figures.count);
	text_add(text, "\n");
	add_head(text, "convene_loop_core_wait_seconds_total");
	add(text, "convene_loop_core_wait_seconds_total ");
	add_seconds(text, figures.core_sum_us);
	text_add(text, "\n");
}

struct counting {
	struct text *text;
	const char *listener;
};

static void
on_count(const struct http_route *route, int code, uint64_t count, void *arg)
{
	const struct counting *counting = arg;
	char digits[16], name[128];

	snprintf(digits, sizeof digits, "%d", code);
	snprintf(name, sizeof name, "%s %s", route != NULL ? route->method : "-",
	    route != NULL ? route->pattern : "-");
	add_line(counting->text, "convene_http_requests_total",
	    (struct label[]){ { "listener", counting->listener }, { "route", name },
		{ "code", digits }, { NULL, NULL } },
	    (int64_t)count);
}

static void
add_listeners(struct text *text, const struct control *control)
{
	add_head(text, "convene_http_requests_total");
	for (enum control_listener i = 0; i < CONTROL_LISTENER_COUNT; i++) {
		struct counting counting = { text, control_listener_name(i) };

		if (control_http(control, i) != NULL)
			http_counts(control_http(control, i), on_count, &counting);
	}
	add_head(text, "convene_connections");
	for (enum control_listener i = 0; i < CONTROL_LISTENER_COUNT; i++)
		if (control_http(control, i) != NULL)
			add_line(text, "convene_connections",
			    (struct label[]){ { "listener", control_listener_name(i) },
				{ NULL, NULL } },
			    (int64_t)http_figures(control_http(control, i)).open);
}

static bool
is_database_up(const struct daemon *daemon)
{
	struct db_state state;

	if (daemon->db == NULL)
		return false;
	db_state(daemon->db, &state);
	return state.connected > 0;
}

static void
add_own(struct text *text, const struct daemon *daemon)
{
	struct mail_job_state mail;

	mail_job_state(daemon->mail, &mail);
	add_head(text, "convene_build_info");
	add_line(text, "convene_build_info",
	    (struct label[]){ { "version", PACKAGE_VERSION }, { NULL, NULL } }, 1);
	add_one(text, "convene_db_up", is_database_up(daemon));
	add_one(text, "convene_relay_up", mail.relay.breaker == SMTP_BREAKER_CLOSED);
	add_one(text, "convene_relay_alarm", mail.relay.is_alarm);
	add_lag(text, daemon);
	add_listeners(text, daemon->control);
}

/* The database's lines, as they come. */
struct gathering {
	struct glance *glance;
	struct text text;
	char metric[80]; /* of the last line */
};

static void
on_row(enum status status, const struct figure_row *row, const struct err *err, void *arg)
{
	struct gathering *gathering = arg;

	if (row == NULL) {
		glance_told(gathering->glance, status, &gathering->text);
		text_done(&gathering->text);
		free(gathering);
		return;
	}
	if (strcmp(gathering->metric, row->metric) != 0)
		add_head(&gathering->text, row->metric);
	snprintf(gathering->metric, sizeof gathering->metric, "%s", row->metric);
	add_line(&gathering->text, row->metric,
	    (struct label[]){ { row->label, row->value }, { row->label_2, row->value_2 },
		{ NULL, NULL } },
	    row->number);
}

void
figures_ask(struct glance *glance, void *arg)
{
	struct daemon *daemon = arg;
	struct gathering *gathering = alloc_zero(1, sizeof *gathering);

	gathering->glance = glance;
	status_store_figures(daemon->db, clock_now_s(), on_row, gathering);
}

/* Old figures of a database that is away would hide it. */
static void
on_seen(const struct text *figures, int64_t age_ms, void *arg)
{
	CLEANUP(text_done) struct text text = { 0 };
	struct http_call *http = arg;
	const struct daemon *daemon = control_daemon(http_call_context(http));

	if (daemon->mail != NULL && daemon->control != NULL)
		add_own(&text, daemon);
	if (figures != NULL && is_database_up(daemon))
		text_add_bytes(&text, figures->data, figures->length); /* made above */
	http_reply(http, 200, METRICS_TYPE, &text);
}

static enum status
on_metrics(struct http_call *http, struct err *err)
{
	struct control *control = http_call_context(http);

	if (control_daemon(control)->db == NULL)
		return err_set(err, ERR_UNAVAILABLE, "the daemon is ending");
	glance_look(control_figures(control), on_seen, http);
	return OK;
}

static void
reply_line(struct http_call *http, const char *line)
{
	CLEANUP(text_done) struct text text = { 0 };

	add(&text, line);
	http_reply(http, 200, "text/plain", &text);
}

/* Whoever reads this has an answer of the loop; was it ever away for long? */
static enum status
on_health(struct http_call *http, struct err *err)
{
	const struct daemon *daemon = control_daemon(http_call_context(http));

	if (lag_figures(daemon->lag).minute_us > LOOP_LATE_US)
		return err_set(err, ERR_UNAVAILABLE, "the loop stood still for 5 s");
	reply_line(http, "ok\n");
	return OK;
}

static enum status
on_readiness(struct http_call *http, struct err *err)
{
	if (!is_database_up(control_daemon(http_call_context(http))))
		return err_set(err, ERR_UNAVAILABLE, "the database is away");
	reply_line(http, "ready\n");
	return OK;
}

const struct http_route figures_routes[FIGURES_ROUTE_COUNT] = {
	{ .method = "GET", .pattern = "/metrics", .handler = on_metrics },
	{ .method = "GET", .pattern = "/healthz", .handler = on_health },
	{ .method = "GET", .pattern = "/readyz", .handler = on_readiness },
};
