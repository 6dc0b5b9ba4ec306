/* command_rows.h - the short hand in which the table of commands is written. Private to
 * command_table.c. */
#ifndef CONVENE_COMMAND_ROWS_H
#define CONVENE_COMMAND_ROWS_H

#include "command_check.h"

/* clang-format off */
#define POSITIONAL (ARGUMENT_POSITIONAL | ARGUMENT_REQUIRED)
#define OPTIONAL ARGUMENT_POSITIONAL
#define PATH (ARGUMENT_POSITIONAL | ARGUMENT_REQUIRED | ARGUMENT_IN_PATH)
#define REQUIRED ARGUMENT_REQUIRED
#define ARG(name_, type_, flags_, help_, ...) \
	{ .name = name_, .type = type_, .flags = flags_, .help = help_, __VA_ARGS__ },
#define ARGUMENTS(...) (const struct argument[]) { __VA_ARGS__ { .name = NULL } }

#define DRY_RUN ARG("dry-run", ARGUMENT_BOOL, 0, "only show what would be done")
#define REASON \
	ARG("reason", ARGUMENT_TEXT, ARGUMENT_ON_WIRE, "why, for the audit trail; " \
		"without it, " \
	    "the command line", .least = 1)
#define REASON_REQUIRED \
	ARG("reason", ARGUMENT_TEXT, REQUIRED, "why, for the audit trail and those it " \
	    "concerns", .least = 1)
#define PAGE \
	ARG("limit", ARGUMENT_INTEGER, 0, "items at most", .initial = "50", .least = 1, \
	    .most = 1000) \
	ARG("after", ARGUMENT_TEXT, 0, "go on after this key, the last answer's 'next'", \
	    .shown = "KEY", .least = 1)
#define ROUND ARG("round", ARGUMENT_ID, PATH, "the round", .shown = "SEASON/N")
#define OF_ROUND ARG("round", ARGUMENT_ID, POSITIONAL, "the round", .shown = "SEASON/N")
#define SEASON ARG("season", ARGUMENT_ID, PATH, "the season", .shown = "SEASON")
#define GATHERING ARG("id", ARGUMENT_ID, PATH, \
	    "the table, by its number or its id", .shown = "SEASON/N/NUMBER")
#define SEAT ARG("id", ARGUMENT_ID, PATH, \
	    "the newest seat of a person, or one by its id", .shown = "SEASON/N/PERSON")
#define ID(what) ARG("id", ARGUMENT_ID, PATH, what)

#define WEIGHT(name_, help_) \
	ARG(name_, ARGUMENT_INTEGER, 0, help_, .most = 10000)

#define GET(noun, verb, path, role) noun, verb, "GET", path, role
#define POST(noun, verb, path, role) noun, verb, "POST", path, role

#define DAYS(n) ((n) * 86400L)
#define DOLLARS(n) ((n) * 100L)
/* clang-format on */
/* Those of message_kind.h, in its order. */
#define MESSAGE_KINDS                                                                  \
	"invitation|reminder|confirmation|change|cancellation|declined|lapsed|not_"    \
	"seated|"                                                                      \
	"day_before|host_request|host_card|after_dinner|seat_offer|season_invitation|" \
	"paused|left|claim_status|digest"
#endif
