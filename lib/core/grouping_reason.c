#include "grouping_reason.h"

#include <assert.h>
#include <stdio.h>

static const struct {
	const char *name, *text;
} reasons[] = {
	[GROUPING_LEFT_GLUED] = { "glued",
	    "the people who must stay together can share no table" },
	[GROUPING_LEFT_NO_SLOT] = { "no_slot", "no evening they offered has a table" },
	[GROUPING_LEFT_TOO_FAR] = { "too_far",
	    "every venue on an evening they offered is beyond their travel limit" },
	[GROUPING_LEFT_TOO_FEW] = { "too_few", NULL },
	[GROUPING_LEFT_NO_HOST] = { "no_host", "nobody at a table could host" },
	[GROUPING_LEFT_FULL] = { "full", "every table they could join is full" },
	[GROUPING_LEFT_MANAGER] = { "manager",
	    "the free seats were beside their manager or report" },
	[GROUPING_LEFT_APART] = { "apart", "a confidential rule" },
	[GROUPING_LEFT_NO_TABLE] = { "no_table",
	    "no table is left where they could come" },
	[GROUPING_LEFT_NO_SHARED] = { "no_shared_slot", "no shared evening" },
};
_Static_assert(COUNT_OF(reasons) == GROUPING_LEFT_REASON_COUNT, "name every reason");

static const char *const terms[] = { "attribute 1", "attribute 2", "attribute 3",
	"attribute 4", "attribute 5", "attribute 6", "attribute 7", "attribute 8",
	"travel", "met", "wish", "alone", "left out", "stay" };
_Static_assert(COUNT_OF(terms) == GROUPING_TERM_COUNT, "name every term");

const char *
grouping_reason_name(enum grouping_left_reason reason)
{
	assert(reason < GROUPING_LEFT_REASON_COUNT);
	return reasons[reason].name;
}

const char *
grouping_reason_short(enum grouping_left_reason reason)
{
	assert(reason < GROUPING_LEFT_REASON_COUNT);
	return reason == GROUPING_LEFT_TOO_FEW
	    ? "too few people could come where they could"
	    : reasons[reason].text;
}

const char *
grouping_reason_term(enum grouping_term term)
{
	assert(term < GROUPING_TERM_COUNT);
	return terms[term];
}

const char *
grouping_reason_text(const struct grouping_input *input, const struct grouping_left *left,
    char buf[static GROUPING_REASON_TEXT_MAX])
{
	assert(left->reason < GROUPING_LEFT_REASON_COUNT);
	if (left->reason != GROUPING_LEFT_TOO_FEW)
		snprintf(buf, GROUPING_REASON_TEXT_MAX, "%s", reasons[left->reason].text);
	else
		snprintf(buf, GROUPING_REASON_TEXT_MAX,
		    "%u %s cannot make a table of %u to %u", left->people,
		    left->people == 1 ? "person" : "people", input->size_min,
		    input->size_max);
	return buf;
}
