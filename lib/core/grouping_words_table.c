#include "grouping_words_name.h"

#define REPEATS_MAX 10 /* told by name */

static void
say_place(const struct grouping_explained_table *table,
    const struct grouping_names *names, struct text *text)
{
	int evenings = __builtin_popcountll(table->slots_shared);

	grouping_words_name(names, GROUPING_NAME_GROUP, table->group, text);
	text_add(text, ": ");
	grouping_words_name_count(text, table->size, "person", "people");
	text_add(text, ", ");
	grouping_words_name(names, GROUPING_NAME_SLOT, table->slot, text);
	text_add(text, ", ");
	grouping_words_name(names, GROUPING_NAME_VENUE, table->venue, text);
	if (evenings == 0)
		text_add(text, ". No evening suits all of them.\n");
	else if (evenings == 1)
		text_add(text, ". It is the only evening that suits all of them.\n");
	else {
		text_add(text, ". ");
		text_add_int(text, evenings);
		text_add(text, " evenings would suit all of them.\n");
	}
}

static void
say_way(const struct grouping_explained_table *table, const struct grouping_names *names,
    struct text *text)
{
	if (table->farthest == GROUPING_NONE)
		return;
	text_add(text, "The longest way is ");
	grouping_words_name_count(text, table->minutes_max, "minute", "minutes");
	text_add(text, " (");
	grouping_words_name(names, GROUPING_NAME_PERSON, table->farthest, text);
	text_add(text, "), the average ");
	text_add_int(text, table->minutes_mean);
	text_add(text, ".\n");
}

static void
say_load(const struct grouping_explained_table *table, struct text *text)
{
	grouping_words_name_count(text, table->host_load, "time", "times");
	text_add(text, ", the next one ");
	text_add_int(text, table->host_load_next);
	text_add(text, ".\n");
}

static void
say_host(const struct grouping_explained_table *table, const struct grouping_names *names,
    struct text *text)
{
	if (table->host_why == GROUPING_HOST_NOBODY) {
		text_add(text,
		    "Nobody at the table may host it, which no rule allows.\n");
		return;
	}
	grouping_words_name(names, GROUPING_NAME_PERSON, table->host, text);
	switch (table->host_why) {
	case GROUPING_HOST_ONLY:
		text_add(text, " hosts: nobody else at the table may.\n");
		break;
	case GROUPING_HOST_LEAST:
		text_add(text, " hosts, who has hosted least: ");
		say_load(table, text);
		break;
	case GROUPING_HOST_EQUAL:
		text_add(text, " hosts, the first of those who have hosted least: ");
		say_load(table, text);
		break;
	case GROUPING_HOST_CHOSEN:
		text_add(text, " hosts because somebody chose it: ");
		say_load(table, text);
		break;
	case GROUPING_HOST_NOBODY:
		break;
	}
}

/* "7 specialties of 7 possible, 3 sites of 6 possible." */
static void
say_spread(const struct grouping_explained_table *table,
    const struct grouping_names *names, struct text *text)
{
	uint32_t said = 0;

	for (size_t a = 0; a < GROUPING_ATTRIBUTES; a++) {
		const struct grouping_spread *spread = &table->spreads[a];

		if (spread->known == 0)
			continue;
		if (said++ > 0)
			text_add(text, ", ");
		text_add_int(text, spread->distinct);
		text_add(text, " ");
		if (spread->distinct == 1)
			grouping_words_name(names, GROUPING_NAME_ATTRIBUTE, a, text);
		else
			grouping_words_name(names, GROUPING_NAME_ATTRIBUTES, a, text);
		text_add(text, " of ");
		text_add_int(text, spread->possible);
		text_add(text, " possible");
	}
	if (said > 0)
		text_add(text, ".\n");
}

static void
say_repeat(const struct grouping_repeat *repeat, const struct grouping_names *names,
    struct text *text)
{
	grouping_words_name(names, GROUPING_NAME_PERSON, repeat->a, text);
	text_add(text, " with ");
	grouping_words_name(names, GROUPING_NAME_PERSON, repeat->b, text);
	size_t length = text->length;

	text_add(text, " (");
	size_t opened = text->length;

	grouping_words_name(names, GROUPING_NAME_MET, repeat->pair, text);
	if (text->length == opened)
		text_cut(text, length);
	else
		text_add(text, ")");
}

static void
say_repeats(const struct grouping_explained_table *table,
    const struct grouping_names *names, struct text *text)
{
	uint32_t count = table->repeats_count;

	if (count == 0) {
		text_add(text, "No two of them have met before.\n");
		return;
	}
	grouping_words_name_count(text, count, "pair has", "pairs have");
	text_add(text, " met before: ");
	for (uint32_t i = 0; i < count && i < REPEATS_MAX; i++) {
		if (i > 0)
			text_add(text, "; ");
		say_repeat(&table->repeats[i], names, text);
	}
	if (count > REPEATS_MAX) {
		text_add(text, "; and ");
		text_add_int(text, count - REPEATS_MAX);
		text_add(text, " more");
	}
	text_add(text, ".\n");
}

static void
say_people(const struct grouping_explained_table *table, struct text *text)
{
	if (table->wishes_met > 0) {
		grouping_words_name_count(text, table->wishes_met, "wish", "wishes");
		text_add(text, " to sit together came true.\n");
	}
	if (table->wishes_against > 0) {
		grouping_words_name_count(text, table->wishes_against, "pair", "pairs");
		text_add(text, " would rather sit apart.\n");
	}
	if (table->alone > 0) {
		grouping_words_name_count(text, table->alone, "person is", "people are");
		text_add(text,
		    " the only one of a section here, and would rather not.\n");
	}
}

/* Shares of what is bad; what wishes take off has none. */
static void
say_costs(const struct grouping_explained_table *table,
    const struct grouping_names *names, struct text *text)
{
	int64_t bad = 0;

	for (int term = 0; term < GROUPING_TERM_COUNT; term++)
		bad += table->costs[term] > 0 ? table->costs[term] : 0;
	text_add(text, "The table costs ");
	grouping_words_name_count(text, table->cost, "point", "points");
	text_add(text, " (fewer are better)");
	for (int term = 0, said = 0; term < GROUPING_TERM_COUNT; term++) {
		int64_t cost = table->costs[term];

		if (cost == 0)
			continue;
		if (said++ == 0)
			text_add(text, ": ");
		else
			text_add(text, ", ");
		text_add_int(text, cost);
		text_add(text, " for ");
		grouping_words_name_term(names, term, text);
		if (cost > 0) {
			text_add(text, " (");
			text_add_int(text, cost * 100 / bad);
			text_add(text, " %)");
		}
	}
	text_add(text, ".\n");
}

void
grouping_words_table(const struct grouping_explained_table *table,
    const struct grouping_names *names, struct text *text)
{
	say_place(table, names, text);
	say_way(table, names, text);
	say_host(table, names, text);
	say_spread(table, names, text);
	say_repeats(table, names, text);
	say_people(table, text);
	say_costs(table, names, text);
}
