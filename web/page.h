/* page.h - the handlers of the pages, one page_NAME.c each, and what they share. */
#ifndef CONVENE_PAGE_H
#define CONVENE_PAGE_H

#include "site.h"
#include "web_store.h"

http_handler_fn page_answer_show, page_answer_take, page_leave_show, page_leave_take,
    page_style_show;
http_error_fn page_error_answer;

/* What their templates may say; see convene-web(8). */
extern const struct template_name page_answer_names[], page_leave_names[],
    page_error_names[];

/* A change that the error page offers to ask for once more. field NULL: none. */
struct page_again {
	const char *field, *value; /* "again_answer", "accept" */
};

struct page_visit;

/* Renders what a web_* function answered; OK when the call is answered. */
typedef enum status page_show_fn(struct page_visit *visit, enum web_outcome outcome,
    const char *content, struct err *err);

/* One request that waits for the database. */
struct page_visit {
	struct http_call *call;
	struct site *site;
	page_show_fn *show;
	char token[IDS_TOKEN_SIZE];
	struct page_again again; /* there for a change only */
	const char *wanted;      /* "accept", "decline": preselected; or NULL */
	int64_t now_s;
	struct arena arena; /* of the answer's values */
};

/* ERR_NOT_FOUND: the text in the path is no token. ERR_LIMIT: this address missed too
 * often. */
MUST_CHECK enum status page_visit_new(struct http_call *call, page_show_fn *show,
    struct page_visit **ret_visit, struct err *err);

/* For every function of web_store.h, with the visit: shows what came or what failed. */
web_store_fn page_on_stored;

/* Both answer the call and free the visit. values are the visit's arena's; the style
 * sheet is added. ERR_NOT_FOUND counts as a miss. */
void page_render(struct page_visit *visit, enum page_file file,
    struct template_value *values);
void page_fail(struct page_visit *visit, const struct err *err);

/* Answers with the error page; the code decides what it says. */
void page_error_reply(struct http_call *call, int code, enum status status,
    struct page_again again);
#endif
