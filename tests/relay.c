#include "relay.h"

#include "relay_visit.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

static void
on_connect(struct evconnlistener *listener, evutil_socket_t fd, struct sockaddr *address,
    int length, void *arg)
{
	relay_visit_start(arg, fd);
}

static enum status
listen_on(struct relay *relay, int port, struct err *err)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};

	relay->listener = evconnlistener_new_bind(relay->base, on_connect, relay,
	    LEV_OPT_CLOSE_ON_FREE | LEV_OPT_REUSEABLE | LEV_OPT_CLOSE_ON_EXEC, 128,
	    (struct sockaddr *)&address, sizeof address);
	if (relay->listener == NULL)
		return err_set(err, ERR_UNAVAILABLE, "cannot listen on port %d: %s", port,
		    strerror(errno));
	return OK;
}

enum status
relay_open(struct event_base *base, const struct relay_settings *settings,
    struct relay **ret_relay, struct err *err)
{
	struct relay *relay = alloc_zero(1, sizeof *relay);
	enum status status;

	relay->base = base;
	relay->journal_file = -1;
	LIST_INIT(&relay->open);
	status = listen_on(relay, settings->port, err);
	if (status == OK)
		status = relay_script(relay, RELAY_OFFER_USUAL, err);
	if (status == OK && settings->journal != NULL) {
		relay->journal_file = open(settings->journal,
		    O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
		if (relay->journal_file < 0)
			status = err_set(err, ERR_UNAVAILABLE, "%s: %s",
			    settings->journal, strerror(errno));
	}
	if (status != OK) {
		relay_close(&relay);
		return status;
	}
	if (settings->maildir != NULL)
		relay->maildir = alloc_text(settings->maildir);
	*ret_relay = relay;
	return OK;
}

enum status
relay_script(struct relay *relay, const char *script, struct err *err)
{
	struct relay_script fresh;
	enum status status = relay_script_parse(script, &fresh, err);
	struct visit *visit;

	if (status != OK)
		return status;
	LIST_FOREACH(visit, &relay->open, next)
	{
		assert(!visit->is_paused); /* it holds a copy of the rule that is freed */
	}
	relay_script_done(&relay->script);
	relay->script = fresh;
	return OK;
}

void
relay_wrap(struct relay *relay, relay_wrap_fn *wrap, void *arg, bool is_at_once)
{
	relay->wrap = wrap;
	relay->wrap_arg = arg;
	relay->wraps_at_once = is_at_once;
}

int
relay_port(const struct relay *relay)
{
	struct sockaddr_in address = { 0 };
	socklen_t length = sizeof address;

	getsockname(evconnlistener_get_fd(relay->listener), (struct sockaddr *)&address,
	    &length);
	return ntohs(address.sin_port);
}

const char *
relay_journal(const struct relay *relay)
{
	return text_string(&relay->journal);
}

int
relay_count(const struct relay *relay, const char *event)
{
	const char *line = text_string(&relay->journal);
	size_t length = strlen(event);
	int count = 0;

	while (*line != '\0') {
		const char *word = strchr(line, ' ') + 1;

		count += strncmp(word, event, length) == 0 && word[length] == ' ';
		line = strchr(word, '\n') + 1;
	}
	return count;
}

const char *
relay_last_mail(const struct relay *relay, size_t *ret_length)
{
	*ret_length = relay->last_mail.length;
	return relay->mails > 0 ? text_string(&relay->last_mail) : NULL;
}

const char *
relay_last_secret(const struct relay *relay)
{
	return relay->last_secret;
}

void
relay_close(struct relay **relayp)
{
	struct relay *relay = TAKE(*relayp);

	if (relay == NULL)
		return;
	while (!LIST_EMPTY(&relay->open))
		relay_visit_end(LIST_FIRST(&relay->open));
	if (relay->listener != NULL)
		evconnlistener_free(relay->listener);
	if (relay->journal_file >= 0)
		close(relay->journal_file);
	relay_script_done(&relay->script);
	text_done(&relay->journal);
	text_done(&relay->last_mail);
	free(relay->maildir);
	free(relay);
}
