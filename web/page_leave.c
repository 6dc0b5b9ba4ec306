/* page_leave.c - leaving every program: a page with one button, and the one click of a
 * mail program (RFC 8058), which posts List-Unsubscribe=One-Click and reads no page. */
#include "page.h"

#include "json.h"

#include <string.h>

static const struct template_name season_names[] = {
	{ "program", TEMPLATE_ALWAYS, NULL },
	{ "season", TEMPLATE_ALWAYS, NULL },
	{ NULL, TEMPLATE_ALWAYS, NULL },
};

const struct template_name page_leave_names[] = {
	{ "style", TEMPLATE_ALWAYS, NULL },
	{ "organisation", TEMPLATE_ALWAYS, NULL },
	{ "first_name", TEMPLATE_ALWAYS, NULL },
	{ "seasons", TEMPLATE_MANY, season_names },
	{ "can_leave", TEMPLATE_FLAG, NULL },
	{ "has_left", TEMPLATE_FLAG, NULL },
	{ NULL, TEMPLATE_ALWAYS, NULL },
};

static enum status
add_text(const struct json *from, const char *name, struct arena *arena,
    struct template_value *to, struct err *err)
{
	const char *text;
	enum status status = json_get_text(from, name, &text, err);

	if (status == OK)
		template_value_text(arena, to, name, text);
	return status;
}

static enum status
add_seasons(const struct json *seasons, struct arena *arena,
    struct template_value *values, struct err *err)
{
	struct template_value *list = template_value_list(arena, values, "seasons");
	enum status status = OK;

	for (size_t i = 0; i < json_count(seasons) && status == OK; i++) {
		struct template_value *season = template_value_record(arena, list, NULL);

		status = add_text(json_at(seasons, i), "program", arena, season, err);
		if (status == OK)
			status = add_text(json_at(seasons, i), "season", arena, season,
			    err);
	}
	return status;
}

static enum status
show(struct page_visit *visit, enum web_outcome outcome, const char *content,
    struct err *err)
{
	CLEANUP(json_free) struct json *json = NULL;
	struct template_value *values = template_value_new(&visit->arena);
	const struct json *seasons = NULL;
	enum status status = json_parse(content, strlen(content), &json, err);

	if (status == OK)
		status = add_text(json, "organisation", &visit->arena, values, err);
	if (status == OK)
		status = add_text(json, "first_name", &visit->arena, values, err);
	if (status == OK)
		status = json_get_array(json, "seasons", &seasons, err);
	if (status == OK)
		status = add_seasons(seasons, &visit->arena, values, err);
	if (status != OK)
		return err_set(err, ERR_BUG, "web_leave_page() answers something else");

	bool has_left = outcome == WEB_RECORDED || json_count(seasons) == 0;

	template_value_flag(&visit->arena, values, "has_left", has_left);
	template_value_flag(&visit->arena, values, "can_leave", !has_left);
	page_render(visit, PAGE_FILE_LEAVE, values);
	return OK;
}

enum status
page_leave_show(struct http_call *call, struct err *err)
{
	struct page_visit *visit;
	enum status status = page_visit_new(call, show, &visit, err);

	if (status != OK)
		return status;
	web_store_leave_page(visit->site->shared->db, visit->token, visit->now_s,
	    page_on_stored, visit);
	return OK;
}

static bool
is_field(const struct http_form *form, const char *name, const char *value)
{
	const char *said = http_form_text(form, name);

	return said != NULL && strcmp(said, value) == 0;
}

/* RFC 8058 has mail programs prefer multipart/form-data, of this one field. */
static bool
is_one_click(const struct http_call *call)
{
	size_t length;
	const char *body = http_call_body(call, &length);

	if (is_field(http_call_form(call), "List-Unsubscribe", "One-Click"))
		return true;
	if (!http_guard_is_type(http_call_header(call, "Content-Type"),
		"multipart/form-data"))
		return false;
	const char *name = strstr(body, "name=\"List-Unsubscribe\"");

	return name != NULL && strstr(name, "\r\n\r\nOne-Click\r\n") != NULL;
}

enum status
page_leave_take(struct http_call *call, struct err *err)
{
	struct page_visit *visit;

	if (!is_field(http_call_form(call), "leave", "yes") && !is_one_click(call))
		return err_set(err, ERR_INVALID, "neither our form nor one click");
	enum status status = page_visit_new(call, show, &visit, err);

	if (status != OK)
		return status;
	visit->again = (struct page_again){ "again_leave", "yes" };
	web_store_leave(visit->site->shared->db, visit->token, visit->now_s,
	    page_on_stored, visit);
	return OK;
}
