#include "letter.h"

#include "utf8.h"

#include <string.h>

enum field { FIELD_KIND, FIELD_SUBJECT, FIELD_PREHEADER, FIELD_COUNT };

static const char *const field_names[] = {
	[FIELD_KIND] = "kind",
	[FIELD_SUBJECT] = "subject",
	[FIELD_PREHEADER] = "preheader",
};
_Static_assert(COUNT_OF(field_names) == FIELD_COUNT, "name every field");

struct letter {
	enum message_kind kind;
	const struct template *subject, *preheader, *body;
};

/* A piece of the file, and the line where it begins. */
struct piece {
	const char *from;
	size_t length;
	int line;
};

struct front {
	const char *file;
	const char *at, *end;
	int line;
	struct piece fields[FIELD_COUNT];
	struct err *err;
};

/* The next line without its end, which may be CR LF; false at the end. */
static bool
next_line(struct front *front, struct piece *ret_line)
{
	if (front->at == front->end)
		return false;

	const char *from = front->at;
	const char *to = memchr(from, '\n', (size_t)(front->end - from));

	front->at = to == NULL ? front->end : to + 1;
	if (to == NULL)
		to = front->end;
	if (to > from && to[-1] == '\r')
		to--;
	*ret_line = (struct piece){ from, (size_t)(to - from), front->line++ };
	return true;
}

static bool
is_fence(const struct piece *line)
{
	return line->length == 3 && memcmp(line->from, "---", 3) == 0;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static enum status
read_field(struct front *front, const struct piece *line)
{
	for (enum field field = 0; field < FIELD_COUNT; field++) {
		const char *name = field_names[field];
		size_t length = strlen(name);
		struct piece value = { line->from + length + 1, 0, line->line };

		if (line->length <= length || memcmp(line->from, name, length) != 0 ||
		    line->from[length] != ':')
			continue;
		if (front->fields[field].from != NULL)
			return err_set(front->err, ERR_INVALID,
			    "%s:%d: %s for the second time", front->file, line->line,
			    name);
		value.length = line->length - length - 1;
		for (; value.length > 0 && is_blank(*value.from); value.length--)
			value.from++;
		while (value.length > 0 && is_blank(value.from[value.length - 1]))
			value.length--;
		if (value.length == 0)
			return err_set(front->err, ERR_INVALID, "%s:%d: %s is empty",
			    front->file, line->line, name);
		front->fields[field] = value;
		return OK;
	}
	return err_set(front->err, ERR_INVALID,
	    "%s:%d: here stand kind, subject, preheader, and then ---", front->file,
	    line->line);
}

static enum status
read_front(struct front *front)
{
	struct piece line;

	if (!next_line(front, &line) || !is_fence(&line))
		return err_set(front->err, ERR_INVALID, "%s:1: begin with a line ---",
		    front->file);
	for (;;) {
		if (!next_line(front, &line))
			return err_set(front->err, ERR_INVALID,
			    "%s:1: the front block has no end, a second line ---",
			    front->file);
		if (is_fence(&line))
			break;

		enum status status = read_field(front, &line);

		if (status != OK)
			return status;
	}
	for (enum field field = 0; field < FIELD_COUNT; field++)
		if (front->fields[field].from == NULL)
			return err_set(front->err, ERR_INVALID, "%s:%d: no %s",
			    front->file, line.line, field_names[field]);
	return OK;
}

static enum status
parse_piece(const struct front *front, const struct piece *piece, enum template_kind kind,
    const struct template_name *names, struct arena *arena,
    const struct template **ret_template)
{
	struct template_source source = {
		.file = front->file,
		.first_line = piece->line,
		.bytes = piece->from,
		.length = piece->length,
		.kind = kind,
		.names = names,
	};

	return template_parse(&source, arena, ret_template, front->err);
}

static enum status
parse_pieces(const struct front *front, struct letter *letter, struct arena *arena)
{
	const struct piece *fields = front->fields;
	struct piece body = { front->at, (size_t)(front->end - front->at), front->line };
	const char *kind = arena_bytes(arena, fields[FIELD_KIND].from,
	    fields[FIELD_KIND].length);
	struct err why;

	if (message_kind_parse(kind, &letter->kind, &why) != OK)
		return err_set(front->err, ERR_INVALID, "%s:%d: %s", front->file,
		    fields[FIELD_KIND].line, why.text);

	const struct template_name *names = message_kind_row(letter->kind)->variables;
	enum status status = parse_piece(front, &fields[FIELD_SUBJECT], TEMPLATE_LINE,
	    names, arena, &letter->subject);

	if (status == OK)
		status = parse_piece(front, &fields[FIELD_PREHEADER], TEMPLATE_LINE,
		    names, arena, &letter->preheader);
	if (status == OK)
		status = parse_piece(front, &body, TEMPLATE_MARKDOWN, names, arena,
		    &letter->body);
	return status;
}

static int
line_of(const char *bytes, size_t at)
{
	int line = 1;

	for (size_t i = 0; i < at; i++)
		line += bytes[i] == '\n';
	return line;
}

enum status
letter_parse(const char *file, const char *bytes, size_t length, struct arena *arena,
    const struct letter **ret_letter, struct err *err)
{
	struct front front = {
		.file = file,
		.at = bytes,
		.end = bytes + length,
		.line = 1,
		.err = err,
	};
	size_t valid = utf8_valid_length(bytes, length);

	if (length > LETTER_BYTES_MAX)
		return err_set(err, ERR_INVALID, "%s:1: %zu bytes, at most %zu", file,
		    length, LETTER_BYTES_MAX);
	if (valid < length || memchr(bytes, '\0', length) != NULL)
		return err_set(err, ERR_INVALID, "%s:%d: not UTF-8 text", file,
		    line_of(bytes, valid));

	struct letter *letter = ARENA_NEW(arena, struct letter, 1);
	enum status status = read_front(&front);

	if (status == OK)
		status = parse_pieces(&front, letter, arena);
	if (status == OK)
		*ret_letter = letter;
	return status;
}

enum message_kind
letter_kind(const struct letter *letter)
{
	return letter->kind;
}

enum status
letter_render(const struct letter *letter, const struct template_value *values,
    struct letter_text *out, struct err *err)
{
	enum status status = template_render(letter->subject, values, &out->subject, err);

	if (status == OK)
		status = template_render(letter->preheader, values, &out->preheader, err);
	if (status == OK)
		status = template_render(letter->body, values, &out->markdown, err);
	return status;
}

void
letter_text_done(struct letter_text *text)
{
	text_done(&text->subject);
	text_done(&text->preheader);
	text_done(&text->markdown);
}
