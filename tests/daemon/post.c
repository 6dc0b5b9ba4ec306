#include "post.h"

#include "clock.h"
#include "live.h"
#include "mime.h"
#include "setting.h"
#include "stage.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define GUARD_MS 40000

struct relay *post_relay;
static struct post *posts[4];

void
post_setup(void)
{
	const struct relay_settings settings = { .port = 0 };
	struct err err = { OK, "" };

	signal(SIGPIPE, SIG_IGN);
	mime_start();
	clock_set_simulated(STAGE_NOW_S + 60);
	memset(posts, 0, sizeof posts);
	ck_assert_msg(relay_open(live.base, &settings, &post_relay, &err) == OK, "%s",
	    err.text);
	post_script(RELAY_OFFER_USUAL);
}

void
post_teardown(void)
{
	for (size_t i = 0; i < COUNT_OF(posts); i++)
		if (posts[i] != NULL)
			post_kill(&posts[i]);
	relay_close(&post_relay);
	clock_set_real();
	mime_stop();
}

void
post_begin_case(void)
{
	live_setup();
	post_setup();
	stage_mail_mode("live", "");
}

void
post_end_case(void)
{
	post_teardown();
	live_teardown();
}

void
post_script(const char *script)
{
	struct err err = { OK, "" };

	ck_assert_msg(relay_script(post_relay, script, &err) == OK, "%s", err.text);
}

static void
set(struct settings *settings, const char *section, const char *title, const char *name,
    const char *value)
{
	struct err err = { OK, "" };

	ck_assert_msg(setting_set(settings, section, title, name, value, &err) == OK,
	    "%s", err.text);
}

static struct settings *
make_settings(void)
{
	struct settings *settings = setting_new();
	char port[12];

	(void)snprintf(port, sizeof port, "%d", relay_port(post_relay));
	set(settings, "relay", "main", "host", "127.0.0.1");
	set(settings, "relay", "main", "port", port);
	set(settings, "relay", "main", "tls", "off");
	set(settings, "relay", "main", "rate", "1000");
	set(settings, "relay", "main", "burst", "10000");
	set(settings, "mail", NULL, "from", "dinners@hospital.test");
	set(settings, "mail", NULL, "link-base", "https://dinners.hospital.test/");
	set(settings, "mail", NULL, "templates", SOURCE_DIR "/etc/templates");
	set(settings, "tick", NULL, "every", "100ms");
	return settings;
}

struct post *
post_new(void)
{
	char secret[] = "0123456789abcdef0123456789abcdef";
	const struct credential key = { secret, strlen(secret) };
	struct post *post = alloc_zero(1, sizeof *post);
	struct err err = { OK, "" };
	size_t at = 0;

	while (posts[at] != NULL)
		at++;
	ck_assert_uint_lt(at, COUNT_OF(posts));
	posts[at] = post;
	post->daemon.base = live.base;
	post->daemon.settings = make_settings();
	ids_random(post->daemon.instance_id);
	ck_assert_int_eq(ids_key_new(&key, &post->daemon.link_key, &err), OK);
	ck_assert_int_eq(db_open(live.base, &live.settings, &post->db, &err), OK);
	post->daemon.db = post->db;
	return post;
}

void
post_open(struct post *post)
{
	struct err err = { OK, "" };

	ck_assert_msg(mail_job_open(&post->daemon, &post->daemon.mail, &err) == OK, "%s",
	    err.text);
	mail_job_greet(post->daemon.mail);
}

void
post_kill(struct post **postp)
{
	struct post *post = *postp;

	for (size_t i = 0; i < COUNT_OF(posts); i++)
		if (posts[i] == post)
			posts[i] = NULL;
	post->daemon.db = NULL;
	mail_job_close(&post->daemon.mail);
	db_close(&post->db);
	ids_key_free(&post->daemon.link_key);
	setting_free(&post->daemon.settings);
	free(post);
	*postp = NULL;
}

static void
on_nothing(evutil_socket_t fd, short what, void *arg)
{
}

/* Check takes no long messages. */
static void
give_up(const char *sql, const char *wanted)
{
	fprintf(stderr, "%s", relay_journal(post_relay));
	for (size_t i = 0; i < COUNT_OF(posts); i++) {
		struct mail_job_state state;

		if (posts[i] == NULL || posts[i]->daemon.mail == NULL)
			continue;
		mail_job_state(posts[i]->daemon.mail, &state);
		fprintf(stderr, "%d in flight, breaker %d %s, trouble %s\n",
		    state.in_flight, state.relay.breaker, state.relay.reason,
		    state.trouble.text);
	}
	ck_abort_msg("%s is %s, not %s", sql, live_admin("%s", sql), wanted);
}

void
post_until(const char *wanted, const char *fmt, ...)
{
	const struct timeval pause = { 0, 5000 };
	int64_t until_ms = clock_now_ms() + GUARD_MS;
	CLEANUP(free_ptr) char *sql = NULL;

	va_list ap;
	va_start(ap, fmt);
	ck_assert_int_ge(vasprintf(&sql, fmt, ap), 0);
	va_end(ap);
	while (strcmp(live_admin("%s", sql), wanted) != 0) {
		if (clock_now_ms() >= until_ms)
			give_up(sql, wanted);
		event_base_once(live.base, -1, EV_TIMEOUT, on_nothing, NULL, &pause);
		event_base_loop(live.base, EVLOOP_ONCE);
	}
}

void
post_until_state(const char *state, int count)
{
	char wanted[12];

	(void)snprintf(wanted, sizeof wanted, "%d", count);
	post_until(wanted, "SELECT count(*) FROM convene.message WHERE state = '%s'",
	    state);
}

int
post_taken(void)
{
	return relay_count(post_relay, "taken");
}

int
post_taken_by(const char *address)
{
	CLEANUP(free_ptr) char *journal = alloc_text(relay_journal(post_relay));
	size_t length = strlen(address);
	char *rest = journal;
	int count = 0;

	for (char *line; (line = strsep(&rest, "\n")) != NULL;) {
		size_t end = strlen(line);

		count += strstr(line, " taken ") != NULL && end > length &&
		    line[end - length - 1] == ' ' &&
		    strcmp(line + end - length, address) == 0;
	}
	return count;
}

struct chore_answer {
	bool is_there;
	int64_t done;
};

static void
on_chore(enum status status, int64_t done, const struct err *err, void *arg)
{
	struct chore_answer *answer = arg;

	ck_assert_msg(status == OK, "%s", err->text);
	*answer = (struct chore_answer){ true, done };
}

int64_t
post_chore(enum chore chore)
{
	const struct chore_time time = { clock_now_s(), 600 };
	struct chore_answer answer = { false, 0 };

	chore_store_run(live.db, chore, &time, on_chore, &answer);
	while (!answer.is_there)
		event_base_loop(live.base, EVLOOP_ONCE);
	return answer.done;
}
