/* smtp_dialogue.h - the client's side of SMTP after the login: the relay's bytes in, our
 * bytes and events out. Pure: no socket, no clock; the deadlines per phase are the
 * caller's. One mail at a time; behind its body the envelope of the next may leave.
 *
 * The caller reads: feeds bytes to smtp_dialogue_read() until it returns NOTHING; and
 * writes: what smtp_dialogue_output() shows, until that is empty. Then it looks at the
 * phase: IDLE takes another mail, OVER is to be closed. */
#ifndef CONVENE_SMTP_DIALOGUE_H
#define CONVENE_SMTP_DIALOGUE_H

#include "smtp_envelope.h"
#include "smtp_result.h"

enum smtp_event {
	SMTP_NOTHING,
	SMTP_MAY_BEGIN, /* the relay wants the body: smtp_dialogue_begin() or _end() */
	SMTP_ENDED      /* dialogue->result holds; once for each mail, in their order */
};

#define SMTP_COMMANDS_MAX 4 /* RSET or the dot, MAIL RCPT DATA; or QUIT */

struct smtp_dialogue {
	/* To be read by the caller. */
	struct smtp_offer offer;
	struct smtp_result result;

	/* Private from here. */
	bool is_over, needs_reset, was_refused_at_mail;
	const struct smtp_envelope *mail; /* NULL: none, or its result is told */
	const struct smtp_envelope *next; /* its envelope follows the body of mail */
	/* Commands of the flight: the first `sent` are on their way, the rest wait for
	 * the answers to these (a relay without PIPELINING). */
	enum smtp_phase commands[SMTP_COMMANDS_MAX];
	size_t command_count, sent;
	bool awaits_begin;
	struct text flight; /* does not move or change until it is gone: TLS needs that */
	size_t gone;        /* bytes of it */
	struct text later;  /* the next flight */
	size_t until_dot;   /* bytes that leave up to the end of the body */
	struct smtp_reply_reader reader;
};

/* Starts IDLE, on a connection that libcurl has logged in. done() frees; the struct may
 * be inited again. */
void smtp_dialogue_init(struct smtp_dialogue *dialogue, const struct smtp_offer *offer);
void smtp_dialogue_done(struct smtp_dialogue *dialogue);

enum smtp_phase smtp_dialogue_phase(const struct smtp_dialogue *dialogue);

/* From BEGIN on, if the relay offers PIPELINING: one more mail may come behind. */
bool smtp_dialogue_takes_next(const struct smtp_dialogue *dialogue);

/* In phase IDLE or when it takes the next. The envelope was checked, suits the offer, and
 * lives until ENDED. One that comes in phase BEGIN shares the body's flight. */
void smtp_dialogue_mail(struct smtp_dialogue *dialogue,
    const struct smtp_envelope *envelope);

/* In phase BEGIN: the body may leave. */
void smtp_dialogue_begin(struct smtp_dialogue *dialogue);

/* In phase IDLE. */
void smtp_dialogue_quit(struct smtp_dialogue *dialogue);

/* Takes bytes up to the next event and moves *bytes and *left past them. */
enum smtp_event smtp_dialogue_read(struct smtp_dialogue *dialogue, const char **bytes,
    size_t *left);

/* The connection was lost, a deadline passed, or the caller gives up: OVER. ENDED if a
 * mail was under way: NOT_SENT before smtp_dialogue_begin(), else UNKNOWN. To be called
 * until NOTHING: the next mail ends as well, NOT_SENT. */
enum smtp_event smtp_dialogue_end(struct smtp_dialogue *dialogue, const char *why);

/* Bytes to send, false when there are none; then says how many have gone. */
bool smtp_dialogue_output(const struct smtp_dialogue *dialogue, const char **ret_bytes,
    size_t *ret_length);
void smtp_dialogue_sent(struct smtp_dialogue *dialogue, size_t length);
#endif
