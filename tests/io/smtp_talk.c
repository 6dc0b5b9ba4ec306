#include "smtp_talk.h"

#include "run.h"

#include <string.h>

#define BODY "Subject: x\r\n\r\n.hello\r\n"
#define BODY_2 "Subject: y\r\n\r\nto you\r\n"

const struct smtp_envelope smtp_talk_first = {
	.id = "0b2c",
	.from = "d@h.test",
	.to = "a@c.test",
	.bytes = BODY,
	.length = sizeof BODY - 1,
};
const struct smtp_envelope smtp_talk_second = {
	.id = "0b2d",
	.from = "d@h.test",
	.to = "b@c.test",
	.bytes = BODY_2,
	.length = sizeof BODY_2 - 1,
};

void
smtp_talk_write(struct smtp_talk *talk, size_t bit)
{
	const char *bytes;
	size_t length;

	while (smtp_dialogue_output(&talk->dialogue, &bytes, &length)) {
		size_t some = length < bit ? length : bit;

		text_add_bytes(&talk->written, bytes, some);
		smtp_dialogue_sent(&talk->dialogue, some);
	}
}

static void
note(struct smtp_talk *talk, enum smtp_event event)
{
	if (event != SMTP_ENDED)
		return;
	ck_assert_int_lt(talk->count, (int)COUNT_OF(talk->results));
	talk->results[talk->count++] = talk->dialogue.result;
}

static void
do_word(struct smtp_talk *talk, char word)
{
	struct smtp_dialogue *dialogue = &talk->dialogue;
	enum smtp_event event;

	if (word == '!') {
		smtp_dialogue_begin(dialogue);
	} else if (word == '#') {
		while ((event = smtp_dialogue_end(dialogue, "lost")) != SMTP_NOTHING)
			note(talk, event);
	} else if (word == '~') {
		talk->count = 0;
		smtp_dialogue_mail(dialogue, &smtp_talk_first);
	} else if (word == '+') {
		ck_assert(smtp_dialogue_takes_next(dialogue));
		smtp_dialogue_mail(dialogue, &smtp_talk_second);
		ck_assert(!smtp_dialogue_takes_next(dialogue));
	}
}

void
smtp_talk_hear(struct smtp_talk *talk, const char *bytes, size_t length)
{
	enum smtp_event event;

	do {
		event = smtp_dialogue_read(&talk->dialogue, &bytes, &length);
		note(talk, event);
	} while (event != SMTP_NOTHING);
}

void
smtp_talk_run(struct smtp_talk *talk, bool has_pipelining, const char *heard, size_t bit)
{
	struct smtp_offer offer = { .has_pipelining = has_pipelining };

	smtp_dialogue_init(&talk->dialogue, &offer);
	smtp_dialogue_mail(&talk->dialogue, &smtp_talk_first);
	smtp_talk_write(talk, bit);
	while (*heard != '\0') {
		size_t length = strcspn(heard, "!#~+|");

		if (length > bit)
			length = bit;
		if (length == 0)
			do_word(talk, *heard);
		else
			smtp_talk_hear(talk, heard, length);
		heard += length > 0 ? length : 1;
		smtp_talk_write(talk, bit);
	}
}

void
smtp_talk_done(struct smtp_talk *talk)
{
	smtp_dialogue_done(&talk->dialogue);
	text_done(&talk->written);
}
