/* relay.h - an SMTP server that does what a script says and journals what it took.
 * For tests, in their own loop, and for tests/fake-relay; not for strangers. */
#ifndef CONVENE_RELAY_H
#define CONVENE_RELAY_H

#include "base.h"

#include <event2/bufferevent.h>
#include <event2/event.h>
#include <stdbool.h>

/* A script has one line for each rule, the first that fits wins; # starts a remark.
 *
 *   offer=PIPELINING          one line of the EHLO answer; none but these is offered
 *   split, pieces=N           what is to be sent leaves byte by byte, or N at a time
 *   drip=MS                   with a pause between them
 *   at=PHASE WORDS            PHASE: connect ehlo helo starttls auth mail rcpt data body
 *                           dot rset quit
 *     to=ADDRESS                only for this recipient (rcpt, data, body, dot)
 *     times=N                   only so often; then the next rule that fits, or none
 *     after=N                   only on a connection that has taken N mails
 *     byte=N                    body: as soon as N bytes came, the dot's line counted in
 *     delay=MS                  first waits, and reads nothing meanwhile
 *     take                      dot: keeps the mail whatever the reply
 *     silent                    no reply, and nothing more is read
 *     drop                      then closes
 *     reply=TEXT                to the end of the line, instead of the usual one
 *     raw=TEXT                  the same with \r, \n, \\ and without an end of its own
 *
 * A reply of 2xx (data: 354) has its effect, whether it was asked for or scripted. */
#define RELAY_OFFER_USUAL "offer=PIPELINING\noffer=SIZE 10485760\noffer=8BITMIME\n"

struct relay;

struct relay_settings {
	int port;            /* of 127.0.0.1; 0: any */
	const char *journal; /* a file to which the journal is appended, or NULL */
	const char *maildir; /* a folder for each mail as a file, or NULL */
};

MUST_CHECK enum status relay_open(struct event_base *base,
    const struct relay_settings *settings, struct relay **ret_relay, struct err *err);

/* Instead of the script before; also for connections that are open. ERR_INVALID names the
 * line, and the script before stays. */
MUST_CHECK enum status relay_script(struct relay *relay, const char *script,
    struct err *err);

int relay_port(const struct relay *relay);

/* What STARTTLS makes of a connection that has said 220, or its beginning does at once:
 * relay_tls.h. */
typedef struct bufferevent *relay_wrap_fn(struct bufferevent *io, void *arg);
void relay_wrap(struct relay *relay, relay_wrap_fn *wrap, void *arg, bool is_at_once);

/* Lines of "CONNECTION EVENT DETAIL", each written before the reply to what it says:
 * connect, ehlo, helo, starttls, auth, mail, rcpt, data, body (its first bytes), dot,
 * taken, rset, quit, other, lost (by them or by us, with the bytes of an unfinished
 * body). */
const char *relay_journal(const struct relay *relay);
int relay_count(const struct relay *relay, const char *event);

/* The mail that was taken last, without the doubled dots; NULL: none yet. */
const char *relay_last_mail(const struct relay *relay, size_t *ret_length);

/* What came last with AUTH or after its 334, in base64; "": nothing. */
const char *relay_last_secret(const struct relay *relay);

/* Drops every connection. Takes NULL, nulls. */
void relay_close(struct relay **relay);
#endif
