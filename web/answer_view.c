#include "answer_view.h"

#include <assert.h>
#include <string.h>

static const struct {
	const char *flag;
	bool can_accept, can_decline;
} views[] = {
	[ANSWER_VIEW_OPEN] = { "is_open", true, true },
	[ANSWER_VIEW_ACCEPTED] = { "is_accepted", false, true },
	[ANSWER_VIEW_DECLINED] = { "is_declined", true, false },
	[ANSWER_VIEW_LAPSED] = { "is_lapsed", true, false },
	[ANSWER_VIEW_FULL] = { "is_full", false, false },
	[ANSWER_VIEW_CLOSED] = { "is_closed", false, false },
	[ANSWER_VIEW_CANCELLED] = { "is_cancelled", false, false },
	[ANSWER_VIEW_TOO_LATE] = { "is_late", false, false },
	[ANSWER_VIEW_OVER] = { "is_over", false, false },
};
_Static_assert(COUNT_OF(views) == ANSWER_VIEW_COUNT, "a row for every view");

/* Any other state of a seat is nobody's to answer. */
static const struct {
	const char *state;
	enum answer_view view;
} seats[] = {
	{ "invited", ANSWER_VIEW_OPEN },
	{ "accepted", ANSWER_VIEW_ACCEPTED },
	{ "declined", ANSWER_VIEW_DECLINED },
	{ "lapsed", ANSWER_VIEW_LAPSED },
};

static bool
is(const char *state, const char *word)
{
	return strcmp(state, word) == 0;
}

enum answer_view
answer_view(const struct answer_facts *facts)
{
	if (is(facts->round_state, "cancelled") ||
	    is(facts->gathering_state, "cancelled"))
		return ANSWER_VIEW_CANCELLED;
	if (facts->has_ended)
		return ANSWER_VIEW_OVER;
	if (facts->has_begun)
		return ANSWER_VIEW_TOO_LATE;
	if (facts->outcome == WEB_FULL)
		return ANSWER_VIEW_FULL;
	for (size_t i = 0; i < COUNT_OF(seats); i++)
		if (is(facts->seat_state, seats[i].state))
			return seats[i].view;
	return ANSWER_VIEW_CLOSED;
}

const char *
answer_view_flag(enum answer_view view)
{
	assert(view < ANSWER_VIEW_COUNT);
	return views[view].flag;
}

bool
answer_view_can_accept(enum answer_view view)
{
	assert(view < ANSWER_VIEW_COUNT);
	return views[view].can_accept;
}

bool
answer_view_can_decline(enum answer_view view)
{
	assert(view < ANSWER_VIEW_COUNT);
	return views[view].can_decline;
}
