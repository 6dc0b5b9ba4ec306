/* Follows libconfuse's lexer (3.3): # and // comments, block comments, "..." with escapes
 * and ${NAME}, '...' with neither. */
#include "config_scan.h"

#include "utf8.h"

#include <stdio.h>
#include <string.h>

#define NAME_MAX_BYTES 128

struct scan {
	const char *at, *end;
	int line;
	int depth, open_line; /* of braces */
	bool is_good;
	config_scan_fn *complain;
	void *arg;
};

static char
peek(const struct scan *scan, size_t ahead)
{
	return (size_t)(scan->end - scan->at) > ahead ? scan->at[ahead] : '\0';
}

static void
step(struct scan *scan)
{
	if (*scan->at == '\n')
		scan->line++;
	scan->at++;
}

static void
complain(const struct scan *scan, int line, const char *text)
{
	scan->complain(line, text, scan->arg);
}

static bool
starts(const struct scan *scan, char first, char second)
{
	return peek(scan, 0) == first && peek(scan, 1) == second;
}

static void
skip_line(struct scan *scan)
{
	while (scan->at < scan->end && *scan->at != '\n')
		step(scan);
}

static void
skip_block(struct scan *scan)
{
	int line = scan->line;

	while (scan->at < scan->end && !starts(scan, '*', '/'))
		step(scan);
	if (scan->at == scan->end) {
		complain(scan, line, "this comment has no end");
		scan->is_good = false;
		return;
	}
	scan->at += 2;
}

/* "${NAME}" or "${NAME:-otherwise}", at the '$'. */
static void
check_variable(struct scan *scan)
{
	const char *start = scan->at + 2;
	char name[NAME_MAX_BYTES], text[NAME_MAX_BYTES + 40];
	size_t length = 0;

	while (start + length < scan->end && strchr(":}\"\n", start[length]) == NULL &&
	    length + 1 < sizeof name)
		length++;
	memcpy(name, start, length);
	name[length] = '\0';
	if (start + length < scan->end && start[length] == ':')
		return;
	if (getenv(name) == NULL) {
		snprintf(text, sizeof text, "the variable %s is not set", name);
		complain(scan, scan->line, text);
	}
}

/* At a backslash: one to three octal digits, or x and one or two hexadecimal ones. A NUL
 * would cut the value there. */
static void
check_escape(struct scan *scan)
{
	bool is_hex = peek(scan, 1) == 'x';
	const char *digits = is_hex ? "0123456789abcdefABCDEF" : "01234567";
	size_t first = is_hex ? 2 : 1, most = is_hex ? 2 : 3, count = 0;
	bool is_nul = true;

	while (count < most && peek(scan, first + count) != '\0' &&
	    strchr(digits, peek(scan, first + count)) != NULL)
		is_nul = peek(scan, first + count++) == '0' && is_nul;
	if (count > 0 && is_nul)
		complain(scan, scan->line, "a value holds a NUL");
}

static void
skip_string(struct scan *scan, char quote)
{
	int line = scan->line;

	scan->at++;
	while (scan->at < scan->end && *scan->at != quote) {
		if (quote == '"' && starts(scan, '$', '{'))
			check_variable(scan);
		if (*scan->at == '\\') {
			if (quote == '"')
				check_escape(scan);
			scan->at++;
			if (scan->at == scan->end)
				break;
		}
		step(scan);
	}
	if (scan->at == scan->end) {
		complain(scan, line, "this text has no closing quote");
		scan->is_good = false;
		return;
	}
	scan->at++;
}

static void
check_brace(struct scan *scan)
{
	if (*scan->at == '{') {
		if (scan->depth++ == 0)
			scan->open_line = scan->line;
	} else if (--scan->depth < 0) {
		complain(scan, scan->line, "this } closes nothing");
		scan->is_good = false;
		scan->depth = 0;
	}
	scan->at++;
}

/* A word may hold //, as in http://. */
static void
skip_word(struct scan *scan)
{
	while (scan->at < scan->end && strchr(" \t\n\"'()=,{}#+", *scan->at) == NULL)
		scan->at++;
}

static void
scan_token(struct scan *scan)
{
	if (*scan->at == '#' || starts(scan, '/', '/'))
		skip_line(scan);
	else if (starts(scan, '/', '*'))
		skip_block(scan);
	else if (*scan->at == '"' || *scan->at == '\'')
		skip_string(scan, *scan->at);
	else if (*scan->at == '{' || *scan->at == '}')
		check_brace(scan);
	else if (strchr(" \t\n()=,+", *scan->at) != NULL)
		step(scan);
	else
		skip_word(scan);
}

/* Before anything else, so that no byte above looks like the end of a string. */
static bool
check_bytes(struct scan *scan)
{
	size_t length = (size_t)(scan->end - scan->at);
	size_t valid = utf8_valid_length(scan->at, length);
	int line = 1;

	for (size_t i = 0; i < length; i++) {
		char byte = scan->at[i];

		if (i == valid) {
			complain(scan, line, "this line is not UTF-8");
			return false;
		}
		if (byte == '\r') {
			complain(scan, line,
			    "lines end with CR LF; they must end with LF alone");
			return false;
		}
		if (((unsigned char)byte < ' ' && byte != '\n' && byte != '\t') ||
		    byte == 0x7F) {
			complain(scan, line, "this line holds a control character");
			return false;
		}
		line += byte == '\n';
	}
	return true;
}

bool
config_scan_bytes(const char *bytes, size_t length, config_scan_fn *complain_fn,
    void *arg)
{
	struct scan scan = {
		.at = bytes,
		.end = bytes + length,
		.line = 1,
		.is_good = true,
		.complain = complain_fn,
		.arg = arg,
	};

	if (!check_bytes(&scan))
		return false;
	while (scan.at < scan.end && scan.is_good)
		scan_token(&scan);
	if (scan.is_good && scan.depth > 0) {
		complain(&scan, scan.open_line, "this { is never closed");
		scan.is_good = false;
	}
	return scan.is_good;
}
