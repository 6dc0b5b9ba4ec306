/* HTML for mail programs: each element carries its style, since Gmail and Outlook drop or
 * ignore style sheets, and a class for the dark colours of mailpage.c. Buttons are
 * padded cells, for Outlook ignores the padding of a link. */
#include "markdown_walk.h"

#include <cmark.h>
#include <string.h>

#define INK "color:#1b2a2a;"
#define SOFT "color:#4d5c5b;"

struct walk {
	struct text *out;
	bool is_row;   /* the paragraph is a row of buttons */
	bool is_small; /* behind a rule */
	int buttons;   /* so far in the row */
};

static void
add_literal(struct text *out, const char *literal)
{
	text_add_bytes(out, literal, strlen(literal)); /* a tag of ours */
}

static void
add_paragraph(struct walk *walk, cmark_node *node, bool is_entering)
{
	bool is_tight = markdown_link_is_tight(node);

	if (is_tight)
		return;
	if (!is_entering)
		text_add(walk->out, "</p>\n");
	else if (walk->is_small)
		text_add(walk->out,
		    "<p class=\"c-soft\" style=\"margin:0 0 10px;font-size:14px;"
		    "line-height:20px;" SOFT "\">");
	else
		text_add(walk->out,
		    "<p class=\"c-ink\" style=\"margin:0 0 16px;"
		    "font-size:16px;line-height:24px;" INK "\">");
}

static void
add_row(struct walk *walk, bool is_entering)
{
	walk->is_row = is_entering;
	walk->buttons = 0;
	if (is_entering)
		text_add(walk->out, "<div style=\"margin:0 0 12px\">\n");
	else
		text_add(walk->out, "</div>\n");
}

/* Each button is a table of its own that flows like a word, so that two stand side by
 * side where there is room and below each other on a phone. */
static void
start_button(struct walk *walk, const struct text *url)
{
	bool is_first = walk->buttons++ == 0;

	add_literal(walk->out,
	    "<table role=\"presentation\" style=\"display:inline-table;"
	    "border-collapse:separate;border-spacing:0;margin:0 8px 12px 0\"><tr>");
	add_literal(walk->out,
	    is_first ? "<td class=\"c-main\" style=\"background-color:#0f5c5c;"
		       "border:2px solid #0f5c5c;border-radius:8px;"
		       "mso-padding-alt:11px 22px\">"
		     : "<td class=\"c-other\" style=\"border:2px solid #0f5c5c;"
		       "border-radius:8px;mso-padding-alt:11px 22px\">");
	text_add(walk->out, "<a href=\"");
	text_add_html(walk->out, text_string(url));
	add_literal(walk->out,
	    is_first
		? "\" class=\"c-main\" style=\"display:inline-block;padding:11px 22px;"
		  "font-size:16px;line-height:22px;font-weight:bold;"
		  "text-decoration:none;color:#ffffff\">"
		: "\" class=\"c-other\" style=\"display:inline-block;"
		  "padding:11px 22px;font-size:16px;line-height:22px;"
		  "font-weight:bold;text-decoration:none;color:#0f5c5c\">");
}

static void
add_link(struct walk *walk, cmark_node *link, bool is_entering)
{
	CLEANUP(text_done) struct text url = { 0 };

	if (!markdown_link_add(cmark_node_get_url(link), &url))
		return; /* its words stay */
	if (walk->is_row && is_entering) {
		start_button(walk, &url);
	} else if (walk->is_row) {
		text_add(walk->out, "</a></td></tr></table>\n");
	} else if (is_entering) {
		text_add(walk->out, "<a href=\"");
		text_add_html(walk->out, text_string(&url));
		text_add(walk->out,
		    "\" class=\"c-link\" style=\"color:#0b5563;"
		    "text-decoration:underline\">");
	} else {
		text_add(walk->out, "</a>");
	}
}

static void
add_heading(struct walk *walk, cmark_node *node, bool is_entering)
{
	int level = cmark_node_get_heading_level(node);

	if (!is_entering) {
		text_add(walk->out, "</h");
		text_add_int(walk->out, level);
		text_add(walk->out, ">\n");
		return;
	}
	text_add(walk->out, "<h");
	text_add_int(walk->out, level);
	add_literal(walk->out,
	    level == 1 ? " class=\"c-ink\" style=\"margin:0 0 16px;font-size:24px;"
			 "line-height:30px;font-weight:bold;" INK "\">"
		       : " class=\"c-ink\" style=\"margin:24px 0 8px;font-size:17px;"
			 "line-height:24px;font-weight:bold;" INK "\">");
}

static void
add_list(struct walk *walk, cmark_node *list, bool is_entering)
{
	bool is_ordered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;

	if (!is_entering) {
		add_literal(walk->out, is_ordered ? "</ol>\n" : "</ul>\n");
		return;
	}
	add_literal(walk->out, is_ordered ? "<ol" : "<ul");
	if (is_ordered && cmark_node_get_list_start(list) != 1) {
		text_add(walk->out, " start=\"");
		text_add_int(walk->out, cmark_node_get_list_start(list));
		text_add(walk->out, "\"");
	}
	text_add(walk->out,
	    " class=\"c-ink\" style=\"margin:0 0 16px;padding:0 0 0 22px;"
	    "font-size:16px;line-height:24px;" INK "\">\n");
}

/* Where cmark's own renderer would have only a tag around the content. */
static const struct {
	const char *open, *close;
} tags[] = {
	[CMARK_NODE_BLOCK_QUOTE] = { "<blockquote class=\"c-quote\" style=\"margin:0 0 "
				     "16px;"
				     "padding:2px 0 0 14px;border-left:3px solid "
				     "#0f5c5c\">\n",
	    "</blockquote>\n" },
	[CMARK_NODE_ITEM] = { "<li style=\"margin:0 0 6px\">", "</li>\n" },
	[CMARK_NODE_EMPH] = { "<em>", "</em>" },
	[CMARK_NODE_STRONG] = { "<strong>", "</strong>" },
};

static void
add_code(struct walk *walk, const char *code, bool is_block)
{
	add_literal(walk->out,
	    is_block ? "<pre class=\"c-ink\" style=\"" INK "\"><code>" : "<code>");
	text_add_html(walk->out, code);
	add_literal(walk->out, is_block ? "</code></pre>\n" : "</code>");
}

static void
add_words(struct walk *walk, cmark_node *node)
{
	bool is_between = walk->is_row &&
	    cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_PARAGRAPH;

	if (!is_between)
		text_add_html(walk->out, cmark_node_get_literal(node));
}

static void
add_node(struct walk *walk, cmark_node *node, bool is_entering)
{
	cmark_node_type type = cmark_node_get_type(node);

	switch ((int)type) {
	case CMARK_NODE_PARAGRAPH:
		if (markdown_link_is_row(node))
			add_row(walk, is_entering);
		else
			add_paragraph(walk, node, is_entering);
		return;
	case CMARK_NODE_HEADING:
		add_heading(walk, node, is_entering);
		return;
	case CMARK_NODE_LIST:
		add_list(walk, node, is_entering);
		return;
	case CMARK_NODE_THEMATIC_BREAK:
		walk->is_small = true;
		text_add(walk->out,
		    "<hr class=\"c-rule\" style=\"margin:20px 0 14px;"
		    "border:0;border-top:1px solid #c9d4d2\">\n");
		return;
	case CMARK_NODE_LINK:
		add_link(walk, node, is_entering);
		return;
	case CMARK_NODE_TEXT:
		add_words(walk, node);
		return;
	case CMARK_NODE_CODE:
	case CMARK_NODE_CODE_BLOCK:
		add_code(walk, cmark_node_get_literal(node),
		    type == CMARK_NODE_CODE_BLOCK);
		return;
	case CMARK_NODE_SOFTBREAK:
		text_add(walk->out, "\n");
		return;
	case CMARK_NODE_LINEBREAK:
		text_add(walk->out, "<br>\n");
		return;
	default: /* raw HTML and images leave nothing of their own */
		if (type < COUNT_OF(tags) && tags[type].open != NULL)
			add_literal(walk->out,
			    is_entering ? tags[type].open : tags[type].close);
		return;
	}
}

void
markdown_html_add(cmark_node *root, struct text *out)
{
	struct walk walk = { .out = out };
	cmark_iter *iter = alloc_check(cmark_iter_new(root));
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
		add_node(&walk, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
	cmark_iter_free(iter);
}
