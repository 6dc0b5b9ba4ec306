#include "mime_report.h"

#include "mime_line.h"

#include <gmime/gmime.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#define BLOCKS_MAX 32

struct block {
	const char *bytes;
	size_t length;
};

static void
free_object(void *object)
{
	if (*(GObject **)object != NULL)
		g_object_unref(*(GObject **)object);
}

static size_t
line_length(const char *bytes, size_t length)
{
	const char *end = memchr(bytes, '\n', length);

	return end == NULL ? length : (size_t)(end - bytes) + 1;
}

static bool
is_empty(const char *line, size_t length)
{
	return length == 0 || line[0] == '\n' || (line[0] == '\r' && length <= 2);
}

/* Takes the next block off the rest. */
static bool
next_block(struct block *rest, struct block *ret_block)
{
	size_t line = 0;

	while (rest->length > 0 &&
	    is_empty(rest->bytes, line = line_length(rest->bytes, rest->length))) {
		rest->bytes += line;
		rest->length -= line;
	}
	*ret_block = (struct block){ .bytes = rest->bytes };
	while (rest->length > 0 &&
	    !is_empty(rest->bytes, line = line_length(rest->bytes, rest->length))) {
		ret_block->length += line;
		rest->bytes += line;
		rest->length -= line;
	}
	return ret_block->length > 0;
}

static const char *
field(GMimeObject *block, const char *name, struct arena *arena)
{
	return mime_line_keep(arena, g_mime_object_get_header(block, name));
}

/* "rfc822; p1@example.org" without its type. */
static const char *
without_type(const char *value)
{
	const char *semicolon = value == NULL ? NULL : strchr(value, ';');

	if (semicolon == NULL)
		return value;
	return semicolon + 1 + strspn(semicolon + 1, " ");
}

/* Comments may follow. */
static const char *
first_word(const char *value, struct arena *arena)
{
	return value == NULL ? NULL : arena_bytes(arena, value, strcspn(value, " (;"));
}

static void
read_recipient(GMimeObject *block, struct arena *arena, struct mime_report *report)
{
	const char *action = first_word(field(block, "Action", arena), arena);
	const char *original = field(block, "Original-Recipient", arena);

	if (action == NULL ||
	    (report->action != NULL &&
		(strcasecmp(report->action, "failed") == 0 ||
		    strcasecmp(action, "failed") != 0)))
		return;
	if (original == NULL)
		original = field(block, "Final-Recipient", arena);
	report->action = action;
	report->recipient = without_type(original);
	report->status = first_word(field(block, "Status", arena), arena);
	report->words = without_type(field(block, "Diagnostic-Code", arena));
}

static void
read_block(const struct block *bytes, struct arena *arena, struct mime_report *report)
{
	CLEANUP(free_object)
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes->bytes,
	    bytes->length);
	CLEANUP(free_object) GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	CLEANUP(free_object)
	GMimeObject *block = g_mime_parser_construct_part(parser, NULL);

	if (block == NULL)
		return;
	if (report->envelope_id == NULL)
		report->envelope_id = field(block, "Original-Envelope-Id", arena);
	if (report->feedback == NULL)
		report->feedback = field(block, "Feedback-Type", arena);
	if (report->mail_from == NULL)
		report->mail_from = field(block, "Original-Mail-From", arena);
	read_recipient(block, arena, report);
}

void
mime_report_parse(const void *bytes, size_t length, struct arena *arena,
    struct mime_report *ret_report)
{
	struct block rest = { bytes, length }, block;

	*ret_report = (struct mime_report){ 0 };
	for (int i = 0; i < BLOCKS_MAX && next_block(&rest, &block); i++)
		read_block(&block, arena, ret_report);
}
