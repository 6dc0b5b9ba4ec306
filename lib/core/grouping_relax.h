/* grouping_relax.h - why some people cannot all be seated: the smallest set of rules
 * that conflict, and what it would take. Tried out by short searches among those
 * people and the tables nearest to them, so it ends after bounded work on every
 * input. "Cannot" means: not found with that effort. */
#ifndef CONVENE_GROUPING_RELAX_H
#define CONVENE_GROUPING_RELAX_H

#include "grouping.h"

/* In the order in which an administrator would rather give them up. */
enum grouping_relax_rule {
	GROUPING_RELAX_TRAVEL,   /* amount: minutes more for those people */
	GROUPING_RELAX_SIZE_MAX, /* amount: people more at a table, with a seat each */
	GROUPING_RELAX_SIZE_MIN, /* amount: people fewer at a table */
	GROUPING_RELAX_QUOTA,    /* amount: dinners more that a host may lead */
	GROUPING_RELAX_TABLES,   /* amount: tables more at each venue and evening */
	GROUPING_RELAX_HOST,     /* everybody may host */
	GROUPING_RELAX_SLOT,     /* those people come on any evening */
	GROUPING_RELAX_MANAGER,  /* managers sit with their reports */
	GROUPING_RELAX_GLUE,     /* those people need not stay with others */
	GROUPING_RELAX_APART, /* the confidential rule; never offered as a relaxation */
	GROUPING_RELAX_COUNT,
};

struct grouping_relaxation {
	enum grouping_relax_rule rule;
	uint32_t amount; /* the least that helps as many; 0: all or nothing */
	uint32_t seated; /* of those people, more than without it */
};

#define GROUPING_RELAX_PEOPLE_MAX 64

struct grouping_conflict {
	/* Looked at: those asked about and who is left out together with them, no more
	 * than the first GROUPING_RELAX_PEOPLE_MAX. */
	uint32_t people;
	uint32_t seated; /* of them, without any relaxation: there was a seat after all */
	/* With all of these rules, and none of the others, they cannot all be
	 * seated; without any one of them they can. Empty: not even without all
	 * rules, or everybody found a seat. */
	enum grouping_relax_rule rules[GROUPING_RELAX_COUNT];
	uint32_t rules_count;
	struct grouping_relaxation
	    relaxations[GROUPING_RELAX_COUNT]; /* most seated first */
	uint32_t relaxations_count;
	/* "14 of the 22 people who can only come on Tuesday are from site 9": those of
	 * them with the most common single evening, and its most common site. narrow
	 * 0: nobody has a single evening. */
	uint32_t slot, narrow, site, from_site;
};

/* Of people[0 .. count), who have no seat in the plan, which fits the input. About 40
 * searches among 250 people at most. */
void grouping_relax_people(const struct grouping_input *input,
    const struct grouping_plan *plan, const uint32_t *people, uint32_t count,
    struct grouping_conflict *ret_conflict);
#endif
