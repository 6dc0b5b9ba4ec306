#include "verify_walk.h"
#include "ways.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

static const struct catalogue_site *
site_named(const struct sheets *sheets, const char *name)
{
	size_t row;

	if (name == NULL || !lookup_find(&sheets->sites, name, &row))
		return NULL;
	return sheets_site(sheets, row);
}

/* 0: it is a place; 1: a virtual room; -1: there is no such venue. */
static int
find_place(const struct verify_walk *walk, const char *name, struct ways_point *ret_point)
{
	const struct sheets *sheets = walk->basis->sheets;
	const struct catalogue_venue *venue;
	const struct catalogue_site *site = NULL;
	size_t row;

	if (sheets->sources[SHEETS_VENUES].path == NULL) {
		site = site_named(sheets, name);
	} else if (lookup_find(&walk->venues, name, &row)) {
		venue = sheets_venue(sheets, row);
		if (venue->virtual_url != NULL)
			return 1;
		*ret_point = (struct ways_point){ venue->latitude.degrees,
			venue->longitude.degrees };
		if (venue->latitude.is_given)
			return 0;
		site = site_named(sheets, venue->site);
	}
	if (site == NULL)
		return -1;
	*ret_point = (struct ways_point){ site->latitude.degrees,
		site->longitude.degrees };
	return 0;
}

int
verify_score_minutes(const struct verify_walk *walk, size_t row, const char *venue)
{
	const struct sheets *sheets = walk->basis->sheets;
	const struct catalogue_site *home;
	struct ways_point to, from;
	int kind;

	if (sheets->sources[SHEETS_SITES].path == NULL)
		return strcmp(venue, "anywhere") == 0 ? 0 : -1;
	kind = find_place(walk, venue, &to);
	if (kind != 0)
		return kind > 0 ? 0 : -1;
	home = site_named(sheets, verify_walk_person(walk, row)->sites.items[0]);
	if (home == NULL)
		return -1;
	from = (struct ways_point){ home->latitude.degrees, home->longitude.degrees };
	return ways_minutes(&from, &to) == GROUPING_NO_WAY ? -1
							   : ways_minutes(&from, &to);
}

static bool
is_same(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

static bool
have_in_common(const struct verify_walk *walk, const struct roster_person *a,
    const struct roster_person *b, enum rules_attribute attribute)
{
	const struct sheets *sheets = walk->basis->sheets;
	const struct catalogue_site *site_a, *site_b;

	switch (attribute) {
	case RULES_SPECIALTY:
		return is_same(a->specialty, b->specialty);
	case RULES_SITE:
		return is_same(a->sites.items[0], b->sites.items[0]);
	case RULES_STAGE:
		return is_same(a->stage, b->stage);
	case RULES_ROLE:
		return is_same(a->role, b->role);
	case RULES_PANEL:
		return a->panel != ROSTER_ALL && a->panel == b->panel;
	case RULES_RELATIONSHIP:
		return a->relationship == b->relationship;
	case RULES_REGION:
		site_a = site_named(sheets, a->sites.items[0]);
		site_b = site_named(sheets, b->sites.items[0]);
		return site_a != NULL && site_b != NULL &&
		    is_same(site_a->region, site_b->region);
	case RULES_ATTRIBUTE_COUNT:
		break;
	}
	return false;
}

/* Met before: each time costs, the longer ago the less. */
static int64_t
cost_of_meetings(const struct verify_walk *walk, size_t a, size_t b)
{
	size_t least = a < b ? a : b, most = a < b ? b : a;
	size_t low = 0, high = walk->meetings_count;
	int64_t cost = 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct verify_meeting *at = &walk->meetings[middle];

		if (at->a < least || (at->a == least && at->b < most))
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < walk->meetings_count && walk->meetings[low].a == least &&
	     walk->meetings[low].b == most;
	     low++)
		cost += grouping_met_cost(walk->basis->rules->met,
		    (uint32_t)(walk->round - walk->meetings[low].round));
	return cost;
}

static void
score_pairs(struct verify_walk *walk, const struct verify_table *table)
{
	for (size_t i = 0; i < table->count; i++)
		for (size_t j = i + 1; j < table->count; j++) {
			size_t a = table->members[i], b = table->members[j];

			for (enum rules_attribute at = 0; at < RULES_ATTRIBUTE_COUNT;
			     at++)
				if (walk->basis->rules->weights.attributes[at] > 0 &&
				    have_in_common(walk, verify_walk_person(walk, a),
					verify_walk_person(walk, b), at))
					walk->costs[at] += walk->basis->rules->weights
							       .attributes[at];
			walk->costs[GROUPING_TERM_MET] += cost_of_meetings(walk, a, b);
		}
}

static bool
is_in(const struct roster_person *person, const char *section)
{
	for (size_t i = 0; i < person->sections.count; i++)
		if (strcmp(person->sections.items[i], section) == 0)
			return true;
	return false;
}

static void
score_section(struct verify_walk *walk, const struct verify_table *table,
    const char *section)
{
	const struct roster_person *bearer = NULL;
	size_t bearers = 0;

	for (size_t i = 0; i < table->count; i++)
		if (is_in(verify_walk_person(walk, table->members[i]), section)) {
			bearer = verify_walk_person(walk, table->members[i]);
			bearers++;
		}
	if (bearers != 1)
		return;
	for (const struct rules_text *text = walk->basis->rules->fine_alone.first;
	     text != NULL; text = text->next)
		if (strcmp(text->text, bearer->id) == 0)
			return;
	walk->costs[GROUPING_TERM_ALONE] += walk->basis->rules->weights.alone;
}

void
verify_score_table(struct verify_walk *walk, const struct verify_table *table)
{
	score_pairs(walk, table);
	for (const struct rules_text *text = walk->basis->rules->sections.first;
	     text != NULL; text = text->next)
		score_section(walk, table, text->text);
	for (size_t i = 0; table->venue != NULL && i < table->count; i++) {
		int64_t minutes = verify_score_minutes(walk, table->members[i],
		    table->venue);

		if (minutes > 0)
			walk->costs[GROUPING_TERM_TRAVEL] += walk->basis->rules->weights
								 .travel *
			    minutes / 5;
	}
}

static void
score_wish(struct verify_walk *walk, const struct rules_circle *circle)
{
	const struct lookup *people = &walk->basis->sheets->people;
	size_t a, b;

	for (const struct rules_text *i = circle->people.first; i != NULL; i = i->next)
		for (const struct rules_text *j = i->next; j != NULL; j = j->next)
			if (lookup_find(people, i->text, &a) &&
			    lookup_find(people, j->text, &b) && walk->table_of[a] > 0 &&
			    walk->table_of[a] != SIZE_MAX &&
			    walk->table_of[a] == walk->table_of[b])
				walk->costs[GROUPING_TERM_WISH] -= circle->points;
}

static int64_t
number(struct verify_walk *walk, const struct json *object, const char *name)
{
	int64_t value = 0;

	if (!json_as_int(json_find(object, name), &value))
		verify_walk_say(walk, "%s is not there, or no whole number", name);
	return value;
}

static void
compare_totals(struct verify_walk *walk, const struct json *round, int64_t cost,
    int64_t bound)
{
	int64_t told = number(walk, round, "cost");
	int64_t told_bound = number(walk, round, "bound");
	const struct json *gap = json_find(round, "gap");
	double told_gap = -1;
	bool is_proved = false;

	if (told != cost)
		verify_walk_say(walk, "cost is %" PRId64 ", not %" PRId64, cost, told);
	if (told_bound < bound)
		verify_walk_say(walk,
		    "bound is %" PRId64 ", but its terms add up to %" PRId64, told_bound,
		    bound);
	if (told_bound > cost)
		verify_walk_say(walk, "bound is above the cost");
	if (!json_as_bool(json_find(round, "proved_optimal"), &is_proved) ||
	    (is_proved && told != told_bound))
		verify_walk_say(walk, "proved_optimal is wrong");
	if (!is_proved &&
	    number(walk, round, "bound_tables") !=
		(int64_t)json_count(json_find(round, "groups")))
		verify_walk_say(walk, "bound_tables is not the number of groups");
	if (told_bound > 0 &&
	    (!json_as_real(gap, &told_gap) ||
		fabs(told_gap - (double)(told - told_bound) / (double)told_bound) >
		    1e-6 * (1 + told_gap)))
		verify_walk_say(walk, "gap is wrong");
	if (number(walk, round, "hard_violations") != 0)
		verify_walk_say(walk, "the plan itself says that it breaks a rule");
}

void
verify_score_round(struct verify_walk *walk, const struct json *round)
{
	const struct json *terms = json_find(round, "terms");
	int64_t cost = 0, bounds = 0;

	for (const struct rules_circle *circle = walk->basis->rules->circles;
	     circle != NULL; circle = circle->next)
		if (!circle->is_kept)
			score_wish(walk, circle);
	for (size_t i = 0; i < walk->people; i++)
		if (walk->table_of[i] == 0)
			walk->costs[GROUPING_TERM_LEFT_OUT] += walk->basis->rules->weights
								   .left_out *
			    ((int64_t)walk->left_in_row[i] + 1);
	for (enum grouping_term t = 0; t < GROUPING_TERM_COUNT; t++) {
		const char *name = rules_term(t);

		if (name == NULL)
			continue;

		const struct json *term = json_find(terms, name);
		int64_t told = number(walk, term, "cost");
		int64_t bound = number(walk, term, "bound");

		if (told != walk->costs[t])
			verify_walk_say(walk, "%s costs %" PRId64 ", not %" PRId64, name,
			    walk->costs[t], told);
		if (bound > told)
			verify_walk_say(walk, "the bound of %s is above its cost", name);
		cost += walk->costs[t];
		bounds += bound;
	}
	compare_totals(walk, round, cost, bounds);
}
