#include "page.h"

#include "clock.h"
#include "journal.h"

#include <string.h>

static bool
is_token(const char *text)
{
	size_t length = strspn(text, "0123456789abcdef");

	return length == IDS_TOKEN_SIZE - 1 && text[length] == '\0';
}

enum status
page_visit_new(struct http_call *call, page_show_fn *show, struct page_visit **ret_visit,
    struct err *err)
{
	struct site *site = http_call_context(call);
	const char *token = http_call_capture(call, "TOKEN");
	const char *address = http_call_peer(call)->address;
	struct misses *misses = &site->shared->misses;
	int64_t now_ms = clock_now_ms();

	if (misses_is_over(misses, address, now_ms))
		return err_set(err, ERR_LIMIT, "too many misses");
	if (!is_token(token)) {
		misses_add(misses, address, now_ms);
		return err_set(err, ERR_NOT_FOUND, "no such link");
	}
	struct page_visit *visit = alloc_zero(1, sizeof *visit);

	visit->call = call;
	visit->site = site;
	visit->show = show;
	visit->now_s = clock_now_s();
	memcpy(visit->token, token, sizeof visit->token);
	*ret_visit = visit;
	return OK;
}

static void
visit_end(struct page_visit *visit)
{
	arena_done(&visit->arena);
	free(visit);
}

void
page_render(struct page_visit *visit, enum page_file file, struct template_value *values)
{
	CLEANUP(text_done) struct text html = { 0 };
	const struct template *template = visit->site->files->templates[file];
	struct err err;

	template_value_text(&visit->arena, values, "style", visit->site->style_path);
	if (template_render(template, values, &html, &err) != OK) {
		err.status = ERR_BUG; /* the database lacks what the page is made of */
		page_fail(visit, &err);
		return;
	}
	http_reply(visit->call, 200, "text/html; charset=utf-8", &html);
	visit_end(visit);
}

/* One line for each failure that is not the visitor's: with the request's id, nothing
 * of what was asked. */
static void
note(const struct http_call *call, const struct err *err)
{
	journal_write(
	    &(struct journal_line){
		.level = err->status == ERR_BUG ? JOURNAL_ERROR : JOURNAL_WARNING,
		.request = http_call_id(call),
	    },
	    "a page could not be answered: %s", err->text);
}

static int
code_of(enum status status)
{
	return status == ERR_NOT_FOUND ? 404 : status == ERR_BUG ? 500 : 503;
}

void
page_fail(struct page_visit *visit, const struct err *err)
{
	const char *address = http_call_peer(visit->call)->address;
	const struct page_again never = { NULL, NULL };
	int code = code_of(err->status);

	if (err->status == ERR_NOT_FOUND)
		misses_add(&visit->site->shared->misses, address, clock_now_ms());
	else
		note(visit->call, err);
	page_error_reply(visit->call, code, err->status,
	    code == 503 ? visit->again : never);
	visit_end(visit);
}

void
page_on_stored(enum status status, enum web_outcome outcome, const char *content,
    const struct err *db_err, void *arg)
{
	struct page_visit *visit = arg;
	struct err err = *db_err;

	if (status == OK)
		status = visit->show(visit, outcome, content, &err);
	if (status != OK)
		page_fail(visit, &err);
}
