/* A template becomes a tree of nodes, each naming its line. */
#include "template.h"

#include "template_node.h"
#include "template_tag.h"

#include <string.h>

/* An open section; stack[0] is the whole template. */
struct frame {
	struct template_node *section;     /* NULL at the bottom */
	struct template_node **tail;       /* where the next node goes */
	const struct template_name *names; /* those its records add, or NULL */
	const struct template_name *held;  /* what is known to be there inside */
};

struct parser {
	const struct template_source *source;
	struct arena *arena;
	enum template_landing landing;
	struct frame stack[TEMPLATE_DEPTH_MAX + 1];
	size_t depth;
	struct err *err;
};

static enum status
refuse(struct parser *parser, int line, const char *what, const char *name, size_t length)
{
	return err_set(parser->err, ERR_INVALID, "%s:%d: %s%s%.*s", parser->source->file,
	    line, what, length > 0 ? " " : "", (int)(length < 60 ? length : 60), name);
}

static bool
is_same(const char *name, const char *bytes, size_t length)
{
	return strncmp(name, bytes, length) == 0 && name[length] == '\0';
}

static struct template_node *
add_node(struct parser *parser, enum template_node_type type, const char *text,
    size_t length, int line)
{
	struct frame *frame = &parser->stack[parser->depth];
	struct template_node *node = ARENA_NEW(parser->arena, struct template_node, 1);

	node->type = type;
	node->text = text;
	node->length = length;
	node->line = line;
	*frame->tail = node;
	frame->tail = &node->next;
	return node;
}

/* Follows "](address)" through the literals; a value between does not end an address. */
static void
follow_address(struct parser *parser, const char *from, const char *to)
{
	for (const char *p = from; p < to; p++) {
		if (*p == '(' && p > from && p[-1] == ']')
			parser->landing = TEMPLATE_LANDS_AS_ADDRESS;
		else if (*p == ')' || *p == ' ' || *p == '\n')
			parser->landing = TEMPLATE_LANDS_IN_TEXT;
		else if (parser->landing == TEMPLATE_LANDS_AS_ADDRESS)
			parser->landing = TEMPLATE_LANDS_IN_ADDRESS;
	}
}

static void
add_literal(struct parser *parser, const struct template_tag *tag)
{
	if (tag->literal_length == 0)
		return;
	follow_address(parser, tag->literal, tag->literal + tag->literal_length);
	(void)add_node(parser, TEMPLATE_NODE_LITERAL, tag->literal, tag->literal_length,
	    tag->line);
}

static const struct template_name *
find_name(const struct parser *parser, const struct template_tag *tag)
{
	for (size_t i = parser->depth + 1; i-- > 0;) {
		const struct template_name *name = parser->stack[i].names;

		for (; name != NULL && name->name != NULL; name++)
			if (is_same(name->name, tag->name, tag->length))
				return name;
	}
	return NULL;
}

static bool
is_held(const struct parser *parser, const struct template_name *name)
{
	for (size_t i = 1; i <= parser->depth; i++)
		if (parser->stack[i].held == name)
			return true;
	return false;
}

static bool
is_this(const struct template_tag *tag)
{
	return tag->length == 1 && tag->name[0] == '.';
}

/* Within a section of a text, {{.}} is that text. */
static const struct template_name *
find_this(const struct parser *parser)
{
	const struct template_name *held = parser->stack[parser->depth].held;

	return held != NULL && held->need <= TEMPLATE_MAYBE ? held : NULL;
}

static enum status
check_block(struct parser *parser, const struct template_tag *tag,
    const struct template_name *name)
{
	if (parser->source->kind == TEMPLATE_MARKDOWN && is_held(parser, name) &&
	    tag->is_alone)
		return OK;
	return refuse(parser, tag->line,
	    "to be used in its own section, alone on its line:", tag->name, tag->length);
}

static enum status
check_variable(struct parser *parser, const struct template_tag *tag, bool *ret_is_needed,
    bool *ret_is_block)
{
	if (parser->source->names == NULL)
		return OK;

	const struct template_name *name = is_this(tag) ? find_this(parser)
							: find_name(parser, tag);

	if (name == NULL)
		return refuse(parser, tag->line, "unknown variable", tag->name,
		    tag->length);
	*ret_is_block = name->need == TEMPLATE_BLOCK;
	if (*ret_is_block)
		return check_block(parser, tag, name);
	if (name->need > TEMPLATE_MAYBE)
		return refuse(parser, tag->line, "only a section can use", tag->name,
		    tag->length);
	if (name->need == TEMPLATE_MAYBE && !is_held(parser, name))
		return refuse(parser, tag->line,
		    "to be used in its own section:", tag->name, tag->length);
	*ret_is_needed = true;
	return OK;
}

static enum status
open_section(struct parser *parser, const struct template_tag *tag)
{
	const struct template_name *name = NULL;

	if (parser->source->names != NULL) {
		name = find_name(parser, tag);
		if (name == NULL)
			return refuse(parser, tag->line, "unknown variable", tag->name,
			    tag->length);
	}
	if (parser->depth == TEMPLATE_DEPTH_MAX)
		return refuse(parser, tag->line, "sections nest too deep at", tag->name,
		    tag->length);

	enum template_node_type type = tag->sigil == TEMPLATE_TAG_SECTION
	    ? TEMPLATE_NODE_SECTION
	    : TEMPLATE_NODE_INVERTED;
	struct template_node *node = add_node(parser, type, tag->name, tag->length,
	    tag->line);
	struct frame *frame = &parser->stack[++parser->depth];
	bool is_held = name != NULL && type == TEMPLATE_NODE_SECTION;

	*frame = (struct frame){
		.section = node,
		.tail = &node->first,
		.names = is_held ? name->fields : NULL,
		.held = is_held ? name : NULL,
	};
	return OK;
}

static enum status
close_section(struct parser *parser, const struct template_tag *tag)
{
	const struct template_node *open = parser->stack[parser->depth].section;

	if (open == NULL)
		return refuse(parser, tag->line, "nothing to close with", tag->name,
		    tag->length);
	if (open->length != tag->length ||
	    memcmp(open->text, tag->name, tag->length) != 0)
		return err_set(parser->err, ERR_INVALID,
		    "%s:%d: closes %.*s while %.*s (line %d) is open",
		    parser->source->file, tag->line,
		    (int)(tag->length < 60 ? tag->length : 60), tag->name,
		    (int)(open->length < 60 ? open->length : 60), open->text, open->line);
	parser->depth--;
	return OK;
}

static enum status
add_variable(struct parser *parser, const struct template_tag *tag)
{
	bool is_needed = false, is_block = false;
	enum status status = check_variable(parser, tag, &is_needed, &is_block);

	if (status != OK)
		return status;

	struct template_node *node = add_node(parser, TEMPLATE_NODE_VALUE, tag->name,
	    tag->length, tag->line);

	node->is_needed = is_needed;
	if (parser->source->kind != TEMPLATE_MARKDOWN)
		return OK;
	node->landing = is_block ? TEMPLATE_LANDS_AS_BLOCK : parser->landing;
	if (parser->landing == TEMPLATE_LANDS_AS_ADDRESS)
		parser->landing = TEMPLATE_LANDS_IN_ADDRESS;
	return OK;
}

static enum status
take_tag(struct parser *parser, const struct template_tag *tag)
{
	switch (tag->sigil) {
	case TEMPLATE_TAG_SECTION:
	case TEMPLATE_TAG_INVERTED:
		return open_section(parser, tag);
	case TEMPLATE_TAG_CLOSE:
		return close_section(parser, tag);
	case TEMPLATE_TAG_VARIABLE:
		return add_variable(parser, tag);
	case TEMPLATE_TAG_COMMENT:
	case TEMPLATE_TAG_END:
		break;
	}
	return OK;
}

static enum status
parse_all(struct parser *parser, struct template_scan *scan)
{
	struct template_tag tag;

	do {
		enum status status = template_tag_next(scan, &tag, parser->err);

		if (status != OK)
			return status;
		add_literal(parser, &tag);
		status = take_tag(parser, &tag);
		if (status != OK)
			return status;
	} while (tag.sigil != TEMPLATE_TAG_END);

	const struct template_node *open = parser->stack[parser->depth].section;

	if (open != NULL)
		return refuse(parser, open->line, "never closed:", open->text,
		    open->length);
	return OK;
}

enum status
template_parse(const struct template_source *source, struct arena *arena,
    const struct template **ret_template, struct err *err)
{
	struct template *template = ARENA_NEW(arena, struct template, 1);
	const char *bytes = arena_bytes(arena, source->bytes, source->length);
	struct template_scan scan = {
		.file = source->file,
		.at = bytes,
		.end = bytes + source->length,
		.line_start = bytes,
		.line = source->first_line,
	};
	struct parser parser = {
		.source = source,
		.arena = arena,
		.stack = { { .tail = &template->first, .names = source->names } },
		.err = err,
	};
	enum status status = parse_all(&parser, &scan);

	if (status != OK)
		return status;
	template->file = arena_text(arena, source->file);
	template->kind = source->kind;
	*ret_template = template;
	return OK;
}
