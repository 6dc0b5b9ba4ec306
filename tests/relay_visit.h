/* relay_visit.h - one connection to the relay. Private to relay.c. */
#ifndef CONVENE_RELAY_VISIT_H
#define CONVENE_RELAY_VISIT_H

#include "relay.h"

#include "relay_script.h"
#include "text.h"

#include <event2/listener.h>
#include <sys/queue.h>

#define RELAY_ADDRESS_MAX 1024

struct visit {
	LIST_ENTRY(visit) next;
	struct relay *relay;
	struct bufferevent *io;
	struct event *delay; /* then act() */
	struct event *turn;  /* the next byte of a split reply, or the end */
	struct evbuffer *out;
	int number;
	int taken;
	bool is_in_body, is_paused, is_silent, is_closing, is_wrapped;
	bool has_mail, has_rcpt;
	int secrets_due; /* lines of AUTH */
	char from[RELAY_ADDRESS_MAX], to[RELAY_ADDRESS_MAX];
	struct text body;
	long body_bytes; /* on the wire */
	struct {         /* what is done after the delay */
		enum relay_phase phase;
		struct relay_rule rule;
	} act;
};

struct relay {
	struct event_base *base;
	struct evconnlistener *listener;
	struct relay_script script;
	relay_wrap_fn *wrap; /* NULL: no STARTTLS */
	void *wrap_arg;
	bool wraps_at_once;
	struct text journal;
	int journal_file; /* -1: none */
	char *maildir;
	struct text last_mail;
	int visits, mails;
	char last_secret[512]; /* as it came: base64 */
	LIST_HEAD(, visit) open;
};

void relay_visit_start(struct relay *relay, evutil_socket_t fd);
void relay_visit_end(struct visit *visit);
#endif
