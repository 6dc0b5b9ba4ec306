/* command.h - the table of what can be asked of Convene: one row per verb. The daemon
 * routes by it, convenectl makes requests, help and completion of it, the manual is
 * checked against it.
 *
 * What a handler answers:
 *   a list    {"items": [{"id": ...}, ...], "next": KEY or null}; an item's fields are at
 *             least the row's columns
 *   a thing   one object
 *   a change  an object; "done", when there, is a sentence for people; "exit", if there,
 *             is 9 or 10 (partial, findings)
 *   202       of a COMMAND_WAITS: what `round show` answers, whose "state" is "forming"
 *             until the end; back at "planned", its "failure" is a problem (code, exit,
 *             title, detail, fix) that says why nothing was formed
 * A field's name tells its form: x_cents (with "currency" in the object), x_at (RFC 3339
 * with offset; shown in the object's "zone", when it has one), x_on (a date). A list of
 * a person's data names it by the employer's id. */
#ifndef CONVENE_COMMAND_H
#define CONVENE_COMMAND_H

#include "argument.h"
#include "role.h"

enum command_id {
	COMMAND_STATUS,
	COMMAND_WHOAMI,
	COMMAND_COMMANDS,
	COMMAND_HELP,
	COMMAND_ROSTER_IMPORT,
	COMMAND_PERSON_LIST,
	COMMAND_PERSON_SHOW,
	COMMAND_PERSON_EXPLAIN,
	COMMAND_PROGRAM_ADD,
	COMMAND_PROGRAM_LIST,
	COMMAND_SEASON_ADD,
	COMMAND_SEASON_CHANGE,
	COMMAND_SEASON_LIST,
	COMMAND_SEASON_SHOW,
	COMMAND_SEASON_START,
	COMMAND_ENROLMENT_IMPORT,
	COMMAND_ENROLMENT_LIST,
	COMMAND_ROUND_LIST,
	COMMAND_ROUND_SHOW,
	COMMAND_ROUND_FORM,
	COMMAND_ROUND_STOP,
	COMMAND_ROUND_VERIFY,
	COMMAND_ROUND_SWAP,
	COMMAND_ROUND_PIN,
	COMMAND_ROUND_UNPIN,
	COMMAND_ROUND_PUBLISH,
	COMMAND_ROUND_CANCEL,
	COMMAND_GATHERING_LIST,
	COMMAND_GATHERING_SHOW,
	COMMAND_GATHERING_EXPLAIN,
	COMMAND_GATHERING_MOVE,
	COMMAND_GATHERING_CANCEL,
	COMMAND_SEAT_LIST,
	COMMAND_SEAT_SHOW,
	COMMAND_SEAT_EXPLAIN,
	COMMAND_SEAT_ANSWER,
	COMMAND_MESSAGE_MODE,
	COMMAND_MESSAGE_MODE_SET,
	COMMAND_MESSAGE_LIST,
	COMMAND_MESSAGE_PREVIEW,
	COMMAND_MESSAGE_SHOW,
	COMMAND_MESSAGE_HOLD,
	COMMAND_MESSAGE_RELEASE,
	COMMAND_MESSAGE_RECALL,
	COMMAND_MESSAGE_RETRY,
	COMMAND_MESSAGE_CANCEL,
	COMMAND_MESSAGE_SETTLE,
	COMMAND_MESSAGE_SUPPRESS,
	COMMAND_MESSAGE_UNSUPPRESS,
	COMMAND_MESSAGE_SUPPRESSED,
	COMMAND_MESSAGE_INBOX,
	COMMAND_MESSAGE_READ,
	COMMAND_MESSAGE_DONE,
	COMMAND_FUND_ADD,
	COMMAND_FUND_LIST,
	COMMAND_FUND_SHOW,
	COMMAND_PROMPT_IMPORT,
	COMMAND_PROMPT_LIST,
	COMMAND_VENUE_IMPORT,
	COMMAND_VENUE_LIST,
	COMMAND_AUDIT_LIST,
	COMMAND_SETTINGS_LIST,
	COMMAND_SETTINGS_RELOAD,
	COMMAND_COUNT,
};

enum command_flag {
	COMMAND_LIST = 1 << 0,  /* answers items by key; takes limit and after */
	COMMAND_MASS = 1 << 1,  /* many people or money: wants a reason */
	COMMAND_FILES = 1 << 2, /* goes to file.sock: its body holds files */
	COMMAND_WAITS = 1 << 3, /* may answer 202: convenectl then waits for the end */
	COMMAND_LOCAL = 1 << 4, /* convenectl alone does it; no method, no path */
};

#define COMMAND_ARGUMENTS_MAX 20

struct inputs;

struct command {
	const char *noun; /* NULL for "status" and its like */
	const char *verb;
	const char *method; /* "GET" changes nothing, "POST" does; NULL: COMMAND_LOCAL */
	const char *path;   /* "/v1/rounds/ID/form" */
	enum role role;
	unsigned flags;
	const char *help;                 /* one sentence, lower case, no full stop */
	const char *more;                 /* a paragraph, or NULL */
	const char *example;              /* a whole command line */
	const char *columns;              /* of its items, as a table shows them */
	const struct argument *arguments; /* positional ones first; ends with no name */

	/* What one argument cannot say of itself; NULL: nothing. */
	enum status (*check)(const struct inputs *values, struct err *err);
};

/* In an order in which the first row whose path fits is the right one: what has a word
 * stands before what has ID there. */
extern const struct command command_table[COMMAND_COUNT];

/* The command that the first words name (options not among them), and how many of the
 * words did. ERR_INVALID with what was perhaps meant. A verb with two rows, one of which
 * takes positional arguments, is chosen by whether more words follow. */
MUST_CHECK enum status command_find(const char *const *words, size_t count,
    const struct command **ret_command, size_t *ret_used, struct err *err);

/* "round form", "status". Returns buf. */
#define COMMAND_NAME_MAX 40
const char *command_name(const struct command *command,
    char buf[static COMMAND_NAME_MAX]);

bool command_is_change(const struct command *command);

/* The argument that stands for ID in the path, or NULL. */
const struct argument *command_path_argument(const struct command *command);

/* By the name on the command line; NULL when there is none. */
const struct argument *command_argument(const struct command *command, const char *name);
#endif
