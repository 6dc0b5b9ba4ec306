#include "template_tag.h"

#include <string.h>

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
is_space(char c)
{
	return is_blank(c) || c == '\r' || c == '\n';
}

/* Steps to the next "{{" or "}}", or to the end: false. */
static bool
step_to(struct template_scan *scan, char brace)
{
	for (; scan->at < scan->end; scan->at++) {
		if (*scan->at == '\n') {
			scan->line++;
			scan->line_start = scan->at + 1;
		} else if (scan->end - scan->at >= 2 && scan->at[0] == brace &&
		    scan->at[1] == brace) {
			return true;
		}
	}
	return false;
}

static enum template_tag_sigil
sigil_of(char c)
{
	switch (c) {
	case '#':
		return TEMPLATE_TAG_SECTION;
	case '^':
		return TEMPLATE_TAG_INVERTED;
	case '/':
		return TEMPLATE_TAG_CLOSE;
	case '!':
		return TEMPLATE_TAG_COMMENT;
	default:
		return TEMPLATE_TAG_VARIABLE;
	}
}

/* What stands between the braces. */
static enum status
read_name(const char *file, const char *from, const char *to, struct template_tag *tag,
    struct err *err)
{
	if (from < to && strchr("{&>=<$", *from) != NULL)
		return err_set(err, ERR_INVALID,
		    "%s:%d: {{%c is not part of this language", file, tag->line, *from);
	tag->sigil = sigil_of(*from); /* at least the braces follow */
	if (tag->sigil == TEMPLATE_TAG_COMMENT)
		return OK;
	if (tag->sigil != TEMPLATE_TAG_VARIABLE)
		from++;
	while (from < to && is_space(*from))
		from++;
	while (to > from && is_space(to[-1]))
		to--;
	tag->name = from;
	tag->length = (size_t)(to - from);
	for (const char *p = from; p < to; p++)
		if (is_space(*p) || *p == '{' || *p == '}' || *p == '\0')
			return err_set(err, ERR_INVALID, "%s:%d: not a name: %.*s", file,
			    tag->line, (int)(tag->length < 60 ? tag->length : 60), from);
	if (tag->length == 0)
		return err_set(err, ERR_INVALID, "%s:%d: a tag without a name", file,
		    tag->line);
	return OK;
}

/* Behind the blanks that follow the tag: the line's end, or NULL if more stands there. */
static const char *
find_line_end(const struct template_scan *scan)
{
	const char *after = scan->at;

	while (after < scan->end && is_blank(*after))
		after++;
	if (scan->end - after >= 2 && after[0] == '\r' && after[1] == '\n')
		after++;
	return after == scan->end || *after == '\n' ? after : NULL;
}

static bool
is_alone(const struct template_scan *scan, const char *line_start, const char *tag_start)
{
	for (const char *p = line_start; p < tag_start; p++)
		if (!is_blank(*p))
			return false;
	return find_line_end(scan) != NULL;
}

/* Of a tag that is alone: its blanks and the line's end go with it. */
static void
drop_own_line(struct template_scan *scan, struct template_tag *tag,
    const char *line_start)
{
	const char *after = find_line_end(scan);

	if (after < scan->end) {
		after++;
		scan->line++;
		scan->line_start = after;
	}
	scan->at = after;
	tag->literal_length = (size_t)(line_start - tag->literal);
}

enum status
template_tag_next(struct template_scan *scan, struct template_tag *ret_tag,
    struct err *err)
{
	struct template_tag tag = { .literal = scan->at };
	bool has_tag = step_to(scan, '{');
	const char *tag_start = scan->at, *line_start = scan->line_start;

	tag.literal_length = (size_t)(tag_start - tag.literal);
	tag.line = scan->line;
	if (has_tag) {
		scan->at += 2;
		if (!step_to(scan, '}'))
			return err_set(err, ERR_INVALID, "%s:%d: {{ without }}",
			    scan->file, tag.line);
		enum status status = read_name(scan->file, tag_start + 2, scan->at, &tag,
		    err);

		if (status != OK)
			return status;
		scan->at += 2;
		tag.is_alone = is_alone(scan, line_start, tag_start);
		if (tag.is_alone && tag.sigil != TEMPLATE_TAG_VARIABLE)
			drop_own_line(scan, &tag, line_start);
	}
	*ret_tag = tag;
	return OK;
}
