/* page_answer.c - an invitation and its two buttons. GET shows, with the answer of the
 * mail's button preselected; only POST says something, and the page that follows shows
 * what was committed. */
#include "page.h"

#include "answer_view.h"
#include "json.h"
#include "letter_facts.h"

#include <string.h>

static const struct template_name mate_names[] = {
	{ "name", TEMPLATE_ALWAYS, NULL },
	{ "specialty", TEMPLATE_MAYBE, NULL },
	{ "site", TEMPLATE_MAYBE, NULL },
	{ NULL, TEMPLATE_ALWAYS, NULL },
};

const struct template_name page_answer_names[] = {
	{ "style", TEMPLATE_ALWAYS, NULL },
	{ "organisation", TEMPLATE_ALWAYS, NULL },
	{ "program", TEMPLATE_ALWAYS, NULL },
	{ "first_name", TEMPLATE_ALWAYS, NULL },
	{ "when_local", TEMPLATE_ALWAYS, NULL },
	{ "when_brief", TEMPLATE_ALWAYS, NULL },
	{ "zone", TEMPLATE_ALWAYS, NULL },
	{ "duration", TEMPLATE_ALWAYS, NULL },
	{ "venue_name", TEMPLATE_ALWAYS, NULL },
	{ "venue_street", TEMPLATE_MAYBE, NULL },
	{ "travel_minutes", TEMPLATE_MAYBE, NULL },
	{ "join_url", TEMPLATE_MAYBE, NULL },
	{ "respond_by", TEMPLATE_MAYBE, NULL },
	{ "stipend", TEMPLATE_MAYBE, NULL },
	{ "company", TEMPLATE_MAYBE, NULL },
	{ "host_name", TEMPLATE_MAYBE, NULL },
	{ "is_host", TEMPLATE_FLAG, NULL },
	{ "has_tablemates", TEMPLATE_FLAG, NULL },
	{ "tablemates", TEMPLATE_MANY, mate_names },
	{ "is_open", TEMPLATE_FLAG, NULL },
	{ "is_accepted", TEMPLATE_FLAG, NULL },
	{ "is_declined", TEMPLATE_FLAG, NULL },
	{ "is_lapsed", TEMPLATE_FLAG, NULL },
	{ "is_full", TEMPLATE_FLAG, NULL },
	{ "is_closed", TEMPLATE_FLAG, NULL },
	{ "is_cancelled", TEMPLATE_FLAG, NULL },
	{ "is_late", TEMPLATE_FLAG, NULL },
	{ "is_over", TEMPLATE_FLAG, NULL },
	{ "is_coming", TEMPLATE_FLAG, NULL },
	{ "is_seated", TEMPLATE_FLAG, NULL },
	{ "can_answer", TEMPLATE_FLAG, NULL },
	{ "can_accept", TEMPLATE_FLAG, NULL },
	{ "can_decline", TEMPLATE_FLAG, NULL },
	{ "declines_first", TEMPLATE_FLAG, NULL },
	{ "was_pressed", TEMPLATE_FLAG, NULL },
	{ "just_said", TEMPLATE_FLAG, NULL },
	{ NULL, TEMPLATE_ALWAYS, NULL },
};

static enum status
read_states(const char *content, struct page_visit *visit, struct answer_facts *facts,
    struct err *err)
{
	CLEANUP(json_free) struct json *json = NULL;
	enum status status = json_parse(content, strlen(content), &json, err);

	if (status == OK)
		status = json_get_text(json, "state", &facts->seat_state, err);
	if (status == OK)
		status = json_get_text(json, "gathering_state", &facts->gathering_state,
		    err);
	if (status == OK)
		status = json_get_text(json, "round_state", &facts->round_state, err);
	if (status == OK)
		status = json_get_bool(json, "is_over", &facts->has_begun, err);
	if (status != OK)
		return status;
	facts->seat_state = arena_text(&visit->arena, facts->seat_state);
	facts->gathering_state = arena_text(&visit->arena, facts->gathering_state);
	facts->round_state = arena_text(&visit->arena, facts->round_state);
	return OK;
}

static void
add_view(struct page_visit *visit, const struct answer_facts *facts,
    struct template_value *values)
{
	enum answer_view view = answer_view(facts);
	bool can_accept = answer_view_can_accept(view);
	bool can_decline = answer_view_can_decline(view);
	const struct {
		const char *name;
		bool flag;
	} flags[] = {
		{ answer_view_flag(view), true },
		{ "is_coming", strcmp(facts->seat_state, "accepted") == 0 },
		{ "is_seated", view == ANSWER_VIEW_OPEN || view == ANSWER_VIEW_ACCEPTED },
		{ "can_answer", can_accept || can_decline },
		{ "can_accept", can_accept },
		{ "can_decline", can_decline },
		{ "declines_first",
		    can_accept && can_decline && visit->wanted != NULL &&
			strcmp(visit->wanted, "decline") == 0 },
		{ "was_pressed", visit->wanted != NULL },
		{ "just_said",
		    facts->outcome == WEB_RECORDED || facts->outcome == WEB_UNCHANGED },
	};

	for (size_t i = 0; i < COUNT_OF(flags); i++)
		template_value_flag(&visit->arena, values, flags[i].name, flags[i].flag);
}

static enum status
show(struct page_visit *visit, enum web_outcome outcome, const char *content,
    struct err *err)
{
	const struct letter_links links = { 0 };
	struct answer_facts states = { .outcome = outcome };
	struct letter_facts facts;
	enum status status = letter_facts_read(content, strlen(content), &links,
	    &visit->site->shared->zones, &visit->arena, &facts, err);

	if (status == OK)
		status = read_states(content, visit, &states, err);
	if (status != OK)
		return err_set(err, ERR_BUG, "web_answer_page() answers something else");
	states.has_ended = visit->now_s >= facts.ends_s;
	add_view(visit, &states, facts.values);
	page_render(visit, PAGE_FILE_ANSWER, facts.values);
	return OK;
}

/* The text as a constant of ours, or NULL. */
static const char *
known_answer(const char *text)
{
	if (text != NULL && strcmp(text, "accept") == 0)
		return "accept";
	return text != NULL && strcmp(text, "decline") == 0 ? "decline" : NULL;
}

enum status
page_answer_show(struct http_call *call, struct err *err)
{
	struct page_visit *visit;
	enum status status = page_visit_new(call, show, &visit, err);

	if (status != OK)
		return status;
	visit->wanted = known_answer(http_form_text(http_call_query(call), "answer"));
	web_store_answer_page(visit->site->shared->db, visit->token, visit->now_s,
	    page_on_stored, visit);
	return OK;
}

enum status
page_answer_take(struct http_call *call, struct err *err)
{
	const char *said = known_answer(http_form_text(http_call_form(call), "answer"));
	struct page_visit *visit;

	if (said == NULL)
		return err_set(err, ERR_INVALID, "an answer is accept or decline");
	enum status status = page_visit_new(call, show, &visit, err);

	if (status != OK)
		return status;
	visit->again = (struct page_again){ "again_answer", said };
	web_store_answer(visit->site->shared->db, visit->token,
	    strcmp(said, "accept") == 0, visit->now_s, page_on_stored, visit);
	return OK;
}
