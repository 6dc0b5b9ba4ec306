#include "markdown.h"

#include "markdown_walk.h"

#include <cmark.h>

static void
free_node(cmark_node **node)
{
	if (*node != NULL)
		cmark_node_free(*node);
}

enum status
markdown_render(const char *bytes, size_t length, struct text *plain, struct text *html,
    struct err *err)
{
	if (length > MARKDOWN_BYTES_MAX)
		return err_set(err, ERR_LIMIT, "a text of %zu bytes, at most %zu", length,
		    MARKDOWN_BYTES_MAX);

	CLEANUP(free_node)
	cmark_node *root = alloc_check(
	    cmark_parse_document(bytes, length, CMARK_OPT_VALIDATE_UTF8));

	if (plain != NULL)
		markdown_text_add(root, plain);
	if (html != NULL)
		markdown_html_add(root, html);
	return OK;
}
