#include "round_term.h"

#include "grouping_words.h"
#include "round_snapshot.h"

static const struct {
	const char *name, *one, *many;
} terms[GROUPING_TERM_COUNT] = {
	[ROUND_SPECIALTY] = { "specialty", "specialty", "specialties" },
	[ROUND_SITE] = { "site", "site", "sites" },
	[ROUND_STAGE] = { "stage", "career stage", "career stages" },
	[ROUND_PROFESSION] = { "role", "role", "roles" },
	[GROUPING_TERM_TRAVEL] = { "travel", NULL, NULL },
	[GROUPING_TERM_MET] = { "repeats", NULL, NULL },
	[GROUPING_TERM_WISH] = { "wishes", NULL, NULL },
	[GROUPING_TERM_ALONE] = { "alone", NULL, NULL },
	[GROUPING_TERM_LEFT_OUT] = { "left_out", NULL, NULL },
};

const char *
round_term_name(enum grouping_term term)
{
	return terms[term].name;
}

const char *
round_term_one(size_t attribute)
{
	return terms[attribute].one;
}

const char *
round_term_many(size_t attribute)
{
	return terms[attribute].many;
}

void
round_term_add(struct text *json, const int64_t costs[static GROUPING_TERM_COUNT])
{
	text_add(json, "{");
	for (size_t term = 0; term < GROUPING_TERM_COUNT; term++) {
		if (terms[term].name == NULL)
			continue;
		if (term > 0)
			text_add(json, ",");
		text_add_json(json, terms[term].name);
		text_add(json, ":");
		text_add_int(json, costs[term]);
	}
	text_add(json, "}");
}

static const char *
name_of(enum grouping_name kind, size_t index, void *arg)
{
	if (kind == GROUPING_NAME_ATTRIBUTE)
		return terms[index].one;
	return kind == GROUPING_NAME_ATTRIBUTES ? terms[index].many : NULL;
}

enum status
round_term_words(const struct grouping_input *input, const struct grouping_plan *plan,
    struct text *words, struct err *err)
{
	CLEANUP(arena_done) struct arena scratch = { 0 };
	const struct grouping_names names = { name_of, NULL };
	struct grouping_explained_round round;
	struct grouping_explain *explain;
	enum status status = grouping_explain_new(input, plan, &scratch, &explain, err);

	if (status != OK)
		return status;
	grouping_explain_round(explain, &round);
	grouping_words_round(&round, &names, words);
	return OK;
}

static void
add_list(struct text *json, const int64_t *costs, bool is_change)
{
	bool is_first = true;

	text_add(json, "[");
	for (size_t term = 0; term < GROUPING_TERM_COUNT; term++) {
		if (terms[term].name == NULL || costs[term] == 0)
			continue;
		if (!is_first)
			text_add(json, ",");
		is_first = false;
		text_add(json, "{\"rule\":");
		text_add_json(json, terms[term].name);
		if (is_change)
			text_add(json, ",\"change\":\"");
		else
			text_add(json, ",\"cost\":");
		if (is_change && costs[term] > 0)
			text_add(json, "+");
		text_add_int(json, costs[term]);
		if (is_change)
			text_add(json, "\"");
		text_add(json, "}");
	}
	text_add(json, "]");
}

void
round_term_list(struct text *json, const int64_t costs[static GROUPING_TERM_COUNT])
{
	add_list(json, costs, false);
}

void
round_term_list_changes(struct text *json,
    const int64_t costs[static GROUPING_TERM_COUNT])
{
	add_list(json, costs, true);
}
