#include "smtp_result.h"

#include <assert.h>
#include <string.h>

#define CODE_CLOSING 421
#define CODE_TOO_BIG 552

/* The codes that let a mail go on, and what 4xx and 5xx mean. 421 before the body is the
 * relay's trouble in any phase, after it an answer like another. */
static const struct {
	int good, also_good;
	enum smtp_class later, never;
} rules[SMTP_PHASE_COUNT] = {
	[SMTP_RESET] = { 250, 250, SMTP_RELAY, SMTP_RELAY },
	[SMTP_MAIL] = { 250, 250, SMTP_RELAY, SMTP_RELAY },
	[SMTP_RCPT] = { 250, 251, SMTP_DEFERRED, SMTP_REFUSED },
	[SMTP_DATA] = { 354, 354, SMTP_DEFERRED, SMTP_REFUSED },
	[SMTP_BODY] = { 0, 0, SMTP_DEFERRED, SMTP_REFUSED },
	[SMTP_DOT] = { 250, 250, SMTP_DEFERRED, SMTP_REFUSED },
};

static bool
is_about_size(const struct smtp_reply *reply)
{
	return reply->code == CODE_TOO_BIG ||
	    (reply->enhanced[0] != '\0' && strcmp(reply->enhanced + 1, ".3.4") == 0);
}

enum smtp_verdict
smtp_result_judge(enum smtp_phase phase, const struct smtp_reply *reply,
    enum smtp_class *ret_class)
{
	bool is_before_body = phase < SMTP_BODY;

	assert(phase >= SMTP_RESET && phase <= SMTP_DOT);
	if (reply->code == CODE_CLOSING && is_before_body) {
		*ret_class = SMTP_RELAY;
		return SMTP_ENDS;
	}
	if (phase == SMTP_BEGIN)
		return SMTP_MAKES_NO_SENSE;
	if (reply->code == rules[phase].good || reply->code == rules[phase].also_good) {
		*ret_class = SMTP_ACCEPTED;
		return phase == SMTP_DOT ? SMTP_ENDS : SMTP_GOES_ON;
	}
	if (reply->code < 400)
		return SMTP_MAKES_NO_SENSE;
	*ret_class = reply->code < 500 ? rules[phase].later : rules[phase].never;
	if (phase == SMTP_MAIL && is_about_size(reply))
		*ret_class = SMTP_REFUSED;
	return SMTP_ENDS;
}

const char *smtp_result_class_name(enum smtp_class class)
{
	static const char *const names[] = {
		[SMTP_ACCEPTED] = "accepted",
		[SMTP_DEFERRED] = "deferred",
		[SMTP_REFUSED] = "refused",
		[SMTP_RELAY] = "relay",
		[SMTP_NOT_SENT] = "not_sent",
		[SMTP_UNKNOWN] = "unknown",
		[SMTP_UNFIT] = "unfit",
	};
	_Static_assert(COUNT_OF(names) == SMTP_CLASS_COUNT, "name every class");

	assert((unsigned)class < SMTP_CLASS_COUNT);
	return names[class];
}

const char *
smtp_result_phase_name(enum smtp_phase phase)
{
	static const char *const names[] = {
		[SMTP_CONNECTING] = "connecting",
		[SMTP_IDLE] = "idle",
		[SMTP_RESET] = "reset",
		[SMTP_MAIL] = "mail",
		[SMTP_RCPT] = "rcpt",
		[SMTP_DATA] = "data",
		[SMTP_BEGIN] = "begin",
		[SMTP_BODY] = "body",
		[SMTP_DOT] = "dot",
		[SMTP_QUIT] = "quit",
		[SMTP_OVER] = "over",
	};
	_Static_assert(COUNT_OF(names) == SMTP_PHASE_COUNT, "name every phase");

	assert((unsigned)phase < SMTP_PHASE_COUNT);
	return names[phase];
}
