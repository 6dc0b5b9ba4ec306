#include "grouping_words_name.h"

#include <assert.h>

#define SLOTS_NAMED 3

static void
say_slots(uint64_t slots, const struct grouping_names *names, struct text *text)
{
	uint32_t count = (uint32_t)__builtin_popcountll(slots), said = 0;

	if (count > SLOTS_NAMED) {
		grouping_words_name_count(text, count, "evening", "evenings");
		return;
	}
	for (; slots != 0; slots &= slots - 1) {
		grouping_words_name_comma(text, said++, count);
		grouping_words_name(names, GROUPING_NAME_SLOT,
		    (size_t)__builtin_ctzll(slots), text);
	}
}

/* "34 people have only Thu 3 Dec: the 3 tables within their reach have 24 seats." */
static void
say_seats(const struct grouping_finding *finding, const struct grouping_names *names,
    struct text *text)
{
	grouping_words_name_count(text, finding->people, "person has", "people have");
	text_add(text, " only ");
	say_slots(finding->slots, names, text);
	text_add(text, ": the ");
	grouping_words_name_count(text, finding->tables, "table", "tables");
	text_add(text, " within their reach then ");
	text_add_line(text, finding->tables == 1 ? "has " : "have ");
	grouping_words_name_count(text, finding->seats, "seat", "seats");
}

static void
say_hosts(const struct grouping_finding *finding, const struct grouping_names *names,
    struct text *text)
{
	grouping_words_name_count(text, finding->people, "person", "people");
	if (finding->slots != 0) {
		text_add(text, " with only ");
		say_slots(finding->slots, names, text);
	}
	text_add_line(text, finding->people == 1 ? " needs " : " need ");
	grouping_words_name_count(text, finding->tables, "table", "tables");
	text_add(text, ", but ");
	grouping_words_name_count(text, finding->hosts, "host comes", "hosts come");
	if (finding->slots != 0)
		text_add(text, " then");
}

static void
say_sizes(const struct grouping_input *input, const struct grouping_finding *finding,
    struct text *text)
{
	grouping_words_name_count(text, finding->people, "person", "people");
	text_add(text, " cannot all sit at tables of ");
	text_add_int(text, input->size_min);
	text_add(text, " to ");
	text_add_int(text, input->size_max);
}

static const char *const plain[GROUPING_FINDING_COUNT] = {
	[GROUPING_FINDING_NO_SLOT] = " offered no evening on which a venue has a table",
	[GROUPING_FINDING_NO_WAY] = " can reach no venue within their travel limit on an "
				    "evening they offered",
	[GROUPING_FINDING_FEW] = " could come only where too few others could",
	[GROUPING_FINDING_NO_HOST] = " could come only where nobody may host",
	[GROUPING_FINDING_GLUED] = " must stay together, but can share no table",
};

static void
say_home(const struct grouping_finding *finding, const struct grouping_names *names,
    struct text *text)
{
	if (finding->from_site < 2 || finding->from_site * 2 < finding->people)
		return;
	text_add(text, " ");
	if (finding->from_site == finding->people)
		text_add(text, "All");
	else
		text_add_int(text, finding->from_site);
	text_add(text, " of them are from ");
	grouping_words_name(names, GROUPING_NAME_SITE, finding->site, text);
	text_add(text, ".");
}

void
grouping_words_finding(const struct grouping_input *input,
    const struct grouping_finding *finding, const struct grouping_names *names,
    struct text *text)
{
	assert(finding->kind < GROUPING_FINDING_COUNT);
	if (finding->kind == GROUPING_FINDING_CLIQUE) {
		text_add(text,
		    "A confidential rule keeps more people apart than there "
		    "can be tables.\n");
		return;
	}
	if (finding->kind == GROUPING_FINDING_SEATS)
		say_seats(finding, names, text);
	else if (finding->kind == GROUPING_FINDING_HOSTS)
		say_hosts(finding, names, text);
	else if (finding->kind == GROUPING_FINDING_SIZES)
		say_sizes(input, finding, text);
	else {
		grouping_words_name_count(text, finding->people, "person", "people");
		text_add_line(text, plain[finding->kind]);
	}
	if (finding->left < finding->people) {
		text_add(text, "; at least ");
		text_add_int(text, finding->left);
		text_add_line(text,
		    finding->left == 1 ? " has no seat" : " have no seat");
	}
	text_add(text, ".");
	say_home(finding, names, text);
	text_add(text, "\n");
}
