/* Rendering walks the tree; every value is escaped for where it lands. */
#include "template_node.h"

#include <assert.h>
#include <string.h>

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

/* As a quotation, which nothing in it can end: neither a fence nor a list. */
static void
add_block(struct text *out, const char *value)
{
	while (*value != '\0') {
		size_t length = strcspn(value, "\r\n");

		text_add(out, "> ");
		text_add_bytes(out, value, length); /* Markdown, as it was written */
		value += length;
		value += *value == '\r';
		value += *value == '\n';
		if (*value != '\0')
			text_add(out, "\n");
	}
}

static void
add_value(struct rendering *rendering, const struct template_node *node,
    const char *value)
{
	switch (rendering->template->kind) {
	case TEMPLATE_PLAIN:
		/* a plain text has nothing to escape */
		text_add_bytes(rendering->out, value, strlen(value));
		return;
	case TEMPLATE_MARKDOWN:
		if (node->landing == TEMPLATE_LANDS_AS_ADDRESS)
			add_address(rendering->out, value);
		else if (node->landing == TEMPLATE_LANDS_IN_ADDRESS)
			text_add_url(rendering->out, value);
		else if (node->landing == TEMPLATE_LANDS_AS_BLOCK)
			add_block(rendering->out, value);
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

static enum status render_nodes(struct rendering *rendering,
    const struct template_node *first);

static enum status
render_within(struct rendering *rendering, const struct template_node *section,
    const struct template_value *context)
{
	assert(rendering->depth < TEMPLATE_DEPTH_MAX); /* as deep as the parser went */
	rendering->stack[++rendering->depth] = context;
	enum status status = render_nodes(rendering, section->first);
	rendering->depth--;
	return status;
}

static enum status
render_section(struct rendering *rendering, const struct template_node *section)
{
	const struct template_value *value = look_up(rendering, section->text,
	    section->length);
	bool holds = template_value_holds(value);

	if (section->type == TEMPLATE_NODE_INVERTED)
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
render_variable(struct rendering *rendering, const struct template_node *node)
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
render_nodes(struct rendering *rendering, const struct template_node *first)
{
	enum status status = OK;

	for (const struct template_node *node = first; node != NULL && status == OK;
	     node = node->next) {
		switch (node->type) {
		case TEMPLATE_NODE_LITERAL:
			text_add_bytes(rendering->out, node->text, node->length);
			break;
		case TEMPLATE_NODE_VALUE:
			status = render_variable(rendering, node);
			break;
		case TEMPLATE_NODE_SECTION:
		case TEMPLATE_NODE_INVERTED:
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
