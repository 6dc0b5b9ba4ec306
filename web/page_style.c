/* page_style.c - the style sheet under the name of its content, so that browsers may keep
 * it for a year. Another hash is that of another version of us: it gets what we have. */
#include "page.h"

#include <string.h>

enum status
page_style_show(struct http_call *call, struct err *err)
{
	const struct site *site = http_call_context(call);
	const struct page_files *files = site->files;
	bool is_ours = strcmp(http_call_capture(call, "HASH"), files->style_hash) == 0;
	enum status status = http_header(call, "Cache-Control",
	    is_ours ? "public, max-age=31536000, immutable" : "no-store", err);

	if (status != OK)
		return status;
	http_reply(call, 200, "text/css; charset=utf-8", &files->style);
	return OK;
}
