/* relay_visit.c
 *
 * Commands are taken line by line; a rule with a delay stops that until its timer. What
 * is to be sent stands in visit->out, and leaves at once or a byte a turn. A visit ends
 * in on_turn(), on_end() and relay_visit_end(), never in the middle of something. */
#include "relay_visit.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static void take_input(struct visit *visit);

static void
note(struct visit *visit, const char *event, const char *detail)
{
	struct relay *relay = visit->relay;
	size_t start = relay->journal.length;

	text_add_int(&relay->journal, visit->number);
	text_add(&relay->journal, " ");
	text_add_line(&relay->journal, event);
	text_add(&relay->journal, " ");
	text_add_line(&relay->journal, detail);
	text_add(&relay->journal, "\n");
	if (relay->journal_file >= 0)
		(void)!write(relay->journal_file, relay->journal.data + start,
		    relay->journal.length - start);
}

void
relay_visit_end(struct visit *visit)
{
	char detail[40]; /* "body " and a long */

	(void)snprintf(detail, sizeof detail, "body %ld", visit->body_bytes);
	note(visit, "lost", visit->is_in_body ? detail : "");
	LIST_REMOVE(visit, next);
	bufferevent_free(visit->io);
	event_free(visit->delay);
	event_free(visit->turn);
	evbuffer_free(visit->out);
	text_done(&visit->body);
	free(visit);
}

static void
schedule_turn(struct visit *visit)
{
	int wait_ms = visit->relay->script.drip_ms;
	const struct timeval wait = { wait_ms / 1000, wait_ms % 1000 * 1000 };

	evtimer_add(visit->turn, &wait);
}

static void
send_out(struct visit *visit)
{
	size_t piece = (size_t)visit->relay->script.piece;
	size_t length = evbuffer_get_length(visit->out);

	if (piece == 0 || piece > length)
		piece = length;
	evbuffer_remove_buffer(visit->out, bufferevent_get_output(visit->io), piece);
	if (evbuffer_get_length(visit->out) > 0 || visit->is_closing)
		schedule_turn(visit);
}

static bool
has_unsent(const struct visit *visit)
{
	return evbuffer_get_length(visit->out) > 0 ||
	    evbuffer_get_length(bufferevent_get_output(visit->io)) > 0;
}

static void
on_turn(evutil_socket_t fd, short what, void *arg)
{
	struct visit *visit = arg;

	if (visit->is_closing && !has_unsent(visit))
		relay_visit_end(visit);
	else if (evbuffer_get_length(visit->out) > 0)
		send_out(visit);
}

static void
on_written(struct bufferevent *io, void *arg)
{
	struct visit *visit = arg;

	if (visit->is_closing)
		schedule_turn(visit);
}

static void
add_offers(const struct relay_script *script, struct evbuffer *reply)
{
	evbuffer_add_printf(reply, "250%crelay.test\r\n",
	    script->offer_count > 0 ? '-' : ' ');
	for (int i = 0; i < script->offer_count; i++)
		evbuffer_add_printf(reply, "250%c%s\r\n",
		    i + 1 < script->offer_count ? '-' : ' ',
		    text_string(&script->offers[i]));
}

static void
add_usual_reply(struct visit *visit, enum relay_phase phase, struct evbuffer *reply)
{
	static const char *const usual[] = {
		[RELAY_CONNECT] = "220 relay.test ESMTP\r\n",
		[RELAY_EHLO] = "",
		[RELAY_HELO] = "250 relay.test\r\n",
		[RELAY_STARTTLS] = "220 2.0.0 go on\r\n",
		[RELAY_AUTH] = "235 2.7.0 welcome\r\n",
		[RELAY_MAIL] = "250 2.1.0 ok\r\n",
		[RELAY_RCPT] = "250 2.1.5 ok\r\n",
		[RELAY_DATA] = "354 go on, end with a dot\r\n",
		[RELAY_BODY] = "",
		[RELAY_DOT] = "250 2.0.0 ok: queued as R",
		[RELAY_RSET] = "250 2.0.0 ok\r\n",
		[RELAY_QUIT] = "221 2.0.0 bye\r\n",
	};

	if (phase == RELAY_STARTTLS && visit->relay->wrap == NULL)
		evbuffer_add_printf(reply, "502 5.5.1 no TLS\r\n");
	else if ((phase == RELAY_DATA || phase == RELAY_DOT) && !visit->has_rcpt)
		evbuffer_add_printf(reply, "554 5.5.1 no recipient\r\n");
	else
		evbuffer_add(reply, usual[phase], strlen(usual[phase]));
	if (phase == RELAY_EHLO)
		add_offers(&visit->relay->script, reply);
	else if (phase == RELAY_DOT && visit->has_rcpt)
		evbuffer_add_printf(reply, "%d\r\n", visit->relay->mails + 1);
}

static void
store_mail(struct visit *visit)
{
	struct relay *relay = visit->relay;
	char temporary[4096], path[4096];
	FILE *file;

	if (relay->maildir == NULL)
		return;
	(void)snprintf(temporary, sizeof temporary, "%s/.%06d.tmp", relay->maildir,
	    relay->mails);
	(void)snprintf(path, sizeof path, "%s/%06d.eml", relay->maildir, relay->mails);
	file = fopen(temporary, "w");
	if (file == NULL) {
		note(visit, "other", "cannot store");
		return;
	}
	fprintf(file, "Return-Path: <%s>\r\nDelivered-To: %s\r\n", visit->from,
	    visit->to);
	fwrite(text_string(&visit->body), 1, visit->body.length, file);
	if (fclose(file) != 0 || rename(temporary, path) != 0)
		note(visit, "other", "cannot store");
}

static void
take_mail(struct visit *visit)
{
	struct relay *relay = visit->relay;
	char detail[RELAY_ADDRESS_MAX + 40];

	relay->mails++;
	visit->taken++;
	store_mail(visit);
	text_clear(&relay->last_mail);
	text_add_bytes(&relay->last_mail, text_string(&visit->body), visit->body.length);
	(void)snprintf(detail, sizeof detail, "%zu %s", visit->body.length, visit->to);
	note(visit, "taken", detail);
}

/* What the reply's code does to us. */
static void
have_effect(struct visit *visit, enum relay_phase phase, int code)
{
	bool is_good = code / 100 == 2;

	if (phase == RELAY_MAIL) {
		visit->has_mail = is_good;
	} else if (phase == RELAY_RCPT) {
		visit->has_rcpt = visit->has_rcpt || is_good;
	} else if (phase == RELAY_DATA && code == 354) {
		visit->is_in_body = true;
		visit->body_bytes = 0;
		text_clear(&visit->body);
	} else if (phase == RELAY_DOT || phase == RELAY_RSET) {
		visit->has_mail = visit->has_rcpt = false;
	}
}

static int
code_of(struct evbuffer *out)
{
	char digits[4] = { 0 };

	evbuffer_copyout(out, digits, 3);
	return (int)strtol(digits, NULL, 10);
}

static void on_read(struct bufferevent *io, void *arg);
static void on_end(struct bufferevent *io, short what, void *arg);

/* Behind what is to be sent: that still goes as it is. */
static void
wrap(struct visit *visit)
{
	struct relay *relay = visit->relay;

	bufferevent_write_buffer(visit->io, visit->out);
	visit->io = relay->wrap(visit->io, relay->wrap_arg);
	visit->is_wrapped = true;
	bufferevent_setcb(visit->io, on_read, on_written, on_end, visit);
	bufferevent_enable(visit->io, EV_READ | EV_WRITE);
}

/* First what is taken and written down, then the reply. */
static void
act(struct visit *visit)
{
	enum relay_phase phase = visit->act.phase;
	const struct relay_rule *rule = &visit->act.rule;
	struct evbuffer *reply = alloc_check(evbuffer_new());
	bool was_empty = evbuffer_get_length(visit->out) == 0;
	int code;

	if (rule->reply.length > 0)
		evbuffer_add(reply, rule->reply.data, rule->reply.length);
	else if (!rule->is_drop && !rule->is_silent)
		add_usual_reply(visit, phase, reply);
	code = code_of(reply);
	if (phase == RELAY_DOT && visit->has_rcpt && (rule->is_take || code / 100 == 2))
		take_mail(visit);
	have_effect(visit, phase, code);
	evbuffer_add_buffer(visit->out, reply);
	evbuffer_free(reply);
	visit->is_paused = false;
	visit->is_closing = visit->is_closing || rule->is_drop || phase == RELAY_QUIT;
	visit->is_silent = rule->is_silent;
	if (visit->is_closing)
		bufferevent_disable(visit->io, EV_READ);
	if (phase == RELAY_STARTTLS && code == 220 && visit->relay->wrap != NULL &&
	    !visit->is_closing)
		wrap(visit);
	else if (was_empty)
		send_out(visit);
}

static void
on_delay(evutil_socket_t fd, short what, void *arg)
{
	struct visit *visit = arg;

	act(visit);
	take_input(visit);
}

static void
answer(struct visit *visit, enum relay_phase phase, struct relay_rule *rule)
{
	static const struct relay_rule usual = { .times = -1, .byte = -1 };

	visit->act.phase = phase;
	visit->act.rule = rule != NULL ? *rule : usual;
	if (rule != NULL && rule->times > 0)
		rule->times--;
	if (visit->act.rule.delay_ms > 0) {
		struct timeval wait = { visit->act.rule.delay_ms / 1000,
			visit->act.rule.delay_ms % 1000 * 1000 };

		visit->is_paused = true;
		evtimer_add(visit->delay, &wait);
	} else {
		act(visit);
	}
}

static void
answer_phase(struct visit *visit, enum relay_phase phase)
{
	answer(visit, phase,
	    relay_script_find(&visit->relay->script, phase, visit->to, visit->taken));
}

static void
copy_address(const char *line, char *ret_address)
{
	const char *start = strchr(line, '<');
	const char *end = strrchr(line, '>');

	ret_address[0] = '\0';
	if (start != NULL && end != NULL && end > start)
		(void)snprintf(ret_address, RELAY_ADDRESS_MAX, "%.*s",
		    (int)(end - start - 1), start + 1);
}

/* One line of the login, of which the journal holds nothing. */
static void
take_secret(struct visit *visit, const char *secret)
{
	struct relay *relay = visit->relay;

	(void)snprintf(relay->last_secret, sizeof relay->last_secret, "%s", secret);
	if (visit->secrets_due > 0)
		bufferevent_write(visit->io, "334 \r\n", 6);
	else
		answer_phase(visit, RELAY_AUTH);
}

/* MECHANISM, perhaps with the first secret. */
static void
take_auth(struct visit *visit, char *words)
{
	char *secret = words;
	const char *mechanism = strsep(&secret, " ");

	note(visit, relay_script_phase_name(RELAY_AUTH), mechanism);
	visit->secrets_due = strcasecmp(mechanism, "LOGIN") == 0 ? 2 : 1;
	if (secret != NULL)
		visit->secrets_due--;
	take_secret(visit, secret != NULL ? secret : "");
}

static void
take_command(struct visit *visit, char *line)
{
	static const struct {
		const char *word;
		enum relay_phase phase;
	} commands[] = {
		{ "EHLO ", RELAY_EHLO },
		{ "HELO ", RELAY_HELO },
		{ "STARTTLS", RELAY_STARTTLS },
		{ "AUTH ", RELAY_AUTH },
		{ "MAIL FROM:", RELAY_MAIL },
		{ "RCPT TO:", RELAY_RCPT },
		{ "DATA", RELAY_DATA },
		{ "RSET", RELAY_RSET },
		{ "QUIT", RELAY_QUIT },
	};

	for (size_t i = 0; i < COUNT_OF(commands); i++) {
		enum relay_phase phase = commands[i].phase;

		if (strncasecmp(line, commands[i].word, strlen(commands[i].word)) != 0)
			continue;
		if (phase == RELAY_STARTTLS && visit->is_wrapped)
			break;
		if (phase == RELAY_MAIL)
			copy_address(line, visit->from);
		if (phase == RELAY_RCPT)
			copy_address(line, visit->to);
		if (phase == RELAY_AUTH) {
			take_auth(visit, line + strlen(commands[i].word));
			return;
		}
		note(visit, relay_script_phase_name(phase),
		    line + strlen(commands[i].word));
		answer_phase(visit, phase);
		return;
	}
	note(visit, "other", line);
	bufferevent_write(visit->io, "500 5.5.2 what?\r\n", 17);
}

static void
take_body_line(struct visit *visit, const char *line, size_t length)
{
	if (length == 1 && line[0] == '.') {
		visit->is_in_body = false;
		note(visit, "dot", "");
		answer_phase(visit, RELAY_DOT);
		return;
	}
	if (length > 0 && line[0] == '.') {
		line++;
		length--;
	}
	text_add_bytes(&visit->body, line, length);
	text_add(&visit->body, "\r\n");
}

/* A rule about byte n of the body strikes when that has come, whatever lies behind it. */
static bool
strikes_in_body(struct visit *visit, size_t waiting)
{
	struct relay_rule *rule = relay_script_find(&visit->relay->script, RELAY_BODY,
	    visit->to, visit->taken);

	if (rule == NULL || rule->byte < 0 ||
	    visit->body_bytes + (long)waiting < rule->byte)
		return false;
	visit->body_bytes = rule->byte;
	answer(visit, RELAY_BODY, rule);
	return true;
}

static bool
take_line(struct visit *visit)
{
	struct evbuffer *input = bufferevent_get_input(visit->io);
	size_t waiting = evbuffer_get_length(input);
	size_t length;

	if (visit->is_in_body && waiting > 0) {
		if (visit->body_bytes == 0 && visit->body.length == 0)
			note(visit, "body", "");
		if (strikes_in_body(visit, waiting))
			return false;
	}

	CLEANUP(free_ptr)
	char *line = evbuffer_readln(input, &length, EVBUFFER_EOL_CRLF_STRICT);
	if (line == NULL)
		return false;
	if (visit->is_in_body) {
		visit->body_bytes += (long)length + 2;
		take_body_line(visit, line, length);
	} else if (visit->secrets_due > 0) {
		visit->secrets_due--;
		take_secret(visit, line);
	} else {
		take_command(visit, line);
	}
	return true;
}

static void
take_input(struct visit *visit)
{
	while (!visit->is_paused && !visit->is_silent && !visit->is_closing &&
	    take_line(visit))
		;
}

static void
on_read(struct bufferevent *io, void *arg)
{
	take_input(arg);
}

static void
on_end(struct bufferevent *io, short what, void *arg)
{
	if ((what & BEV_EVENT_CONNECTED) == 0) /* that is the handshake's end */
		relay_visit_end(arg);
}

void
relay_visit_start(struct relay *relay, evutil_socket_t fd)
{
	struct visit *visit = alloc_zero(1, sizeof *visit);
	int on = 1;

	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	visit->relay = relay;
	visit->number = ++relay->visits;
	visit->io = alloc_check(bufferevent_socket_new(relay->base, fd,
	    BEV_OPT_CLOSE_ON_FREE | BEV_OPT_DEFER_CALLBACKS));
	visit->delay = alloc_check(evtimer_new(relay->base, on_delay, visit));
	visit->turn = alloc_check(evtimer_new(relay->base, on_turn, visit));
	visit->out = alloc_check(evbuffer_new());
	LIST_INSERT_HEAD(&relay->open, visit, next);
	bufferevent_setcb(visit->io, on_read, on_written, on_end, visit);
	bufferevent_enable(visit->io, EV_READ | EV_WRITE);
	note(visit, "connect", "");
	if (relay->wraps_at_once)
		wrap(visit);
	answer_phase(visit, RELAY_CONNECT);
}
