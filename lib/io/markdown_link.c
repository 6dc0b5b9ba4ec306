#include "markdown_walk.h"

#include <cmark.h>
#include <string.h>
#include <strings.h>

static bool
is_allowed(const char *url)
{
	static const char *const schemes[] = { "https://", "http://", "mailto:" };

	for (size_t i = 0; i < COUNT_OF(schemes); i++)
		if (strncasecmp(url, schemes[i], strlen(schemes[i])) == 0)
			return true;
	return false;
}

bool
markdown_link_add(const char *url, struct text *out)
{
	if (!is_allowed(url))
		return false;
	for (; *url != '\0'; url++) {
		char one[2] = { *url, '\0' };

		if (*url <= ' ' || *url >= 0x7F || strchr("<>\"'\\^`{|}()", *url) != NULL)
			text_add_url(out, one);
		else
			text_add_bytes(out, one, 1);
	}
	return true;
}

bool
markdown_link_is_row(cmark_node *paragraph)
{
	cmark_node *child = cmark_node_first_child(paragraph);

	if (cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH)
		return false;
	for (; child != NULL; child = cmark_node_next(child)) {
		cmark_node_type type = cmark_node_get_type(child);

		if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
			continue;
		if (type == CMARK_NODE_TEXT &&
		    cmark_node_get_literal(
			child)[strspn(cmark_node_get_literal(child), " ")] == '\0')
			continue;
		if (type != CMARK_NODE_LINK || !is_allowed(cmark_node_get_url(child)))
			return false;
	}
	return true;
}

bool
markdown_link_is_tight(cmark_node *paragraph)
{
	cmark_node *item = cmark_node_parent(paragraph);

	return item != NULL && cmark_node_get_type(item) == CMARK_NODE_ITEM &&
	    cmark_node_get_list_tight(cmark_node_parent(item));
}
