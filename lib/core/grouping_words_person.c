#include "grouping_reason.h"
#include "grouping_words_name.h"

static void
say_difference(int64_t cost, struct text *text)
{
	text_add_int(text, cost < 0 ? -cost : cost);
	if (cost < 0)
		text_add(text, " better");
	else
		text_add(text, " worse");
}

static void
say_terms(const struct grouping_explained_move *move, const struct grouping_names *names,
    struct text *text)
{
	uint32_t said = 0;

	for (int term = 0; term < GROUPING_TERM_COUNT; term++) {
		if (move->costs[term] == 0)
			continue;
		text_add_line(text, said++ == 0 ? " (" : ", ");
		grouping_words_name_term(names, term, text);
		text_add(text, " ");
		say_difference(move->costs[term], text);
	}
	if (said > 0)
		text_add(text, ")");
}

static void
say_move(const struct grouping_explained_move *move, const struct grouping_names *names,
    struct text *text)
{
	text_add(text, "The best other seat is at ");
	grouping_words_name(names, GROUPING_NAME_GROUP, move->group, text);
	if (move->swapped == GROUPING_NONE)
		text_add(text, ", where one is free: ");
	else {
		text_add(text, ", in exchange with ");
		grouping_words_name(names, GROUPING_NAME_PERSON, move->swapped, text);
		text_add(text, ": ");
	}
	if (move->cost == 0)
		text_add(text, "neither better nor worse in all");
	else {
		grouping_words_name_count(text, move->cost < 0 ? -move->cost : move->cost,
		    "point", "points");
		text_add_line(text, move->cost < 0 ? " better" : " worse");
		text_add(text, " in all");
	}
	say_terms(move, names, text);
	text_add(text, ".\n");
}

static const char *const rules[] = {
	[GROUPING_CLOSED_SLOT] = "they did not offer the evening",
	[GROUPING_CLOSED_TRAVEL] = "the way is beyond their limit",
	[GROUPING_CLOSED_SIZE] = "no seat is free",
	[GROUPING_CLOSED_MANAGER] = "their manager or report sits there",
	[GROUPING_CLOSED_APART] = "of a confidential rule",
	[GROUPING_CLOSED_HOST] = "their own table would lose its last host",
};
_Static_assert(COUNT_OF(rules) == GROUPING_CLOSED_COUNT, "name every rule");

static void
say_closed(const struct grouping_explained_person *person, struct text *text)
{
	uint32_t said = 0;

	for (int rule = 0; rule < GROUPING_CLOSED_COUNT; rule++) {
		uint32_t tables = person->closed_alone[rule];

		if (tables == 0)
			continue;
		text_add_line(text, said++ == 0 ? "Closed to them are " : "; ");
		grouping_words_name_count(text, tables, "table", "tables");
		text_add(text, " only because ");
		text_add_line(text, rules[rule]);
	}
	if (said > 0)
		text_add(text, ".\n");
}

static void
say_left(const struct grouping_explained_person *person,
    const struct grouping_names *names, struct text *text)
{
	grouping_words_name(names, GROUPING_NAME_PERSON, person->person, text);
	text_add(text, " has no seat: ");
	text_add_line(text, grouping_reason_short(person->reason));
	text_add(text, ". They offered ");
	grouping_words_name_count(text, person->slots, "evening", "evenings");
	text_add(text, " with tables; ");
	grouping_words_name_count(text, person->venues, "venue is", "venues are");
	text_add(text, " within reach.\n");
}

static void
say_seat(const struct grouping_explained_person *person,
    const struct grouping_names *names, struct text *text)
{
	grouping_words_name(names, GROUPING_NAME_PERSON, person->person, text);
	text_add(text, " sits at ");
	grouping_words_name(names, GROUPING_NAME_GROUP, person->group, text);
	text_add(text, ".\n");
	if (person->is_last_host)
		text_add(text, "Nobody else there may host.\n");
	if (person->is_needed)
		text_add(text, "Without them the table would be too small.\n");
}

void
grouping_words_person(const struct grouping_explained_person *person,
    const struct grouping_names *names, struct text *text)
{
	if (person->group == GROUPING_NONE)
		say_left(person, names, text);
	else
		say_seat(person, names, text);
	if (person->is_frozen) {
		text_add(text, "That table was settled before and stays as it is.\n");
		return;
	}
	if (person->is_glued) {
		text_add(text,
		    "They move only together with the people they are tied "
		    "to.\n");
		return;
	}
	if (person->best.group != GROUPING_NONE)
		say_move(&person->best, names, text);
	else if (person->group != GROUPING_NONE)
		text_add(text, "No other table may take them, nor exchange anybody.\n");
	else
		text_add(text, "No table may take them.\n");
	say_closed(person, text);
}
