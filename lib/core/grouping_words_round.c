#include "grouping_reason.h"
#include "grouping_words_name.h"

static void
say_size(const struct grouping_explained_round *round, struct text *text)
{
	grouping_words_name_count(text, round->groups, "table", "tables");
	if (round->groups > 0) {
		text_add(text, " of ");
		text_add_int(text, round->size_least);
		if (round->size_most > round->size_least) {
			text_add(text, " to ");
			text_add_int(text, round->size_most);
		}
		text_add(text, " people");
	}
	text_add(text, "; ");
	grouping_words_name_count(text, round->seated, "person has", "people have");
	text_add(text, " a seat, ");
	text_add_int(text, round->left_out);
	text_add_line(text, round->left_out == 1 ? " has none." : " have none.");
	text_add(text, "\n");
}

/* What is counted, and what is wrong with it. */
static const struct {
	const char *one, *more;
} broken[] = {
	[GROUPING_HARD_SIZE] = { "table is too small or too large",
	    "tables are too small or too large" },
	[GROUPING_HARD_SLOT] = { "table is on an evening that not all offered",
	    "tables are on an evening that not all offered" },
	[GROUPING_HARD_HOST] = { "table has no host", "tables have no host" },
	[GROUPING_HARD_TRAVEL] = { "table is beyond somebody's travel limit",
	    "tables are beyond somebody's travel limit" },
	[GROUPING_HARD_VENUE] = { "table is more than its venue has, or has seats for",
	    "tables are more than their venues have, or have seats for" },
	[GROUPING_HARD_MANAGER] = { "manager sits with a report",
	    "managers sit with a report" },
	[GROUPING_HARD_APART] = { NULL, NULL },
	[GROUPING_HARD_GLUE] = { "pair that should stay together does not",
	    "pairs that should stay together do not" },
};
_Static_assert(COUNT_OF(broken) == GROUPING_HARD_COUNT, "name every rule");

static void
say_hard(const struct grouping_explained_round *round, struct text *text)
{
	uint32_t said = 0;

	for (int rule = 0; rule < GROUPING_HARD_COUNT; rule++) {
		if (round->broken[rule] == 0)
			continue;
		text_add_line(text, said++ == 0 ? "Broken rules: " : "; ");
		if (rule == GROUPING_HARD_APART)
			text_add(text, "a confidential rule");
		else
			grouping_words_name_count(text, round->broken[rule],
			    broken[rule].one, broken[rule].more);
	}
	if (said > 0)
		text_add(text, ".\n");
	else
		text_add(text,
		    "Every rule is kept: sizes, evenings, hosts, travel limits, "
		    "venues, who must not meet, who stays together.\n");
}

static void
say_left(const struct grouping_explained_round *round, struct text *text)
{
	for (enum grouping_left_reason r = 0; r < GROUPING_LEFT_REASON_COUNT; r++) {
		if (round->left[r] == 0)
			continue;
		grouping_words_name_count(text, round->left[r], "person has",
		    "people have");
		text_add(text, " no seat: ");
		text_add_line(text, grouping_reason_short(r));
		text_add(text, ".\n");
	}
}

static void
say_way(const struct grouping_explained_round *round, struct text *text)
{
	text_add_int(text, round->minutes_mean);
	text_add(text, " minutes on average, ");
	text_add_int(text, round->minutes_max);
	text_add(text, " at most");
}

static void
say_count(const struct grouping_explained_term *term, int which, struct text *text)
{
	static const char *const of[GROUPING_TERM_COUNT] = {
		[GROUPING_TERM_MET] = " pairs who have met sit together again",
		[GROUPING_TERM_WISH] = " wishes are not met",
		[GROUPING_TERM_ALONE] = " people who mind it are alone in a section",
		[GROUPING_TERM_LEFT_OUT] = " people are left out",
		[GROUPING_TERM_STAY] = " people are away from their table",
	};

	text_add_int(text, term->count);
	text_add(text, " of ");
	text_add_int(text, term->of);
	text_add_line(text,
	    of[which] != NULL ? of[which] : " pairs at a table have it in common");
}

/* "the same specialty: 277 of 8988 pairs at a table have it in common: 2770 points, at
 * least 2730." */
static void
say_term(const struct grouping_explained_round *round, int which,
    const struct grouping_names *names, struct text *text)
{
	const struct grouping_explained_term *term = &round->terms[which];

	if (term->of == 0 && term->cost == 0)
		return;
	grouping_words_name_term(names, which, text);
	text_add(text, ": ");
	if (which == GROUPING_TERM_TRAVEL)
		say_way(round, text);
	else
		say_count(term, which, text);
	text_add(text, "; ");
	grouping_words_name_count(text, term->cost, "point", "points");
	if (term->cost == term->bound)
		text_add(text, ", which is the least possible.\n");
	else {
		text_add(text, ", at least ");
		text_add_int(text, term->bound);
		text_add(text, ".\n");
	}
}

static void
say_gap(const struct grouping_explained_round *round, struct text *text)
{
	int64_t tenths = round->gap_ppm / 1000;

	text_add(text, "In all ");
	grouping_words_name_count(text, round->cost, "point", "points");
	if (round->is_proved) {
		text_add(text,
		    ": proved optimal, no lawful plan with these people has fewer.\n");
		return;
	}
	text_add(text, "; no plan of as many tables with these people has fewer");
	if (round->cost == round->bound) {
		text_add(text, ", but one with another number of tables might.\n");
		return;
	}
	text_add(text, " than ");
	text_add_int(text, round->bound);
	if (round->gap_ppm < 100000000) {
		text_add(text, ", so at most ");
		text_add_int(text, tenths / 10);
		text_add(text, ".");
		text_add_int(text, tenths % 10);
		text_add(text, " % could be gained");
	}
	text_add(text, ".\n");
}

void
grouping_words_round(const struct grouping_explained_round *round,
    const struct grouping_names *names, struct text *text)
{
	say_size(round, text);
	say_hard(round, text);
	say_left(round, text);
	for (int term = 0; term < GROUPING_TERM_COUNT; term++)
		if (term != GROUPING_TERM_LEFT_OUT)
			say_term(round, term, names, text);
	say_gap(round, text);
}
