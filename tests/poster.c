#include "poster.h"

#include "run.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#define GUARD_S 20

struct poster poster;

void
poster_setup(void)
{
	memset(&poster, 0, sizeof poster);
	signal(SIGPIPE, SIG_IGN);
	poster.base = event_base_new();
	poster.bytes = "Subject: dinner\r\n\r\n.Come\r\n.\r\nto us.\r\n";
	poster.length = strlen(poster.bytes);
	poster.settings = (struct smtp_settings){
		.host = "127.0.0.1",
		.hello = "dinners.test",
		.tls = SMTP_PLAIN,
		.links_max = 4,
		.mails_per_link = 200,
		.waiting_max = POSTER_MAILS_MAX,
		.burst = 1,
		.rest_first_ms = 20,
		.rest_max_ms = 1000,
		.deadlines = { .connect_ms = 3000,
		    .idle_ms = 3000,
		    .command_ms = 3000,
		    .data_ms = 3000,
		    .begin_ms = 3000,
		    .block_ms = 3000,
		    .dot_ms = 3000,
		    .quit_ms = 3000 },
	};
}

void
poster_teardown(void)
{
	smtp_close(&poster.smtp);
	relay_close(&poster.relay);
	event_base_free(poster.base);
}

int
poster_short_ms(void)
{
	const char *factor = getenv("CK_TIMEOUT_MULTIPLIER");

	return 150 * (factor != NULL ? (int)strtol(factor, NULL, 10) : 1);
}

void
poster_shorten(enum smtp_phase phase)
{
	struct smtp_deadlines *deadlines = &poster.settings.deadlines;

	if (phase == SMTP_CONNECTING)
		deadlines->connect_ms = poster_short_ms();
	else if (phase == SMTP_MAIL || phase == SMTP_RCPT)
		deadlines->command_ms = poster_short_ms();
	else if (phase == SMTP_DATA)
		deadlines->data_ms = poster_short_ms();
	else if (phase == SMTP_BEGIN)
		deadlines->begin_ms = poster_short_ms();
	else if (phase == SMTP_DOT)
		deadlines->dot_ms = poster_short_ms();
	else
		deadlines->quit_ms = poster_short_ms();
}

void
poster_script(const char *script)
{
	const struct relay_settings settings = { .port = 0 };
	struct err err = { OK, "" };

	if (poster.relay == NULL) {
		ck_assert_msg(relay_open(poster.base, &settings, &poster.relay, &err) ==
			OK,
		    "%s", err.text);
		poster.settings.port = relay_port(poster.relay);
	}
	ck_assert_msg(relay_script(poster.relay, script, &err) == OK, "%s", err.text);
}

static void
on_begin(struct smtp *smtp, uint64_t ticket, void *arg)
{
	struct poster_mail *mail = arg;

	ck_assert_int_eq(mail->dones, 0);
	ck_assert_int_eq(mail->begins++, 0);
	poster.begins++;
	mail->ticket = ticket;
	if (poster.habit == POSTER_BEGINS)
		smtp_begin(smtp, ticket);
	else if (poster.habit == POSTER_ABORTS)
		smtp_abort(smtp, ticket);
}

static void
on_done(const struct smtp_result *result, void *arg)
{
	struct poster_mail *mail = arg;

	ck_assert_int_eq(mail->dones++, 0);
	poster.dones++;
	mail->result = *result;
}

int
poster_send(const char *to)
{
	int number = poster.mail_count++;
	struct poster_mail *mail = &poster.mails[number];
	struct err err = { OK, "" };

	ck_assert_int_lt(number, POSTER_MAILS_MAX);
	if (poster.smtp == NULL)
		ck_assert_msg(smtp_open(poster.base, &poster.settings, &poster.smtp,
				  &err) == OK,
		    "%s", err.text);
	(void)snprintf(mail->to, sizeof mail->to, "%s", to);
	(void)snprintf(mail->id, sizeof mail->id, "id-%d", number);
	smtp_send(poster.smtp,
	    &(struct smtp_mail){
		.envelope = { mail->id, "dinners@hospital.test", mail->to, poster.bytes,
		    poster.length },
		.begin = on_begin,
		.done = on_done,
		.arg = mail,
	    });
	ck_assert_int_eq(mail->dones, 0); /* never before smtp_send() returns */
	return number;
}

static void
on_guard(evutil_socket_t fd, short what, void *arg)
{
	ck_abort_msg("%d mails, %d begun, %d done after %d s; journal:\n%s",
	    poster.mail_count, poster.begins, poster.dones, GUARD_S,
	    poster.relay != NULL ? relay_journal(poster.relay) : "");
}

static struct event *
guard(void)
{
	const struct timeval late = { GUARD_S, 0 };
	struct event *timer = evtimer_new(poster.base, on_guard, NULL);

	evtimer_add(timer, &late);
	return timer;
}

static void
wait_for(const int *value, int count)
{
	struct event *timer = guard();

	while (*value < count)
		event_base_loop(poster.base, EVLOOP_ONCE);
	event_free(timer);
}

void
poster_wait_begins(int count)
{
	wait_for(&poster.begins, count);
}

void
poster_wait_dones(int count)
{
	wait_for(&poster.dones, count);
}

static void
on_nothing(evutil_socket_t fd, short what, void *arg)
{
}

static void
turn_within(int wait_us)
{
	const struct timeval wait = { 0, wait_us };

	event_base_once(poster.base, -1, EV_TIMEOUT, on_nothing, NULL, &wait);
	event_base_loop(poster.base, EVLOOP_ONCE);
}

void
poster_turn(int turns)
{
	while (turns-- > 0)
		turn_within(0);
}

void
poster_wait_room(void)
{
	struct event *timer = guard();

	while (smtp_room(poster.smtp) == 0)
		turn_within(1000);
	event_free(timer);
}

void
poster_expect(enum smtp_class class, const char *what)
{
	int number = poster_send("ann@clinic.test");
	const struct smtp_result *result = &poster.mails[number].result;

	poster_wait_dones(poster.mail_count);
	ck_assert_msg(result->class == class, "%s: %s in %s: %d %s", what,
	    smtp_result_class_name(result->class), smtp_result_phase_name(result->phase),
	    result->code, result->words);
}
