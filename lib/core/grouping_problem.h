/* grouping_problem.h - the snapshot that grouping_form() takes: people, pairs, places and
 * rules, in numbers. */
#ifndef CONVENE_GROUPING_PROBLEM_H
#define CONVENE_GROUPING_PROBLEM_H

#include "grouping_plan.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GROUPING_CODE_MAX 65535
#define GROUPING_SLOTS_MAX 64
#define GROUPING_SIZE_MAX 32
#define GROUPING_NO_WAY 255        /* minutes: cannot be reached */
#define GROUPING_WEIGHT_MAX 100000 /* of one weight */
#define GROUPING_PAIR_MAX 1000000  /* of one pair's cost, either sign */
#define GROUPING_PEOPLE_MAX 4000000
#define GROUPING_EFFORT_MAX UINT64_C(1000000000000)

struct grouping_person {
	/* What two people may have in common; 0 is unknown and equals nothing.
	 * Attributes with a weight fill 8 bytes: one each, two where a code is over
	 * 255. */
	uint32_t codes[GROUPING_ATTRIBUTES];
	uint64_t slots;       /* bit s: offered slot s */
	uint64_t sections;    /* bit b: belongs to listed section b */
	uint64_t minds_alone; /* those of sections in which to sit alone is unwelcome */
	uint32_t site;        /* home: the way to a venue starts here */
	uint32_t glue;        /* same number, same group; 0 is nobody's */
	uint16_t times_left_out; /* in a row, up to now */
	uint16_t host_load;      /* dinners led of those that count */
	uint16_t host_quota;     /* leads only while host_load is below */
	uint8_t travel_minutes_max;
	bool may_host;
};

enum grouping_pair_kind {
	GROUPING_APART,   /* must not meet, confidential */
	GROUPING_MANAGER, /* must not meet, for one reports to the other */
	GROUPING_MET,     /* costs cost, 0 or more: grouping_met_cost() */
	GROUPING_WISH,    /* costs cost: below 0 they would like to meet */
	GROUPING_PAIR_KIND_COUNT,
};

/* A pair may come more than once, either way round: costs add up. */
struct grouping_pair {
	uint32_t a, b;
	enum grouping_pair_kind kind;
	int32_t cost; /* MET and WISH */
};

/* Each 0 to GROUPING_WEIGHT_MAX. */
struct grouping_weights {
	int32_t attributes[GROUPING_ATTRIBUTES]; /* per pair that has it in common */
	int32_t travel; /* per 5 minutes and person; travel * minutes / 5, rounded down */
	int32_t alone;  /* per person alone in a section and minding it */
	int32_t left_out; /* times (1 + times_left_out) */
};

/* A table that is there before the search: each person is at one of them at most.
 *
 * Frozen: a published gathering, a standing group. It is in the plan as it is, whatever
 * rule it breaks, and takes a table of its venue in its slot; nobody joins it.
 *
 * Else: where the search begins. Every member who ends elsewhere, or nowhere, costs
 * stay_cost (0 to GROUPING_PAIR_MAX). While that costs something the table stays in its
 * slot and venue. Both may be GROUPING_NONE: then only the company counts. */
struct grouping_fixed {
	const uint32_t *members;
	uint32_t size; /* 1 to GROUPING_SIZE_MAX */
	uint32_t slot, venue;
	bool is_frozen;
	int32_t stay_cost;
};

/* Borrowed and unchanged while grouping_form() runs. */
struct grouping_input {
	const struct grouping_person *people;
	uint32_t people_count;
	const struct grouping_pair *pairs;
	size_t pairs_count;
	const struct grouping_fixed *fixed;
	uint32_t fixed_count;
	uint32_t slots_count; /* 1 to 64 */
	uint32_t venues_count;
	const uint16_t *tables; /* [venue * slots_count + slot]: groups it can take */
	const uint16_t *table_seats; /* [venue]: people at one of its tables */
	uint32_t sites_count;
	const uint8_t *minutes; /* [site * venues_count + venue], or GROUPING_NO_WAY */
	uint32_t size_min, size_max; /* of a group: 1 to GROUPING_SIZE_MAX */
	struct grouping_weights weights;
	uint64_t seed;
	/* Moves to try, GROUPING_EFFORT_MAX at most; 0: the first lawful plan. */
	uint64_t effort;
};
#endif
