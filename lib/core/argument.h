/* argument.h - one argument of a command: how it is written on the command line, how it
 * travels in a request, and what may stand in it. */
#ifndef CONVENE_ARGUMENT_H
#define CONVENE_ARGUMENT_H

#include "base.h"

#include <stdbool.h>
#include <stdint.h>

enum argument_type {
	ARGUMENT_TEXT, /* one line; least and most count bytes */
	ARGUMENT_ID,   /* a name or number without blanks */
	ARGUMENT_INTEGER,
	ARGUMENT_MONEY,    /* 45.00; travels as cents, the name ends _cents */
	ARGUMENT_DURATION, /* 21d; travels as seconds, the name ends _s */
	ARGUMENT_RANGE,    /* 6..8 */
	ARGUMENT_DATE,     /* 2027-01-14 */
	ARGUMENT_TIME,     /* 18:30 */
	ARGUMENT_DATETIME, /* 2027-01-14 18:30, local where the thing happens */
	ARGUMENT_CHOICE,   /* one of choices */
	ARGUMENT_BOOL,     /* an option without value */
	ARGUMENT_FILE,     /* a path for convenectl; its content travels */
	ARGUMENT_TYPE_COUNT,
};

enum argument_flag {
	ARGUMENT_POSITIONAL = 1 << 0, /* by place; otherwise --name VALUE */
	ARGUMENT_REQUIRED = 1 << 1,
	ARGUMENT_IN_PATH = 1 << 2, /* takes the place of ID in the command's path */
	ARGUMENT_ON_WIRE = 1 << 3, /* a request must have it; convenectl has a default */
};

struct argument {
	const char *name; /* "travel-max"; NULL ends a list */
	enum argument_type type;
	unsigned flags;
	const char *help;  /* what it is, without a full stop */
	const char *shown; /* in the synopsis: "SEASON/N"; NULL: argument_placeholder() */
	const char *choices; /* "auto|manual" */
	const char *initial; /* in force when not given; NULL: none */
	int64_t least,
	    most;         /* of the number (money: cents, durations: seconds), or of the
			      * bytes of a text; most 0: no limit, of a text 200 */
	const char *wire; /* the field's name when the rule below gives a wrong one */
};

struct value {
	bool is_given;    /* by the caller; false for a default */
	const char *text; /* borrowed, as it was given; NULL: neither given nor default */
	int64_t number;   /* cents, seconds, 0 or 1, place among the choices, least of a
			   * range, days (date) or minutes (time, datetime) */
	int64_t most;     /* of a range */
};

/* From the command line's words: "45.00", "21d". ERR_INVALID names the argument, and
 * leaves *ret_value untouched. A file's content is read with argument_read_wire(). */
MUST_CHECK enum status argument_read(const struct argument *argument, const char *text,
    struct value *ret_value, struct err *err);

/* The same from a request: cents and seconds as decimal numbers, "true" and "false". */
MUST_CHECK enum status argument_read_wire(const struct argument *argument,
    const char *text, struct value *ret_value, struct err *err);

/* What JSON type its field has. */
enum argument_wire { ARGUMENT_WIRE_TEXT, ARGUMENT_WIRE_NUMBER, ARGUMENT_WIRE_BOOL };
enum argument_wire argument_wire_type(const struct argument *argument);

/* The field's name: "travel-max" -> "travel_max_s", "cap" -> "cap_cents". Returns buf. */
#define ARGUMENT_WIRE_NAME_MAX 40
const char *argument_wire_name(const struct argument *argument,
    char buf[static ARGUMENT_WIRE_NAME_MAX]);

/* What stands for the value in a synopsis: "AMOUNT", "SEASON/N", "auto|manual". */
const char *argument_placeholder(const struct argument *argument);

/* "money", "date", ...: for the table that `convenectl commands` shows. */
const char *argument_type_name(enum argument_type type);
#endif
