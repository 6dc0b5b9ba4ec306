/* grouping_plan.h - what grouping_form() makes: who sits where, for what, and why. */
#ifndef CONVENE_GROUPING_PLAN_H
#define CONVENE_GROUPING_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#define GROUPING_ATTRIBUTES 8
#define GROUPING_NONE UINT32_MAX /* no person, group ... */

/* What a plan costs is a sum of terms; the attributes are the first eight. */
enum grouping_term {
	GROUPING_TERM_TRAVEL = GROUPING_ATTRIBUTES,
	GROUPING_TERM_MET,
	GROUPING_TERM_WISH,
	GROUPING_TERM_ALONE,
	GROUPING_TERM_LEFT_OUT,
	GROUPING_TERM_STAY, /* members of fixed tables who sit elsewhere */
	GROUPING_TERM_COUNT,
};

struct grouping_group {
	const uint32_t *members; /* ascending */
	uint32_t size;
	uint32_t slot, venue;
	uint32_t fixed;        /* the fixed table that it was, or GROUPING_NONE */
	uint32_t host;         /* of the willing members the one with the least load */
	uint32_t hosts;        /* how many were willing */
	uint64_t slots_shared; /* all slots that every member offered */
	uint32_t minutes_max;  /* the longest way */
	uint32_t repeats;      /* pairs that have met before */
	uint8_t distinct[GROUPING_ATTRIBUTES]; /* known codes that differ */
	int64_t costs[GROUPING_TERM_COUNT];
};

enum grouping_left_reason {
	GROUPING_LEFT_GLUED,   /* the people they are tied to can share no table */
	GROUPING_LEFT_NO_SLOT, /* offered no slot in which any venue has a table */
	GROUPING_LEFT_TOO_FAR, /* every such venue is beyond their limit */
	GROUPING_LEFT_TOO_FEW, /* `people` could come together: below size_min */
	GROUPING_LEFT_NO_HOST, /* nobody who could come and has no seat may host */
	GROUPING_LEFT_FULL,    /* every table they could join has no seat left */
	GROUPING_LEFT_MANAGER, /* seats were free only beside manager or report */
	GROUPING_LEFT_APART, /* seats were free only beside somebody they may not meet */
	GROUPING_LEFT_NO_TABLE,  /* nor anybody, nor a table, where they could come */
	GROUPING_LEFT_NO_SHARED, /* who shares a slot with them sits at others */
	GROUPING_LEFT_REASON_COUNT,
};

/* Each group that does not take the person is closed by one rule or by several. */
enum grouping_rule {
	GROUPING_RULE_SLOT,
	GROUPING_RULE_TRAVEL,
	GROUPING_RULE_SIZE,
	GROUPING_RULE_APART,
	GROUPING_RULE_COUNT,
};

struct grouping_left {
	uint32_t person;
	enum grouping_left_reason reason;
	uint32_t people; /* most people who could come to one place and slot of theirs */
	/* Groups that one rule alone closed. Never shown exactly for GROUPING_RULE_APART:
	 * two answers could be subtracted. */
	uint32_t closed_alone[GROUPING_RULE_COUNT];
};

/* In the caller's arena. */
struct grouping_plan {
	const struct grouping_group *groups; /* by their first members */
	uint32_t groups_count;
	const struct grouping_left *left; /* by person */
	uint32_t left_count;
	int64_t costs[GROUPING_TERM_COUNT];
	int64_t cost;
	/* No plan with these people seated at this many tables costs less; the bound of
	 * all terms together may be above the sum of what each has. */
	int64_t bounds[GROUPING_TERM_COUNT];
	int64_t bound;
	int64_t gap_ppm; /* (cost - bound) per million of the bound; 0 only if equal */
	bool is_proved;  /* nor does one with these people at more or fewer tables */
	uint32_t violations; /* of hard rules, counted at the end: 0 */
	uint64_t moves;      /* tried; a region without a table tries none */
	uint64_t seed, effort;
	uint64_t digest; /* of the input without seed and effort */
	bool truncated;  /* the stop flag ended it: moves < effort */
};
#endif
