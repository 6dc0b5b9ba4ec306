/* page_error.c - whatever is not as it should be. The 404 is one and the same for links
 * that are unknown, expired, revoked or no links at all: nothing of the request or of the
 * clock is in it. */
#include "page.h"

#include "journal.h"

#include <string.h>

const struct template_name page_error_names[] = {
	{ "style", TEMPLATE_ALWAYS, NULL },
	{ "organisation", TEMPLATE_ALWAYS, NULL },
	{ "title", TEMPLATE_ALWAYS, NULL },
	{ "text", TEMPLATE_ALWAYS, NULL },
	{ "again_answer", TEMPLATE_MAYBE, NULL },
	{ "again_leave", TEMPLATE_MAYBE, NULL },
	{ NULL, TEMPLATE_ALWAYS, NULL },
};

struct words {
	int code;
	const char *retry_after; /* seconds, or NULL */
	const char *title, *text;
};

static const struct words words[] = {
	{ 404, NULL, "This link does not work",
	    "It may have expired, or a part of it was lost on the way. Please open the "
	    "newest mail that you have from us and use the link in it." },
	{ 403, NULL, "Please answer on our page",
	    "This answer was sent from another page, so nothing was recorded. Please "
	    "open the link in your mail and press a button there." },
	{ 405, NULL, "That cannot be done here", "Please open the link in your mail." },
	{ 413, NULL, "That was too long", "Nothing was recorded." },
	{ 429, "60", "Too many links that do not work",
	    "Please wait a minute, then open the link in your mail once more." },
	{ 500, NULL, "Something is wrong on our side",
	    "We have been told. If you have just answered, it may have been recorded: "
	    "please open the link in your mail again later." },
	{ 400, NULL, "We did not understand that",
	    "Nothing was recorded. Please open the link in your mail and press a button "
	    "there." },
};

static const struct words not_shown = { 503, "30", "Not just now",
	"This page cannot be shown at the moment. Please try again in a minute." };
static const struct words not_recorded = { 503, "30", "Not recorded, please press again",
	"We could not reach our database, so nothing was recorded." };
static const struct words uncertain = { 503, "30",
	"Perhaps not recorded, please press again",
	"We did not hear back from our database. Pressing again does no harm: it counts "
	"only once." };

static const struct words *
find_words(int code, enum status status, bool is_change)
{
	if (code == 503)
		return status == ERR_UNCERTAIN ? &uncertain
		    : is_change                ? &not_recorded
					       : &not_shown;
	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (words[i].code == code)
			return &words[i];
	return &words[COUNT_OF(words) - 1];
}

static void
add_retry(struct http_call *call, const struct words *said)
{
	struct err err;

	if (said->retry_after != NULL &&
	    http_header(call, "Retry-After", said->retry_after, &err) != OK)
		journal_write(&(struct journal_line){ .level = JOURNAL_ERROR },
		    "the error page: %s", err.text);
}

void
page_error_reply(struct http_call *call, int code, enum status status,
    struct page_again again)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	CLEANUP(text_done) struct text html = { 0 };
	const struct site *site = http_call_context(call);
	bool is_change = strcmp(http_call_method(call), "POST") == 0;
	const struct words *said = find_words(code, status, is_change);
	struct template_value *values = template_value_new(&arena);
	struct err err;

	template_value_text(&arena, values, "style", site->style_path);
	template_value_text(&arena, values, "organisation",
	    site->settings->organisation_name);
	template_value_text(&arena, values, "title", said->title);
	template_value_text(&arena, values, "text", said->text);
	if (again.field != NULL)
		template_value_text(&arena, values, again.field, again.value);
	add_retry(call, said);
	if (template_render(site->files->templates[PAGE_FILE_ERROR], values, &html,
		&err) != OK)
		journal_write(&(struct journal_line){ .level = JOURNAL_ERROR },
		    "the error page: %s", err.text);
	http_reply(call, code, "text/html; charset=utf-8", &html);
}

/* What the server itself refuses, and what a handler returns. */
void
page_error_answer(struct http_call *call, int code, const struct err *err)
{
	if (err->status == ERR_LIMIT && code != 413)
		code = 429; /* page_visit_new() */
	if (code == 504)
		code = 503;
	page_error_reply(call, code, err->status, (struct page_again){ NULL, NULL });
}
