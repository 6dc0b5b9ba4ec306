/* play_relay.c - the relay of the scenario: what it does, and what it took. */
#include "play.h"

#include "text.h"

#include <stdio.h>
#include <string.h>

void
play_relay_open(void)
{
	const struct relay_settings settings = { .maildir = play.folder };
	struct err err;

	ck_assert_msg(relay_open(live.base, &settings, &play.relay, &err) == OK, "%s",
	    err.text);
}

static char *
read_file(const char *path)
{
	CLEANUP(text_done) struct text text = { 0 };
	char bytes[4096];
	size_t length;
	FILE *file = fopen(path, "re");

	if (file == NULL)
		return NULL;
	while ((length = fread(bytes, 1, sizeof bytes, file)) > 0)
		text_add_bytes(&text, bytes, length);
	(void)fclose(file);
	return alloc_text(text_string(&text));
}

void
play_relay_read(void)
{
	char path[100];

	while (play.mails_read < relay_count(play.relay, "taken")) {
		(void)snprintf(path, sizeof path, "%s/%06d.eml", play.folder,
		    ++play.mails_read);
		CLEANUP(free_ptr) char *mail = read_file(path);

		ck_assert_msg(mail != NULL, "%s", path);
		(void)play_ask("SELECT scene.take(%d, %s)", play.mails_read,
		    play_quoted(mail));
	}
}

static void
set_script(const char *rules)
{
	CLEANUP(text_done) struct text script = { 0 };
	struct err err;

	text_add_bytes(&script, RELAY_OFFER_USUAL, strlen(RELAY_OFFER_USUAL));
	text_add_bytes(&script, rules, strlen(rules));
	if (relay_script(play.relay, text_string(&script), &err) != OK)
		play_fail("%s", err.text);
}

/* relay is silent at rcpt | dot | dot having taken it */
static void
be_silent(struct play_step *step)
{
	char rules[100];

	play_must(step, "silent");
	play_must(step, "at");
	const char *phase = play_word(step);
	bool is_taking = play_is(step, "having");

	if (is_taking) {
		play_must(step, "taken");
		play_must(step, "it");
	}
	(void)snprintf(rules, sizeof rules, "at=%s %ssilent\n", phase,
	    is_taking ? "take " : "");
	set_script(rules);
	play.is_stuck = true;
}

/* relay answers p02 "550 5.1.1 unknown" */
static void
answer(struct play_step *step)
{
	char rules[200], address[100];
	const char *person = play_person(step);

	(void)snprintf(address, sizeof address, "%s",
	    play_ask("SELECT email FROM person WHERE employee_id = '%s'", person));
	(void)snprintf(rules, sizeof rules, "at=rcpt to=%s reply=%s\n", address,
	    play_word(step));
	set_script(rules);
}

static void
do_relay(struct play_step *step)
{
	play.is_stuck = false;
	if (play_is(step, "works"))
		set_script("");
	else if (play_is(step, "refuses"))
		set_script("at=connect drop reply=554 5.3.2 not today\n"
			   "at=mail drop reply=421 4.3.2 not today\n");
	else if (play_is(step, "closes"))
		set_script("at=connect drop\nat=mail drop\n");
	else if (play_is(step, "defers"))
		set_script("at=rcpt reply=451 4.3.0 later\n");
	else if (play_is(step, "is"))
		be_silent(step);
	else if (play_is(step, "answers"))
		answer(step);
	else
		play_fail("the relay does not know '%s'", play_word(step));
}

const struct play_verb play_relay_verbs[] = {
	{ "relay", do_relay },
	{ NULL, NULL },
};
