/* grouping_explain.h - facts about a plan that an administrator asks for: why a
 * table is as it is, what another one would mean for a person, which rules a round
 * keeps and bends. Indexes and numbers only; grouping_words.h makes sentences of
 * them.
 *
 * The plan may come from grouping_form() or from elsewhere (a row, a file, a swap by
 * hand). Read are: of its groups members (ascending), size, slot, venue, host and, where
 * there are fixed tables, fixed; of
 * those left out person and reason; bounds and bound. Everything else is computed
 * from the input. All indexes are within the input (grouping_check_plan() finds no
 * wrong ones). */
#ifndef CONVENE_GROUPING_EXPLAIN_H
#define CONVENE_GROUPING_EXPLAIN_H

#include "grouping.h"

/* The plan made ready for questions, in the arena: once for a plan. Keeps input and plan,
 * which must stay as they are. ERR_INVALID, with *ret_explain untouched, for a plan that
 * does not fit the input (grouping_seating_new() says how). */
struct grouping_explain;
MUST_CHECK enum status grouping_explain_new(const struct grouping_input *input,
    const struct grouping_plan *plan, struct arena *arena,
    struct grouping_explain **ret_explain, struct err *err);

enum grouping_host_why {
	GROUPING_HOST_ONLY,   /* nobody else at the table may host */
	GROUPING_HOST_LEAST,  /* the others have hosted more often */
	GROUPING_HOST_EQUAL,  /* others have hosted as rarely; the first of them */
	GROUPING_HOST_CHOSEN, /* another had hosted less: somebody wanted it so */
	GROUPING_HOST_NOBODY, /* no member may host: the table is unlawful */
};

struct grouping_spread {
	uint32_t distinct; /* values of the attribute at the table */
	uint32_t known;    /* members whose value is known */
	/* The most there could be: no more than known members, nor than values among all
	 * seated people who could come to this venue on this evening. */
	uint32_t possible;
};

struct grouping_repeat {
	uint32_t a, b;
	size_t pair; /* input->pairs[pair]: the caller may know the date */
	int32_t cost;
};

struct grouping_explained_table {
	uint32_t group;
	uint32_t size;
	uint32_t slot, venue;
	uint64_t slots_shared;          /* evenings that every member offered */
	uint32_t minutes_max, farthest; /* the longest way, and who goes it */
	uint32_t minutes_mean;
	uint32_t host;  /* or GROUPING_NONE */
	uint32_t hosts; /* members who may host */
	enum grouping_host_why host_why;
	uint32_t host_load, host_load_next; /* of the host; the least of the others */
	struct grouping_spread spreads[GROUPING_ATTRIBUTES]; /* weight 0: not filled in */
	const struct grouping_repeat *repeats;               /* costliest first */
	uint32_t repeats_count;
	uint32_t wishes_met, wishes_against; /* pairs that wanted this; that did not */
	uint32_t alone;                      /* people alone in a section who mind it */
	int64_t costs[GROUPING_TERM_COUNT];
	int64_t cost;
};

void grouping_explain_table(const struct grouping_explain *explain, uint32_t group,
    struct arena *arena, struct grouping_explained_table *ret_table);

/* Why a table does not take a person. */
enum grouping_closed {
	GROUPING_CLOSED_SLOT,    /* an evening that they did not offer */
	GROUPING_CLOSED_TRAVEL,  /* the way is beyond their limit */
	GROUPING_CLOSED_SIZE,    /* full, and nobody there can change places */
	GROUPING_CLOSED_MANAGER, /* beside their manager or report */
	GROUPING_CLOSED_APART,   /* a confidential rule */
	GROUPING_CLOSED_HOST,    /* their own table would lose its last host */
	GROUPING_CLOSED_COUNT,
};

/* Another seat for somebody, and what changes in all. */
struct grouping_explained_move {
	uint32_t group;   /* or GROUPING_NONE: there is none */
	uint32_t swapped; /* who changes places with them; GROUPING_NONE: a free seat */
	int64_t costs[GROUPING_TERM_COUNT]; /* differences: below 0 is cheaper */
	int64_t cost;
};

struct grouping_explained_person {
	uint32_t person;
	uint32_t group;                     /* or GROUPING_NONE: left out */
	int64_t costs[GROUPING_TERM_COUNT]; /* what would go if they had not come; for
					     * somebody left out, what that costs */
	bool is_glued;     /* moves only with others; then no other seat is looked for */
	bool is_frozen;    /* their table was settled before; likewise */
	bool is_last_host; /* of their table */
	bool is_needed;    /* without them the table is under its smallest size */
	/* Of all lawful other seats the cheapest: free ones, and of those who have a seat
	 * also any exchange with somebody at another table. */
	struct grouping_explained_move best;
	/* Tables that would take them, tables that would not, and of these the ones
	 * that exactly one rule closes. Where a confidential rule is among them, the
	 * numbers are only about right: two answers cannot be subtracted. */
	uint32_t lawful, closed;
	uint32_t closed_alone[GROUPING_CLOSED_COUNT];
	enum grouping_left_reason reason; /* of somebody left out */
	uint32_t slots, venues; /* evenings offered with any table; venues within reach */
};

void grouping_explain_person(const struct grouping_explain *explain, uint32_t person,
    struct grouping_explained_person *ret_person);

/* The hard rules of a round, in the order in which an administrator reads them. */
enum grouping_hard {
	GROUPING_HARD_SIZE,
	GROUPING_HARD_SLOT,
	GROUPING_HARD_HOST,
	GROUPING_HARD_TRAVEL,
	GROUPING_HARD_VENUE, /* more tables than the venue has, or more people */
	GROUPING_HARD_MANAGER,
	GROUPING_HARD_APART,
	GROUPING_HARD_GLUE,
	GROUPING_HARD_COUNT,
};

struct grouping_explained_term {
	int64_t cost, bound;
	/* Pairs with the attribute in common, pairs that met before, wishes bent, people
	 * alone, left out or away from their fixed table; for travel all minutes. */
	int64_t count;
	int64_t
	    of; /* pairs at a table, wishes, people seated ...: the most count can be */
};

struct grouping_explained_round {
	uint32_t groups, seated, left_out;
	uint32_t size_least, size_most;
	uint32_t minutes_max, minutes_mean;
	uint32_t broken[GROUPING_HARD_COUNT]; /* tables; pairs: MANAGER, APART, GLUE */
	uint32_t left[GROUPING_LEFT_REASON_COUNT];
	struct grouping_explained_term terms[GROUPING_TERM_COUNT];
	int64_t cost, bound;
	int64_t gap_ppm;
	bool is_proved; /* no lawful plan with these people is cheaper */
};

void grouping_explain_round(const struct grouping_explain *explain,
    struct grouping_explained_round *ret_round);
#endif
