/* grouping_breach.h - the hard rules that a change of a seating would break. */
#ifndef CONVENE_GROUPING_BREACH_H
#define CONVENE_GROUPING_BREACH_H

#include "grouping_move.h"

#define GROUPING_BREACHES_MAX 16

enum grouping_breach_rule {
	GROUPING_BREACH_SLOT,    /* person did not offer the table's slot */
	GROUPING_BREACH_TRAVEL,  /* person: value minutes to the table, over limit */
	GROUPING_BREACH_TOO_FEW, /* at the table: value people, limit is the least */
	GROUPING_BREACH_TOO_MANY,
	GROUPING_BREACH_NO_HOST, /* at the table */
	GROUPING_BREACH_APART,   /* a confidential rule; says nothing else */
	GROUPING_BREACH_MANAGER, /* person and other: one reports to the other */
	GROUPING_BREACH_GLUE,    /* person and other belong together */
	GROUPING_BREACH_FROZEN,  /* nobody joins the table or leaves it */
	GROUPING_BREACH_RULE_COUNT,
};

/* What the rule above does not name is GROUPING_NONE, or 0. */
struct grouping_breach {
	enum grouping_breach_rule rule;
	uint32_t table, person, other;
	uint32_t value, limit;
};

/* What would be worse than it is: a table that is too small already may stay so, but not
 * shrink. First the tables', then the people's; GROUPING_BREACH_APART once at most and
 * last. Beyond GROUPING_BREACHES_MAX they are not told. */
struct grouping_breaches {
	struct grouping_breach items[GROUPING_BREACHES_MAX];
	uint32_t count; /* 0: lawful */
};

/* Adds those of one table that somebody joins or leaves, and those of all who move. */
void grouping_breach_table(const struct grouping_seating *seating, uint32_t table,
    const struct grouping_company *before, const struct grouping_company *after,
    struct grouping_breaches *breaches);
void grouping_breach_people(const struct grouping_moves *moves,
    struct grouping_breaches *breaches);

/* One word for programs: "slot", "too_few" ... */
const char *grouping_breach_name(enum grouping_breach_rule rule);
#endif
