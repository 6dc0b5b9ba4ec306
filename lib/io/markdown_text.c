/* Words are gathered until their block ends, then wrapped behind the block's prefix. */
#include "markdown.h"

#include "markdown_walk.h"

#include <cmark.h>
#include <string.h>

struct walk {
	struct text *out;
	struct text words;  /* of the paragraph or heading; LF is a hard break */
	struct text prefix; /* of every line: "> ", blanks under a list's mark */
	struct text mark;   /* "- ", "12. ": in the next prefix, instead of its blanks */
	size_t mark_at;     /* there */
	size_t link_from;   /* where the words of the open link begin */
	bool is_row;        /* the paragraph is a row of buttons */
	bool wants_gap;     /* an empty line before the next block */
};

static size_t
width_of(const char *from, size_t length)
{
	size_t width = 0;

	for (size_t i = 0; i < length; i++)
		width += ((unsigned char)from[i] & 0xC0) != 0x80;
	return width;
}

static void
start_line(struct walk *walk)
{
	size_t behind = walk->mark_at + walk->mark.length;

	if (walk->mark.length == 0) {
		text_add_bytes(walk->out, walk->prefix.data, walk->prefix.length);
		return;
	}
	text_add_bytes(walk->out, walk->prefix.data, walk->mark_at);
	text_add_bytes(walk->out, walk->mark.data, walk->mark.length);
	text_add_bytes(walk->out, walk->prefix.data + behind,
	    walk->prefix.length - behind);
	text_clear(&walk->mark);
}

static void
end_line(struct walk *walk)
{
	while (walk->out->length > 0 && walk->out->data[walk->out->length - 1] == ' ')
		text_cut(walk->out, walk->out->length - 1);
	text_add(walk->out, "\n");
}

static void
start_block(struct walk *walk, bool is_tight)
{
	if (walk->wants_gap && !is_tight) {
		/* of a pending mark the blanks are there, and end_line() drops them */
		text_add_bytes(walk->out, walk->prefix.data, walk->prefix.length);
		end_line(walk);
	}
	walk->wants_gap = true;
}

/* One line's words, wrapped. */
static void
add_wrapped(struct walk *walk, const char *from, const char *to)
{
	size_t column = width_of(text_string(&walk->prefix), walk->prefix.length);
	bool is_first = true;

	start_line(walk);
	for (; from < to && *from == ' '; from++, column++)
		text_add(walk->out, " ");
	while (from < to) {
		while (from < to && *from == ' ')
			from++;

		const char *end = memchr(from, ' ', (size_t)(to - from));

		if (end == NULL)
			end = to;

		size_t width = width_of(from, (size_t)(end - from));

		if (!is_first && column + 1 + width > MARKDOWN_COLUMNS) {
			end_line(walk);
			start_line(walk);
			column = width_of(text_string(&walk->prefix),
			    walk->prefix.length);
			is_first = true;
		}
		if (!is_first)
			text_add(walk->out, " ");
		text_add_bytes(walk->out, from, (size_t)(end - from));
		column += width + (is_first ? 0 : 1);
		is_first = false;
		from = end;
	}
	end_line(walk);
}

static void
flush_words(struct walk *walk)
{
	const char *from = text_string(&walk->words);
	const char *end = from + walk->words.length;

	while (from < end) {
		const char *to = memchr(from, '\n', (size_t)(end - from));

		if (to == NULL)
			to = end;
		add_wrapped(walk, from, to);
		from = to < end ? to + 1 : end;
	}
	text_clear(&walk->words);
}

static void
underline(struct walk *walk, char with)
{
	size_t width = width_of(text_string(&walk->words), walk->words.length);

	flush_words(walk);
	start_line(walk);
	for (size_t i = 0; i < width && i < MARKDOWN_COLUMNS; i++)
		text_add_bytes(walk->out, &with, 1);
	end_line(walk);
}

static void
add_code(struct walk *walk, const char *code)
{
	start_block(walk, false);
	while (*code != '\0') {
		size_t length = strcspn(code, "\n");

		start_line(walk);
		text_add(walk->out, "    ");
		text_add_bytes(walk->out, code, length);
		end_line(walk);
		code += length + (code[length] == '\n');
	}
}

/* Behind the words of a link where it leads, unless they say so themselves. In a row of
 * buttons each stands alone. */
static void
end_link(struct walk *walk, cmark_node *link)
{
	CLEANUP(text_done) struct text url = { 0 };

	if (!markdown_link_add(cmark_node_get_url(link), &url))
		return;
	if (strcmp(text_string(&walk->words) + walk->link_from, text_string(&url)) == 0)
		return;
	if (walk->is_row)
		text_add(&walk->words, ":\n  ");
	else
		text_add(&walk->words, " <");
	text_add_bytes(&walk->words, text_string(&url), url.length);
	if (!walk->is_row)
		text_add(&walk->words, ">");
	else if (cmark_node_next(link) != NULL)
		text_add(&walk->words, "\n");
}

static void
write_mark(cmark_node *item, struct text *mark)
{
	cmark_node *list = cmark_node_parent(item);

	if (cmark_node_get_list_type(list) != CMARK_ORDERED_LIST) {
		text_add(mark, "- ");
		return;
	}

	int number = cmark_node_get_list_start(list);

	for (cmark_node *at = cmark_node_previous(item); at != NULL;
	     at = cmark_node_previous(at))
		number++;
	text_add_int(mark, number);
	text_add(mark, ". ");
}

static void
enter_list(struct walk *walk, cmark_node *list)
{
	bool is_inner = cmark_node_get_type(cmark_node_parent(list)) == CMARK_NODE_ITEM;

	start_block(walk, is_inner);
	walk->wants_gap = false;
}

static void
enter_item(struct walk *walk, cmark_node *item)
{
	text_clear(&walk->mark);
	write_mark(item, &walk->mark);
	walk->mark_at = walk->prefix.length;
	for (size_t i = 0; i < walk->mark.length; i++)
		text_add(&walk->prefix, " ");
}

static void
leave_item(struct walk *walk, cmark_node *item)
{
	CLEANUP(text_done) struct text mark = { 0 };

	if (walk->mark.length > 0) { /* an item without content */
		start_line(walk);
		end_line(walk);
	}
	write_mark(item, &mark);
	text_cut(&walk->prefix, walk->prefix.length - mark.length);
}

static void
enter_quote(struct walk *walk)
{
	start_block(walk, false);
	walk->wants_gap = false;
	text_add(&walk->prefix, "> ");
}

static void
add_inline(struct walk *walk, cmark_node *node, bool is_entering)
{
	switch ((int)cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		if (walk->is_row &&
		    cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_PARAGRAPH)
			return; /* the blank between two buttons */
				/* fall through */
	case CMARK_NODE_CODE: {
		const char *literal = cmark_node_get_literal(node);

		text_add_bytes(&walk->words, literal,
		    strlen(literal)); /* cmark's UTF-8 */
		return;
	}
	case CMARK_NODE_SOFTBREAK:
		if (!walk->is_row)
			text_add(&walk->words, " ");
		return;
	case CMARK_NODE_LINEBREAK:
		if (!walk->is_row)
			text_add(&walk->words, "\n");
		return;
	case CMARK_NODE_LINK:
		if (is_entering)
			walk->link_from = walk->words.length;
		else
			end_link(walk, node);
		return;
	default: /* emphasis and images leave their words, raw HTML nothing */
		return;
	}
}

static void
add_node(struct walk *walk, cmark_node *node, bool is_entering)
{
	switch ((int)cmark_node_get_type(node)) {
	case CMARK_NODE_PARAGRAPH:
		if (is_entering) {
			walk->is_row = markdown_link_is_row(node);
			start_block(walk, markdown_link_is_tight(node));
		} else {
			flush_words(walk);
			walk->is_row = false;
		}
		return;
	case CMARK_NODE_HEADING:
		if (is_entering)
			start_block(walk, false);
		else
			underline(walk,
			    cmark_node_get_heading_level(node) == 1 ? '=' : '-');
		return;
	case CMARK_NODE_BLOCK_QUOTE:
		if (is_entering)
			enter_quote(walk);
		else
			text_cut(&walk->prefix, walk->prefix.length - 2);
		return;
	case CMARK_NODE_ITEM:
		if (is_entering)
			enter_item(walk, node);
		else
			leave_item(walk, node);
		return;
	case CMARK_NODE_LIST:
		if (is_entering)
			enter_list(walk, node);
		return;
	case CMARK_NODE_THEMATIC_BREAK:
		start_block(walk, false);
		start_line(walk);
		text_add(walk->out, "----");
		end_line(walk);
		return;
	case CMARK_NODE_CODE_BLOCK:
		add_code(walk, cmark_node_get_literal(node));
		return;
	default:
		add_inline(walk, node, is_entering);
		return;
	}
}

void
markdown_text_add(cmark_node *root, struct text *out)
{
	struct walk walk = { .out = out };
	cmark_iter *iter = alloc_check(cmark_iter_new(root));
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
		add_node(&walk, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
	cmark_iter_free(iter);
	text_done(&walk.words);
	text_done(&walk.prefix);
	text_done(&walk.mark);
}
