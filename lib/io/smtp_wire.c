/* smtp_wire.c - libcurl with CONNECT_ONLY in a multi handle on libevent.
 *
 * Its SMTP transfer would block the loop while it waits for the last reply and for QUIT.
 * libcurl calls on_socket(), on_timeout() and on_reply_line(); libevent calls on_ready()
 * and on_timer(); a wire's callback runs outside of libcurl. */
#include "smtp_wire.h"

#include "token_command.h"

#include <assert.h>
#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

#define LAST_LINE_MAX 200

struct smtp_hub {
	struct event_base *base;
	CURLM *multi;
	struct event *timer;
};

struct smtp_wire {
	struct smtp_hub *hub;
	const struct smtp_settings *settings;
	CURL *easy;
	evutil_socket_t socket;
	struct smtp_offer offer;
	char last_line[LAST_LINE_MAX + 1]; /* of the relay, for the reason of a failure */
	char curl_error[CURL_ERROR_SIZE];
	smtp_wire_opened_fn *opened; /* NULL: said */
	struct token_command *token; /* NULL: none is needed */
	void *arg;
};

/* A certificate, a password or a missing TLS does not mend itself. */
static bool
needs_administrator(CURLcode code)
{
	static const CURLcode codes[] = { CURLE_PEER_FAILED_VERIFICATION,
		CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_USE_SSL_FAILED,
		CURLE_SSL_CACERT_BADFILE, CURLE_LOGIN_DENIED, CURLE_SSL_ISSUER_ERROR,
		CURLE_URL_MALFORMAT };

	for (size_t i = 0; i < COUNT_OF(codes); i++)
		if (codes[i] == code)
			return true;
	return false;
}

/* libcurl goes on without a word when credentials are set and no AUTH is offered. */
static bool
lacks_login(const struct smtp_wire *wire)
{
	return wire->settings->user != NULL && !wire->offer.is_authenticated;
}

static void
say_opened(struct smtp_wire *wire, CURLcode code)
{
	smtp_wire_opened_fn *opened = TAKE(wire->opened);
	const char *what = wire->curl_error[0] != '\0' ? wire->curl_error
						       : curl_easy_strerror(code);
	struct err err = { OK, "" };
	bool is_alarm = needs_administrator(code);

	if (code == CURLE_OK && lacks_login(wire)) {
		is_alarm = true;
		(void)err_set(&err, ERR_UNAVAILABLE,
		    "relay: a login is set, but it offers no AUTH that we know");
	} else if (code == CURLE_OK) {
		curl_easy_getinfo(wire->easy, CURLINFO_ACTIVESOCKET, &wire->socket);
		assert(wire->socket >= 0);
	} else {
		(void)err_set(&err, ERR_UNAVAILABLE, "relay: %s%s%s", what,
		    wire->last_line[0] != '\0' ? "; it last said " : "", wire->last_line);
	}
	opened(err.status, is_alarm, &err, wire->arg);
}

static void
tell_finished(struct smtp_hub *hub)
{
	CURLMsg *message;
	int left;

	while ((message = curl_multi_info_read(hub->multi, &left)) != NULL) {
		CURLcode code = message->data.result;
		struct smtp_wire *wire;

		if (message->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &wire);
		if (wire->opened != NULL)
			say_opened(wire, code);
	}
}

static void
on_ready(evutil_socket_t fd, short what, void *arg)
{
	struct smtp_hub *hub = arg;
	int mask = (what & EV_READ ? CURL_CSELECT_IN : 0) |
	    (what & EV_WRITE ? CURL_CSELECT_OUT : 0);
	int running;

	curl_multi_socket_action(hub->multi, fd, mask, &running);
	tell_finished(hub);
}

static void
on_timer(evutil_socket_t fd, short what, void *arg)
{
	struct smtp_hub *hub = arg;
	int running;

	curl_multi_socket_action(hub->multi, CURL_SOCKET_TIMEOUT, 0, &running);
	tell_finished(hub);
}

static int
on_timeout(CURLM *multi, long timeout_ms, void *arg)
{
	struct smtp_hub *hub = arg;
	struct timeval wait = { timeout_ms / 1000, timeout_ms % 1000 * 1000 };

	if (timeout_ms < 0)
		evtimer_del(hub->timer);
	else
		evtimer_add(hub->timer, &wait);
	return 0;
}

static int
on_socket(CURL *easy, curl_socket_t fd, int what, void *arg, void *socket_arg)
{
	struct smtp_hub *hub = arg;
	struct event *event = socket_arg;
	short wanted = EV_PERSIST;

	if (event != NULL)
		event_free(event);
	curl_multi_assign(hub->multi, fd, NULL);
	if (what == CURL_POLL_REMOVE)
		return 0;
	if (what & CURL_POLL_IN)
		wanted |= EV_READ;
	if (what & CURL_POLL_OUT)
		wanted |= EV_WRITE;
	event = alloc_check(event_new(hub->base, fd, wanted, on_ready, hub));
	event_add(event, NULL);
	curl_multi_assign(hub->multi, fd, event);
	return 0;
}

struct smtp_hub *
smtp_wire_hub_open(struct event_base *base)
{
	struct smtp_hub *hub = alloc_zero(1, sizeof *hub);

	curl_global_init(CURL_GLOBAL_DEFAULT); /* again is nothing */
	hub->base = base;
	hub->timer = alloc_check(evtimer_new(base, on_timer, hub));
	hub->multi = alloc_check(curl_multi_init());
	curl_multi_setopt(hub->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
	curl_multi_setopt(hub->multi, CURLMOPT_SOCKETDATA, hub);
	curl_multi_setopt(hub->multi, CURLMOPT_TIMERFUNCTION, on_timeout);
	curl_multi_setopt(hub->multi, CURLMOPT_TIMERDATA, hub);
	return hub;
}

void
smtp_wire_hub_close(struct smtp_hub **hubp)
{
	struct smtp_hub *hub = TAKE(*hubp);

	if (hub == NULL)
		return;
	curl_multi_cleanup(hub->multi);
	event_free(hub->timer);
	free(hub);
}

/* Every reply passes here line by line, the EHLO before and the one after STARTTLS. */
static size_t
on_reply_line(char *line, size_t size, size_t count, void *arg)
{
	struct smtp_wire *wire = arg;
	size_t length = size * count;
	size_t kept = length < LAST_LINE_MAX ? length : LAST_LINE_MAX;

	smtp_offer_read(&wire->offer, line, length);
	for (size_t i = 0; i < kept; i++)
		wire->last_line[i] = line[i] > '~' || line[i] < ' ' ? ' ' : line[i];
	wire->last_line[kept] = '\0';
	return length;
}

static size_t
on_body(char *bytes, size_t size, size_t count, void *arg)
{
	return size * count;
}

static void
set_address(struct smtp_wire *wire)
{
	const struct smtp_settings *settings = wire->settings;
	bool is_ipv6 = strchr(settings->host, ':') != NULL;
	/* scheme, two names of at most 253 bytes (smtp_settings_check), port, brackets */
	char url[600];

	(void)snprintf(url, sizeof url, "%s://%s%s%s:%d/%s",
	    settings->tls == SMTP_IMPLICIT ? "smtps" : "smtp", is_ipv6 ? "[" : "",
	    settings->host, is_ipv6 ? "]" : "", settings->port, settings->hello);
	curl_easy_setopt(wire->easy, CURLOPT_URL, url);
	curl_easy_setopt(wire->easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(wire->easy, CURLOPT_PROXY, ""); /* or ALL_PROXY is obeyed */
	curl_easy_setopt(wire->easy, CURLOPT_FRESH_CONNECT, 1L);
	curl_easy_setopt(wire->easy, CURLOPT_CONNECT_ONLY, 1L);
	curl_easy_setopt(wire->easy, CURLOPT_NOSIGNAL, 1L);
	/* else the resolver's thread is joined, and a dead name server holds the loop */
	curl_easy_setopt(wire->easy, CURLOPT_QUICK_EXIT, 1L);
	curl_easy_setopt(wire->easy, CURLOPT_CONNECTTIMEOUT_MS,
	    (long)settings->deadlines.connect_ms);
	curl_easy_setopt(wire->easy, CURLOPT_SERVER_RESPONSE_TIMEOUT,
	    (long)settings->deadlines.connect_ms / 1000 + 1);
}

static void
set_trust(struct smtp_wire *wire)
{
	const struct smtp_settings *settings = wire->settings;

	curl_easy_setopt(wire->easy, CURLOPT_USE_SSL,
	    settings->tls == SMTP_PLAIN ? (long)CURLUSESSL_NONE : (long)CURLUSESSL_ALL);
	/* without a folder libcurl keeps the certificates in memory; with one, every
	 * connection reads them again and holds the loop for 20 to 39 ms */
	curl_easy_setopt(wire->easy, CURLOPT_CAPATH, NULL);
	curl_easy_setopt(wire->easy, CURLOPT_CA_CACHE_TIMEOUT, -1L);
	if (settings->ca_file != NULL)
		curl_easy_setopt(wire->easy, CURLOPT_CAINFO, settings->ca_file);
}

static void
set_login(struct smtp_wire *wire)
{
	static const char *const options[] = {
		[SMTP_AUTH_ANY] = NULL,
		[SMTP_AUTH_PLAIN] = "AUTH=PLAIN",
		[SMTP_AUTH_LOGIN] = "AUTH=LOGIN",
		[SMTP_AUTH_XOAUTH2] = "AUTH=XOAUTH2",
	};
	const struct smtp_settings *settings = wire->settings;

	if (settings->user == NULL)
		return;
	curl_easy_setopt(wire->easy, CURLOPT_USERNAME, settings->user);
	curl_easy_setopt(wire->easy, CURLOPT_PASSWORD, settings->password);
	curl_easy_setopt(wire->easy, CURLOPT_LOGIN_OPTIONS, options[settings->auth]);
}

/* A token for each login, as it does not last; only then the relay is asked. */
static void
on_token(enum status status, const char *token, const struct err *err, void *arg)
{
	struct smtp_wire *wire = arg;

	if (status != OK) {
		TAKE(wire->opened)(status, true, err, wire->arg);
		return;
	}
	curl_easy_setopt(wire->easy, CURLOPT_XOAUTH2_BEARER, token);
	curl_multi_add_handle(wire->hub->multi, wire->easy);
}

struct smtp_wire *
smtp_wire_open(struct smtp_hub *hub, const struct smtp_settings *settings,
    smtp_wire_opened_fn *opened, void *arg)
{
	struct smtp_wire *wire = alloc_zero(1, sizeof *wire);

	wire->hub = hub;
	wire->settings = settings;
	wire->socket = -1;
	wire->opened = opened;
	wire->arg = arg;
	wire->easy = alloc_check(curl_easy_init());
	curl_easy_setopt(wire->easy, CURLOPT_PRIVATE, wire);
	curl_easy_setopt(wire->easy, CURLOPT_ERRORBUFFER, wire->curl_error);
	curl_easy_setopt(wire->easy, CURLOPT_HEADERFUNCTION, on_reply_line);
	curl_easy_setopt(wire->easy, CURLOPT_HEADERDATA, wire);
	curl_easy_setopt(wire->easy, CURLOPT_WRITEFUNCTION, on_body);
	set_address(wire);
	set_trust(wire);
	set_login(wire);
	if (settings->token_command != NULL)
		wire->token = token_command_start(hub->base, settings->token_command,
		    settings->deadlines.connect_ms, on_token, wire);
	else
		curl_multi_add_handle(hub->multi, wire->easy);
	return wire;
}

evutil_socket_t
smtp_wire_socket(const struct smtp_wire *wire)
{
	return wire->socket;
}

const struct smtp_offer *
smtp_wire_offer(const struct smtp_wire *wire)
{
	return &wire->offer;
}

static enum smtp_wire_state
state_of(CURLcode code, size_t moved)
{
	if (code == CURLE_AGAIN)
		return SMTP_WIRE_WAIT;
	return code == CURLE_OK && moved > 0 ? SMTP_WIRE_MOVED : SMTP_WIRE_LOST;
}

enum smtp_wire_state
smtp_wire_read(struct smtp_wire *wire, char *buffer, size_t size, size_t *ret_length)
{
	CURLcode code;

	*ret_length = 0;
	code = curl_easy_recv(wire->easy, buffer, size, ret_length);
	return state_of(code, *ret_length);
}

enum smtp_wire_state
smtp_wire_write(struct smtp_wire *wire, const char *bytes, size_t length,
    size_t *ret_length)
{
	CURLcode code;

	*ret_length = 0;
	code = curl_easy_send(wire->easy, bytes, length, ret_length);
	return state_of(code, *ret_length);
}

void
smtp_wire_close(struct smtp_wire **wirep)
{
	struct smtp_wire *wire = TAKE(*wirep);

	if (wire == NULL)
		return;
	token_command_stop(&wire->token);
	curl_multi_remove_handle(wire->hub->multi, wire->easy);
	curl_easy_cleanup(wire->easy);
	free(wire);
}
