/* smtp_dialogue.c
 *
 *   IDLE --mail--> RESET MAIL RCPT DATA --354--> BEGIN --begin--> BODY DOT --any--> IDLE
 *     \            \  ^______________the next mail's, answered by now_____/         /
 *      \            \__refused: result; RESET leads the next flight________________/
 *       \--quit--> QUIT --221--> OVER <-- 421, junk, end -- any
 *
 * The phase is not kept but read off: the first command without an answer. 354 after a
 * refused RCPT is answered with the dot alone (RFC 2920 3.1): the relay has no recipient.
 * Replies come in the order of the commands, so the mail before is always told first. */
#include "smtp_dialogue.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define KEEP_MAX (256 * 1024) /* memory kept after a big mail */
#define CODE_CLOSING 421

void
smtp_dialogue_init(struct smtp_dialogue *dialogue, const struct smtp_offer *offer)
{
	*dialogue = (struct smtp_dialogue){ .offer = *offer };
}

void
smtp_dialogue_done(struct smtp_dialogue *dialogue)
{
	text_done(&dialogue->flight);
	text_done(&dialogue->later);
}

enum smtp_phase
smtp_dialogue_phase(const struct smtp_dialogue *dialogue)
{
	if (dialogue->is_over)
		return SMTP_OVER;
	if (dialogue->awaits_begin)
		return SMTP_BEGIN;
	if (dialogue->command_count == 0)
		return SMTP_IDLE;
	if (dialogue->commands[0] == SMTP_DOT && dialogue->until_dot > 0)
		return SMTP_BODY;
	return dialogue->commands[0];
}

static void
forget(struct text *text)
{
	if (text->capacity > KEEP_MAX)
		text_done(text);
	else
		text_clear(text);
}

static void
add_command(struct smtp_dialogue *dialogue, enum smtp_phase command)
{
	assert(dialogue->command_count < SMTP_COMMANDS_MAX);
	dialogue->commands[dialogue->command_count++] = command;
}

static void
write_command(struct smtp_dialogue *dialogue, enum smtp_phase command)
{
	struct text *out = &dialogue->later;
	const struct smtp_envelope *envelope = dialogue->next != NULL ? dialogue->next
								      : dialogue->mail;

	if (command == SMTP_RESET)
		text_add(out, "RSET\r\n");
	else if (command == SMTP_MAIL)
		smtp_envelope_add_mail(out, envelope, &dialogue->offer);
	else if (command == SMTP_RCPT)
		smtp_envelope_add_rcpt(out, envelope, &dialogue->offer);
	else if (command == SMTP_DATA)
		text_add(out, "DATA\r\n");
	else if (command == SMTP_QUIT)
		text_add(out, "QUIT\r\n");
	else if (dialogue->mail != NULL)
		smtp_envelope_add_body(out, dialogue->mail);
	else
		text_add(out, ".\r\n");
}

static void
launch(struct smtp_dialogue *dialogue)
{
	struct text empty = dialogue->flight;

	if (dialogue->flight.length > 0)
		return;
	dialogue->flight = dialogue->later;
	dialogue->later = empty;
}

/* All in one flight where the relay offers PIPELINING, else one by one. */
static void
flush_commands(struct smtp_dialogue *dialogue)
{
	while (dialogue->sent < dialogue->command_count &&
	    (dialogue->sent == 0 || dialogue->offer.has_pipelining))
		write_command(dialogue, dialogue->commands[dialogue->sent++]);
	launch(dialogue);
}

bool
smtp_dialogue_takes_next(const struct smtp_dialogue *dialogue)
{
	enum smtp_phase phase = smtp_dialogue_phase(dialogue);

	return dialogue->offer.has_pipelining && dialogue->mail != NULL &&
	    dialogue->next == NULL && phase >= SMTP_BEGIN && phase <= SMTP_DOT;
}

static void
add_envelope(struct smtp_dialogue *dialogue)
{
	add_command(dialogue, SMTP_MAIL);
	add_command(dialogue, SMTP_RCPT);
	add_command(dialogue, SMTP_DATA);
	flush_commands(dialogue);
}

void
smtp_dialogue_mail(struct smtp_dialogue *dialogue, const struct smtp_envelope *envelope)
{
	assert(smtp_envelope_suits(envelope, &dialogue->offer, NULL) == OK);
	if (smtp_dialogue_takes_next(dialogue)) {
		dialogue->next = envelope;
		if (!dialogue->awaits_begin)
			add_envelope(dialogue);
		return;
	}
	assert(smtp_dialogue_phase(dialogue) == SMTP_IDLE);
	dialogue->mail = envelope;
	dialogue->was_refused_at_mail = false;
	if (dialogue->needs_reset)
		add_command(dialogue, SMTP_RESET);
	dialogue->needs_reset = false;
	add_envelope(dialogue);
}

/* The body, or the dot alone. */
static void
add_end(struct smtp_dialogue *dialogue)
{
	add_command(dialogue, SMTP_DOT);
	write_command(dialogue, SMTP_DOT);
	dialogue->sent++;
	dialogue->until_dot = dialogue->flight.length - dialogue->gone +
	    dialogue->later.length;
}

void
smtp_dialogue_begin(struct smtp_dialogue *dialogue)
{
	assert(smtp_dialogue_phase(dialogue) == SMTP_BEGIN);
	dialogue->awaits_begin = false;
	add_end(dialogue);
	if (dialogue->next != NULL)
		add_envelope(dialogue);
	launch(dialogue);
}

void
smtp_dialogue_quit(struct smtp_dialogue *dialogue)
{
	assert(smtp_dialogue_phase(dialogue) == SMTP_IDLE);
	add_command(dialogue, SMTP_QUIT);
	flush_commands(dialogue);
}

static enum smtp_event
ended(struct smtp_dialogue *dialogue, enum smtp_class class, enum smtp_phase phase,
    const struct smtp_reply *reply)
{
	struct smtp_result *result = &dialogue->result;

	*result = (struct smtp_result){ .class = class,
		.phase = phase,
		.code = reply->code };
	memcpy(result->enhanced, reply->enhanced, sizeof result->enhanced);
	memcpy(result->words, reply->words, sizeof result->words);
	if (class == SMTP_ACCEPTED)
		smtp_reply_queue_id(reply, result->queue_id);
	dialogue->mail = TAKE(dialogue->next);
	dialogue->was_refused_at_mail = false;
	return SMTP_ENDED;
}

enum smtp_event
smtp_dialogue_end(struct smtp_dialogue *dialogue, const char *why)
{
	enum smtp_phase phase = smtp_dialogue_phase(dialogue);
	bool may_have_left = phase == SMTP_BODY || phase == SMTP_DOT;
	struct smtp_reply ours = { 0 };

	if (phase == SMTP_OVER)
		phase = SMTP_MAIL; /* of the next: the one before has ended */
	dialogue->is_over = true;
	if (dialogue->mail == NULL)
		return SMTP_NOTHING;
	(void)snprintf(ours.words, sizeof ours.words, "%s", why); /* a cut is fine */
	return ended(dialogue, may_have_left ? SMTP_UNKNOWN : SMTP_NOT_SENT, phase,
	    &ours);
}

static void
take_command_off(struct smtp_dialogue *dialogue)
{
	dialogue->command_count--;
	dialogue->sent--;
	memmove(dialogue->commands, dialogue->commands + 1,
	    dialogue->command_count * sizeof dialogue->commands[0]);
}

/* What has not been sent of a refused envelope will not be. */
static void
drop_unsent(struct smtp_dialogue *dialogue)
{
	dialogue->command_count = dialogue->sent;
}

static enum smtp_event
go_on(struct smtp_dialogue *dialogue, enum smtp_phase phase)
{
	take_command_off(dialogue);
	if (phase != SMTP_DATA) {
		flush_commands(dialogue);
		return SMTP_NOTHING;
	}
	if (dialogue->mail != NULL) {
		dialogue->awaits_begin = true;
		return SMTP_MAY_BEGIN;
	}
	dialogue->needs_reset = false;
	if (dialogue->was_refused_at_mail) /* and yet it wants a body: of which mail? */
		dialogue->is_over = true;
	else
		add_end(dialogue);
	launch(dialogue);
	return SMTP_NOTHING;
}

static enum smtp_event
refuse(struct smtp_dialogue *dialogue, enum smtp_class class, enum smtp_phase phase,
    const struct smtp_reply *reply)
{
	if (phase == SMTP_BODY || reply->code == CODE_CLOSING)
		dialogue->is_over = true;
	else
		take_command_off(dialogue);
	if (dialogue->mail == NULL)
		return SMTP_NOTHING;
	(void)ended(dialogue, class, phase, reply);
	if (phase < SMTP_BODY) {
		drop_unsent(dialogue);
		dialogue->needs_reset = true;
		dialogue->was_refused_at_mail = phase == SMTP_MAIL || phase == SMTP_RESET;
	}
	return SMTP_ENDED;
}

static enum smtp_event
take_reply(struct smtp_dialogue *dialogue, const struct smtp_reply *reply)
{
	enum smtp_phase phase = smtp_dialogue_phase(dialogue);
	enum smtp_class class = SMTP_RELAY;

	if (phase == SMTP_IDLE || phase == SMTP_QUIT)
		return smtp_dialogue_end(dialogue, "closing");
	switch (smtp_result_judge(phase, reply, &class)) {
	case SMTP_GOES_ON:
		return go_on(dialogue, phase);
	case SMTP_ENDS:
		return refuse(dialogue, class, phase, reply);
	case SMTP_MAKES_NO_SENSE:
		break;
	}
	return smtp_dialogue_end(dialogue,
	    "protocol error: a reply that makes no sense here");
}

enum smtp_event
smtp_dialogue_read(struct smtp_dialogue *dialogue, const char **bytes, size_t *left)
{
	if (dialogue->is_over)
		*left = 0;
	if (dialogue->is_over && dialogue->mail != NULL)
		return smtp_dialogue_end(dialogue,
		    "the connection ended before its turn");
	while (*left > 0 && !dialogue->is_over) {
		enum smtp_event event = SMTP_NOTHING;

		switch (smtp_reply_read(&dialogue->reader, bytes, left)) {
		case SMTP_READ_MORE:
			break;
		case SMTP_READ_WHOLE:
			event = take_reply(dialogue, &dialogue->reader.reply);
			break;
		case SMTP_READ_JUNK:
			event = smtp_dialogue_end(dialogue,
			    "protocol error: not a reply");
			break;
		}
		if (event != SMTP_NOTHING)
			return event;
	}
	*left = 0;
	return SMTP_NOTHING;
}

bool
smtp_dialogue_output(const struct smtp_dialogue *dialogue, const char **ret_bytes,
    size_t *ret_length)
{
	if (dialogue->is_over || dialogue->gone == dialogue->flight.length)
		return false;
	*ret_bytes = dialogue->flight.data + dialogue->gone;
	*ret_length = dialogue->flight.length - dialogue->gone;
	return true;
}

void
smtp_dialogue_sent(struct smtp_dialogue *dialogue, size_t length)
{
	assert(length <= dialogue->flight.length - dialogue->gone);
	dialogue->gone += length;
	dialogue->until_dot -= length < dialogue->until_dot ? length
							    : dialogue->until_dot;
	if (dialogue->gone < dialogue->flight.length)
		return;
	dialogue->gone = 0;
	forget(&dialogue->flight);
	launch(dialogue);
}
