/* smtp.h - mail to one relay: a few connections on the event loop, used again, and left
 * alone while the relay is in trouble. Knows nothing about outbox rows. Never blocks. */
#ifndef CONVENE_SMTP_H
#define CONVENE_SMTP_H

#include "smtp_breaker.h"
#include "smtp_envelope.h"
#include "smtp_result.h"
#include "smtp_settings.h"

#include <event2/event.h>

struct smtp;

/* The relay has accepted the envelope. No byte of the body leaves until smtp_begin(): the
 * caller commits first that it began, within begin_ms. Never called for a mail that ends
 * earlier. It may call anything but smtp_close(). */
typedef void smtp_begin_fn(struct smtp *smtp, uint64_t ticket, void *arg);

/* Called exactly once for each smtp_send(), never before that returns; the last that is
 * heard of a mail. result is good until the callback returns. It may send another
 * mail; it must not close the smtp. What to do by class, and what must never be done:
 *
 *   ACCEPTED          the relay has it
 *   DEFERRED          again, later; REFUSED, UNFIT: never again
 *   RELAY             says nothing about the mail: again when smtp_room() allows
 *   NOT_SENT          again at once; no byte of the body has left
 *   UNKNOWN           smtp_begin() was called and no answer came: it may have arrived.
 *                     Again only as the kind of mail allows, with the same bytes */
typedef void smtp_done_fn(const struct smtp_result *result, void *arg);

/* All borrowed until done. The addresses have passed core's check; they pass another. */
struct smtp_mail {
	struct smtp_envelope envelope;
	smtp_begin_fn *begin;
	smtp_done_fn *done;
	void *arg;
};

/* Connects when the first mail comes. ERR_INVALID: see smtp_settings_check(). The
 * settings are copied. The program ignores SIGPIPE. */
MUST_CHECK enum status smtp_open(struct event_base *base,
    const struct smtp_settings *settings, struct smtp **ret_smtp, struct err *err);

/* Connects before there is a mail, unless it goes without TLS: the first handshake reads
 * the certificates that are trusted, and holds the loop for that. Nothing is promised;
 * the connection is used by the first mail, or left when it stays idle. */
void smtp_knock(struct smtp *smtp);

/* How many mails it takes now: none while the relay is left alone, one when a probe is
 * due. That should be another mail each time, for one of them may be the cause. */
int smtp_room(const struct smtp *smtp);

/* Beyond its room a mail is answered NOT_SENT, while the relay is left alone RELAY. */
void smtp_send(struct smtp *smtp, const struct smtp_mail *mail);

/* Answers begin(). A ticket whose mail has ended meanwhile is ignored, so a COMMIT that
 * comes too late does no harm. After smtp_abort() the mail ends NOT_SENT; what was begun
 * cannot be aborted. */
void smtp_begin(struct smtp *smtp, uint64_t ticket);
void smtp_abort(struct smtp *smtp, uint64_t ticket);

struct smtp_status {
	enum smtp_breaker_state breaker;
	bool is_alarm;         /* certificate, password, a relay that refuses us: act */
	int64_t next_probe_ms; /* from now; 0 unless OPEN */
	int64_t away_ms;       /* so long no mail has come through; 0 when CLOSED */
	char reason[240];      /* the last fault's, "" when there was none */
	int links, working, waiting;
	bool is_connecting;
	int64_t ended[SMTP_CLASS_COUNT]; /* mails by class, since smtp_open() */
};

void smtp_status(const struct smtp *smtp, struct smtp_status *ret_status);

/* Answers every mail first, UNKNOWN when its body was begun, else NOT_SENT; the callbacks
 * must not send another. To lose nothing, stop sending and wait for done before. */
void smtp_close(struct smtp **smtp);
#endif
