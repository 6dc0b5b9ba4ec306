/* A template becomes a tree of nodes, each naming its line; rendering walks the tree. */
#include "template.h"

#include "template_tag.h"

#include <assert.h>
#include <string.h>

enum node_type {
	NODE_LITERAL,
	NODE_VALUE,
	NODE_SECTION,
	NODE_INVERTED,
};

/* Where a value lands in Markdown. */
enum landing {
	LANDS_IN_TEXT,
	LANDS_AS_ADDRESS, /* right behind "](" */
	LANDS_IN_ADDRESS,
};

struct node {
	enum node_type type;
	enum landing landing;
	const char *text; /* the literal, or the name */
	size_t length;
	int line;
	bool is_needed;
	struct node *first, *next; /* first: of a section */
};

struct template
{
	const char *file;
	enum template_kind kind;
	struct node *first;
};

/* An open section; stack[0] is the whole template. */
struct frame {
	struct node *section;              /* NULL at the bottom */
	struct node **tail;                /* where the next node goes */
	const struct template_name *names; /* those its records add, or NULL */
	const struct template_name *held;  /* what is known to be there inside */
};

struct parser {
	const struct template_source *source;
	struct arena *arena;
	enum landing landing;
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

static struct node *
add_node(struct parser *parser, enum node_type type, const char *text, size_t length,
    int line)
{
	struct frame *frame = &parser->stack[parser->depth];
	struct node *node = ARENA_NEW(parser->arena, struct node, 1);

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
			parser->landing = LANDS_AS_ADDRESS;
		else if (*p == ')' || *p == ' ' || *p == '\n')
			parser->landing = LANDS_IN_TEXT;
		else if (parser->landing == LANDS_AS_ADDRESS)
			parser->landing = LANDS_IN_ADDRESS;
	}
}

static void
add_literal(struct parser *parser, const struct template_tag *tag)
{
	if (tag->literal_length == 0)
		return;
	follow_address(parser, tag->literal, tag->literal + tag->literal_length);
	(void)add_node(parser, NODE_LITERAL, tag->literal, tag->literal_length,
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
check_variable(struct parser *parser, const struct template_tag *tag, bool *ret_is_needed)
{
	if (parser->source->names == NULL)
		return OK;

	const struct template_name *name = is_this(tag) ? find_this(parser)
							: find_name(parser, tag);

	if (name == NULL)
		return refuse(parser, tag->line, "unknown variable", tag->name,
		    tag->length);
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

	enum node_type type = tag->sigil == TEMPLATE_TAG_SECTION ? NODE_SECTION
								 : NODE_INVERTED;
	struct node *node = add_node(parser, type, tag->name, tag->length, tag->line);
	struct frame *frame = &parser->stack[++parser->depth];
	bool is_held = name != NULL && type == NODE_SECTION;

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
	const struct node *open = parser->stack[parser->depth].section;

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
	bool is_needed = false;
	enum status status = check_variable(parser, tag, &is_needed);

	if (status != OK)
		return status;

	struct node *node = add_node(parser, NODE_VALUE, tag->name, tag->length,
	    tag->line);

	node->is_needed = is_needed;
	if (parser->source->kind != TEMPLATE_MARKDOWN)
		return OK;
	node->landing = parser->landing;
	if (parser->landing == LANDS_AS_ADDRESS)
		parser->landing = LANDS_IN_ADDRESS;
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

	const struct node *open = parser->stack[parser->depth].section;

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

struct rendering {
	const struct template *template;
	struct text *out;
	const struct template_value *stack[TEMPLATE_DEPTH_MAX + 1];
	size_t depth;
	struct err *err;
};

static const struct template_value nothing = { .type = TEMPLATE_VALUE_NONE };

/* "a.b.c": a from the innermost record that has it, then b of that, then c of that. */
static const struct template_value *
look_up(const struct rendering *rendering, const char *name, size_t length)
{
	const char *end = name + length, *dot = name;
	const struct template_value *value = NULL;

	if (length == 1 && *name == '.')
		return rendering->stack[rendering->depth];
	while (dot < end && *dot != '.')
		dot++;
	for (size_t i = rendering->depth + 1; i-- > 0 && value == NULL;)
		value = template_value_find(rendering->stack[i], name,
		    (size_t)(dot - name));
	while (value != NULL && dot < end) {
		const char *part = dot + 1;

		for (dot = part; dot < end && *dot != '.';)
			dot++;
		value = template_value_find(value, part, (size_t)(dot - part));
	}
	return value != NULL ? value : &nothing;
}

static void
add_address(struct text *out, const char *value)
{
	for (; *value != '\0'; value++) {
		char one[2] = { *value, '\0' };

		if ((unsigned char)*value <= ' ' || *value == 0x7F)
			text_add_url(out, one);
		else
			text_add_markdown(out, one);
	}
}

static void
add_value(struct rendering *rendering, const struct node *node, const char *value)
{
	switch (rendering->template->kind) {
	case TEMPLATE_PLAIN:
		/* a plain text has nothing to escape */
		text_add_bytes(rendering->out, value, strlen(value));
		return;
	case TEMPLATE_MARKDOWN:
		if (node->landing == LANDS_AS_ADDRESS)
			add_address(rendering->out, value);
		else if (node->landing == LANDS_IN_ADDRESS)
			text_add_url(rendering->out, value);
		else
			text_add_markdown(rendering->out, value);
		return;
	case TEMPLATE_HTML:
		text_add_html(rendering->out, value);
		return;
	case TEMPLATE_LINE:
		text_add_line(rendering->out, value);
		return;
	case TEMPLATE_URL:
		text_add_url(rendering->out, value);
		return;
	}
}

static enum status render_nodes(struct rendering *rendering, const struct node *first);

static enum status
render_within(struct rendering *rendering, const struct node *section,
    const struct template_value *context)
{
	assert(rendering->depth < TEMPLATE_DEPTH_MAX); /* as deep as the parser went */
	rendering->stack[++rendering->depth] = context;
	enum status status = render_nodes(rendering, section->first);
	rendering->depth--;
	return status;
}

static enum status
render_section(struct rendering *rendering, const struct node *section)
{
	const struct template_value *value = look_up(rendering, section->text,
	    section->length);
	bool holds = template_value_holds(value);

	if (section->type == NODE_INVERTED)
		return holds ? OK : render_nodes(rendering, section->first);
	if (!holds)
		return OK;
	if (value->type != TEMPLATE_VALUE_LIST)
		return render_within(rendering, section, value);
	for (const struct template_value *item = value->first; item != NULL;
	     item = item->next) {
		enum status status = render_within(rendering, section, item);

		if (status != OK)
			return status;
	}
	return OK;
}

static enum status
render_variable(struct rendering *rendering, const struct node *node)
{
	const struct template_value *value = look_up(rendering, node->text, node->length);

	if (value->type == TEMPLATE_VALUE_TEXT && template_value_holds(value))
		add_value(rendering, node, value->text);
	else if (node->is_needed)
		return err_set(rendering->err, ERR_INVALID, "%s:%d: no value for %.*s",
		    rendering->template->file, node->line, (int)node->length, node->text);
	return OK;
}

/* Recursion ends with the template's nesting, which the parser bounds. */
static enum status
render_nodes(struct rendering *rendering, const struct node *first)
{
	enum status status = OK;

	for (const struct node *node = first; node != NULL && status == OK;
	     node = node->next) {
		switch (node->type) {
		case NODE_LITERAL:
			text_add_bytes(rendering->out, node->text, node->length);
			break;
		case NODE_VALUE:
			status = render_variable(rendering, node);
			break;
		case NODE_SECTION:
		case NODE_INVERTED:
			status = render_section(rendering, node);
			break;
		}
	}
	return status;
}

enum status
template_render(const struct template *template, const struct template_value *values,
    struct text *out, struct err *err)
{
	struct rendering rendering = {
		.template = template,
		.out = out,
		.stack = { values },
		.err = err,
	};
	size_t before = out->length;
	enum status status = render_nodes(&rendering, template->first);

	if (status != OK)
		text_cut(out, before);
	return status;
}
