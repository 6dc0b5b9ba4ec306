#include "relay_script.h"

#include <stdio.h>
#include <string.h>

static const char *const phase_names[] = {
	[RELAY_CONNECT] = "connect",
	[RELAY_EHLO] = "ehlo",
	[RELAY_HELO] = "helo",
	[RELAY_STARTTLS] = "starttls",
	[RELAY_AUTH] = "auth",
	[RELAY_MAIL] = "mail",
	[RELAY_RCPT] = "rcpt",
	[RELAY_DATA] = "data",
	[RELAY_BODY] = "body",
	[RELAY_DOT] = "dot",
	[RELAY_RSET] = "rset",
	[RELAY_QUIT] = "quit",
};
_Static_assert(COUNT_OF(phase_names) == RELAY_PHASE_COUNT, "name every phase");

const char *
relay_script_phase_name(enum relay_phase phase)
{
	return phase_names[phase];
}

static bool
read_phase(const char *word, enum relay_phase *ret_phase)
{
	for (enum relay_phase phase = 0; phase < RELAY_PHASE_COUNT; phase++)
		if (strcmp(phase_names[phase], word) == 0) {
			*ret_phase = phase;
			return true;
		}
	return false;
}

static const char *
value_of(const char *word, const char *name)
{
	size_t length = strlen(name);

	return strncmp(word, name, length) == 0 ? word + length : NULL;
}

static void
add_raw(struct text *text, const char *value)
{
	for (; *value != '\0'; value++) {
		char c = *value;

		if (c == '\\' && value[1] != '\0') {
			c = *++value;
			c = c == 'r' ? '\r' : c == 'n' ? '\n' : c;
		}
		text_add_bytes(text, &c, 1);
	}
}

/* True when the word was the last, as it takes the rest of the line. */
static bool
read_reply(struct relay_rule *rule, const char *word)
{
	const char *reply = value_of(word, "reply=");
	const char *raw = value_of(word, "raw=");

	if (reply != NULL) {
		text_add_bytes(&rule->reply, reply, strlen(reply));
		text_add(&rule->reply, "\r\n");
	} else if (raw != NULL) {
		add_raw(&rule->reply, raw);
	}
	return reply != NULL || raw != NULL;
}

static bool
read_word(struct relay_rule *rule, const char *word)
{
	const char *value;

	if ((value = value_of(word, "to=")) != NULL)
		(void)snprintf(rule->to, sizeof rule->to, "%s", value);
	else if ((value = value_of(word, "times=")) != NULL)
		rule->times = (int)strtol(value, NULL, 10);
	else if ((value = value_of(word, "after=")) != NULL)
		rule->after = (int)strtol(value, NULL, 10);
	else if ((value = value_of(word, "byte=")) != NULL)
		rule->byte = strtol(value, NULL, 10);
	else if ((value = value_of(word, "delay=")) != NULL)
		rule->delay_ms = (int)strtol(value, NULL, 10);
	else if (strcmp(word, "take") == 0)
		rule->is_take = true;
	else if (strcmp(word, "silent") == 0)
		rule->is_silent = true;
	else if (strcmp(word, "drop") == 0)
		rule->is_drop = true;
	else
		return false;
	return true;
}

static bool
read_rule(struct relay_script *script, char *line)
{
	struct relay_rule *rule = &script->rules[script->rule_count];
	char *rest = line;
	char *word;

	if (script->rule_count == RELAY_RULES_MAX)
		return false;
	*rule = (struct relay_rule){ .times = -1, .byte = -1 };
	script->rule_count++;
	word = strsep(&rest, " ");
	if (value_of(word, "at=") == NULL || !read_phase(word + 3, &rule->phase))
		return false;
	while (rest != NULL && !read_reply(rule, rest)) {
		word = strsep(&rest, " ");
		if (*word != '\0' && !read_word(rule, word))
			return false;
	}
	return true;
}

static bool
read_pace(struct relay_script *script, const char *line)
{
	const char *pieces = value_of(line, "pieces=");
	const char *drip = value_of(line, "drip=");

	if (pieces != NULL)
		script->piece = (int)strtol(pieces, NULL, 10);
	else if (drip != NULL)
		script->drip_ms = (int)strtol(drip, NULL, 10);
	else if (strcmp(line, "split") != 0)
		return false;
	if (script->piece == 0)
		script->piece = 1;
	return true;
}

static bool
read_line(struct relay_script *script, char *line)
{
	const char *offer = value_of(line, "offer=");

	if (*line == '\0' || *line == '#')
		return true;
	if (read_pace(script, line))
		return true;
	if (offer == NULL)
		return read_rule(script, line);
	if (script->offer_count == (int)COUNT_OF(script->offers))
		return false;
	text_add_bytes(&script->offers[script->offer_count++], offer, strlen(offer));
	return true;
}

enum status
relay_script_parse(const char *text, struct relay_script *ret_script, struct err *err)
{
	CLEANUP(free_ptr) char *copy = alloc_text(text);
	struct relay_script script = { 0 };
	char *rest = copy;

	for (int number = 1; rest != NULL; number++) {
		char *line = strsep(&rest, "\n");

		if (!read_line(&script, line)) {
			relay_script_done(&script);
			return err_set(err, ERR_INVALID, "script:%d: not a rule", number);
		}
	}
	*ret_script = script;
	return OK;
}

void
relay_script_done(struct relay_script *script)
{
	for (int i = 0; i < script->offer_count; i++)
		text_done(&script->offers[i]);
	for (int i = 0; i < script->rule_count; i++)
		text_done(&script->rules[i].reply);
	*script = (struct relay_script){ 0 };
}

struct relay_rule *
relay_script_find(struct relay_script *script, enum relay_phase phase, const char *to,
    int taken)
{
	for (int i = 0; i < script->rule_count; i++) {
		struct relay_rule *rule = &script->rules[i];

		if (rule->phase == phase && rule->times != 0 && taken >= rule->after &&
		    (rule->to[0] == '\0' || strcmp(rule->to, to) == 0))
			return rule;
	}
	return NULL;
}
