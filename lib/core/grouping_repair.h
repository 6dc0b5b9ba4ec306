/* grouping_repair.h - who takes the seat that somebody gave up, and what becomes of a
 * table that is too small: few moves in a plan that has been published, everybody else
 * where they are.
 *
 * A seating stays as it is: whoever accepts an offer is moved by
 * grouping_seating_apply(). Nothing here reads a clock or takes long: 10 ms for 25,000
 * people. Same questions, same answers. */
#ifndef CONVENE_GROUPING_REPAIR_H
#define CONVENE_GROUPING_REPAIR_H

#include "grouping_breach.h"

#define GROUPING_REPAIRS_MAX 64
#define GROUPING_REPAIR_NEAR_MAX 16

struct grouping_candidate {
	uint32_t person;   /* has no seat */
	uint32_t priority; /* whose is less are asked first: 0 standby, 1 pool ... */
};

/* Borrowed during the call. */
struct grouping_repair_request {
	uint32_t
	    leaver;     /* who gives up a seat, or GROUPING_NONE: then there is one ... */
	uint32_t table; /* ... at this table. Not read if there is a leaver */
	const struct grouping_candidate *candidates;
	uint32_t candidates_count;
	const bool *notified; /* [person] knows of their table; NULL: all with a seat */
	int32_t stay_cost;    /* 0 or more for each notified person who moves */
	uint32_t repairs_max; /* 1 to GROUPING_REPAIRS_MAX: the best so many are told */
	/* For grouping_repair_reform() only. */
	uint32_t near_max; /* 1 to GROUPING_REPAIR_NEAR_MAX other tables */
	uint64_t effort;   /* moves to try in one run: 25,000 take 3 to 5 ms */
};

/* A table that a repair touches, as it is then. */
struct grouping_repair_table {
	uint32_t table, size;
	uint32_t host; /* who leads it, or GROUPING_NONE */
};

struct grouping_repair {
	const struct grouping_move *moves; /* the leaver's first */
	uint32_t moves_count;
	uint32_t notified_moved; /* without the leaver */
	int64_t costs[GROUPING_TERM_COUNT];
	int64_t stay_cost; /* the request's, for those who move */
	int64_t cost;      /* all of it: less than 0 is better than before */
	const struct grouping_repair_table *tables; /* by number */
	uint32_t tables_count;
	uint32_t missing; /* people whom the request's table still lacks */
};

enum grouping_repair_reason {
	GROUPING_REPAIR_FOUND,
	GROUPING_REPAIR_NO_CANDIDATES,  /* nobody to ask, and nobody elsewhere can move */
	GROUPING_REPAIR_ALL_EXCLUDED,   /* a rule closes the table to every candidate */
	GROUPING_REPAIR_STANDS,         /* the table can meet: no reason to move others */
	GROUPING_REPAIR_NOBODY_LEFT,    /* the table is empty */
	GROUPING_REPAIR_NO_NEIGHBOUR,   /* no table within reach can take anybody */
	GROUPING_REPAIR_SOMEBODY_STUCK, /* no other table takes one of them, or not all */
	GROUPING_REPAIR_NO_PLAN,        /* the tables near cannot seat them all */
	GROUPING_REPAIR_REASON_COUNT,
};

/* In the caller's arena. */
struct grouping_repairs {
	const struct grouping_repair *items; /* the best first */
	uint32_t count;
	enum grouping_repair_reason reason; /* FOUND: count > 0 */
	/* The table with the seat empty. */
	uint32_t table;
	bool stands;      /* enough people, one of them a host */
	uint32_t missing; /* people below size_min */
	/* Candidates whom a rule keeps from this seat, alone or with other rules. Of
	 * GROUPING_BREACH_APART only whether there are any: 0 or 1. */
	uint32_t closed[GROUPING_BREACH_RULE_COUNT];
};

/* One person into the seat: lawful candidates by priority, then cost, then as they came.
 * A table without a host takes only a host, unless it lacks more people yet. The table
 * may be a frozen one; nobody is moved from another one that is frozen.
 *
 * Else a chain: somebody from another table into the seat, and a candidate into theirs,
 * or nobody, where this table does not stand and theirs does without them. Where many
 * thousands could move, not all of them are looked at.
 *
 * ERR_INVALID, with *ret_repairs untouched, for a person or table that does not exist, a
 * leaver without a seat, a candidate who has one or comes twice, and a request that
 * contradicts its comments. */
MUST_CHECK enum status grouping_repair_replace(const struct grouping_seating *seating,
    const struct grouping_repair_request *request, struct arena *arena,
    struct grouping_repairs *ret_repairs, struct err *err);

/* Everybody of a table that does not stand to others that are not frozen and have free
 * seats: the cheapest way, then, where that one splits them, the cheapest that does not.
 * Candidates are not asked. ERR_INVALID as above. */
MUST_CHECK enum status grouping_repair_merge(const struct grouping_seating *seating,
    const struct grouping_repair_request *request, struct arena *arena,
    struct grouping_repairs *ret_repairs, struct err *err);

/* A table that does not stand and those nearest to it, with which most people could
 * change. Either it is filled with the cheapest candidates and people of the others,
 * whatever their priority, or all are searched anew together with as many candidates as
 * it lacks people, the first ones: whichever is cheaper with what staying is worth; the
 * other is second. Everybody who has a seat keeps one; at most GROUPING_SIZE_MAX people
 * move. ERR_INVALID as above. */
MUST_CHECK enum status grouping_repair_reform(const struct grouping_seating *seating,
    const struct grouping_repair_request *request, struct arena *arena,
    struct grouping_repairs *ret_repairs, struct err *err);

/* "no_candidates" for programs, and a sentence for administrators. */
const char *grouping_repair_name(enum grouping_repair_reason reason);
const char *grouping_repair_text(enum grouping_repair_reason reason);
#endif
