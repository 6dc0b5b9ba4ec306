/* relay_script.h - the rules of a relay's script. Private to relay.c. */
#ifndef CONVENE_RELAY_SCRIPT_H
#define CONVENE_RELAY_SCRIPT_H

#include "base.h"
#include "text.h"

#include <stdbool.h>

enum relay_phase {
	RELAY_CONNECT,
	RELAY_EHLO,
	RELAY_HELO,
	RELAY_STARTTLS,
	RELAY_AUTH,
	RELAY_MAIL,
	RELAY_RCPT,
	RELAY_DATA,
	RELAY_BODY,
	RELAY_DOT,
	RELAY_RSET,
	RELAY_QUIT,
	RELAY_PHASE_COUNT
};

struct relay_rule {
	enum relay_phase phase;
	char to[255]; /* "": any */
	int times;    /* left; -1: always */
	int after;
	long byte; /* -1: none */
	int delay_ms;
	bool is_take, is_silent, is_drop;
	struct text reply; /* with its end; empty: the usual one */
};

#define RELAY_RULES_MAX 64

struct relay_script {
	int piece;   /* bytes that leave at a time; 0: all */
	int drip_ms; /* between the pieces */
	struct text offers[16];
	int offer_count;
	struct relay_rule rules[RELAY_RULES_MAX];
	int rule_count;
};

MUST_CHECK enum status relay_script_parse(const char *text,
    struct relay_script *ret_script, struct err *err);
void relay_script_done(struct relay_script *script);

/* The first rule that fits, NULL: none. taken: mails of this connection so far. */
struct relay_rule *relay_script_find(struct relay_script *script, enum relay_phase phase,
    const char *to, int taken);

const char *relay_script_phase_name(enum relay_phase phase);
#endif
