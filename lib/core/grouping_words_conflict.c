#include "grouping_words_name.h"

#include <assert.h>

static const struct {
	const char *name;       /* the rule */
	const char *one, *more; /* of an amount, or what is given up */
} rules[] = {
	[GROUPING_RELAX_TRAVEL] = { "their travel limit",
	    "minute more of travel for them", "minutes more of travel for them" },
	[GROUPING_RELAX_SIZE_MAX] = { "the largest size of a table",
	    "person more at a table", "people more at a table" },
	[GROUPING_RELAX_SIZE_MIN] = { "the smallest size of a table",
	    "person fewer at a table", "people fewer at a table" },
	[GROUPING_RELAX_QUOTA] = { "how often a host may lead", "dinner more for a host",
	    "dinners more for a host" },
	[GROUPING_RELAX_TABLES] = { "the tables of the venues",
	    "table more at each venue and evening",
	    "tables more at each venue and evening" },
	[GROUPING_RELAX_HOST] = { "that a table needs a willing host",
	    "Anybody as a host", NULL },
	[GROUPING_RELAX_SLOT] = { "the evenings they offered",
	    "Any evening instead of those they offered", NULL },
	[GROUPING_RELAX_MANAGER] = { "that managers and reports sit apart",
	    "Managers beside their reports", NULL },
	[GROUPING_RELAX_GLUE] = { "that they stay with the people they are tied to",
	    "Seats away from the people they are tied to", NULL },
	[GROUPING_RELAX_APART] = { "a confidential rule", NULL, NULL },
};
_Static_assert(COUNT_OF(rules) == GROUPING_RELAX_COUNT, "words for every rule");

static void
say_rules(const struct grouping_conflict *conflict, struct text *text)
{
	uint32_t count = conflict->rules_count;

	if (count == 0) {
		text_add(text,
		    "Even without these rules no seat was found for all of "
		    "them.\n");
		return;
	}
	text_add_line(text,
	    count == 1 ? "What stands against it: "
		       : "What stands against it, together: ");
	for (uint32_t i = 0; i < count; i++) {
		grouping_words_name_comma(text, i, count);
		text_add_line(text, rules[conflict->rules[i]].name);
	}
	text_add(text, ".\n");
}

static void
say_relaxation(const struct grouping_conflict *conflict,
    const struct grouping_relaxation *relaxation, struct text *text)
{
	assert(relaxation->rule < GROUPING_RELAX_APART);
	if (relaxation->amount == 0)
		text_add_line(text, rules[relaxation->rule].one);
	else
		grouping_words_name_count(text, relaxation->amount,
		    rules[relaxation->rule].one, rules[relaxation->rule].more);
	text_add(text, " would seat ");
	if (conflict->people == 1)
		text_add(text, "them");
	else {
		text_add_int(text, relaxation->seated);
		text_add(text, " of the ");
		text_add_int(text, conflict->people);
	}
	text_add(text, ".\n");
}

/* "14 of the 22 people who can only come on Tue 1 Dec are from site 9." */
static void
say_narrow(const struct grouping_conflict *conflict, const struct grouping_names *names,
    struct text *text)
{
	if (conflict->narrow < 2)
		return;
	text_add_int(text, conflict->from_site);
	text_add(text, " of the ");
	text_add_int(text, conflict->narrow);
	text_add(text, " people who can only come on ");
	grouping_words_name(names, GROUPING_NAME_SLOT, conflict->slot, text);
	text_add_line(text, conflict->from_site == 1 ? " is from " : " are from ");
	grouping_words_name(names, GROUPING_NAME_SITE, conflict->site, text);
	text_add(text, ".\n");
}

void
grouping_words_conflict(const struct grouping_conflict *conflict,
    const struct grouping_names *names, struct text *text)
{
	if (conflict->people == 0)
		return;
	if (conflict->seated > 0) {
		grouping_words_name_count(text, conflict->seated, "person", "people");
		text_add(text,
		    " of them would find a seat if the tables nearest to them "
		    "were formed again.\n");
	}
	if (conflict->seated < conflict->people)
		say_rules(conflict, text);
	for (uint32_t i = 0; i < conflict->relaxations_count; i++)
		say_relaxation(conflict, &conflict->relaxations[i], text);
	say_narrow(conflict, names, text);
}
