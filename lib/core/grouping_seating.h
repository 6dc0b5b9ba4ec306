/* grouping_seating.h - a plan as it was published, made ready for questions: what would
 * a change cost (grouping_change.h), who could take a seat (grouping_repair.h).
 *
 * Anything that its indexes allow is taken, also tables that are too small by now, have
 * no host or break a rule that is newer than they are. A table's number is its place in
 * the plan's groups. Several threads may ask the same seating at once; applying a change
 * to it is for one alone.
 *
 * Set up in about 3 ms for 25,000 people and 90,000 pairs, once for any number of
 * questions. */
#ifndef CONVENE_GROUPING_SEATING_H
#define CONVENE_GROUPING_SEATING_H

#include "grouping.h"

/* Where a person is: the number of a table, or one of these. */
#define GROUPING_PLACE_OUTSIDE UINT32_MAX    /* not taking part: costs nothing */
#define GROUPING_PLACE_LEFT (UINT32_MAX - 1) /* wants a seat and has none: LEFT_OUT */

struct grouping_move {
	uint32_t person;
	uint32_t to; /* a place */
};

/* What a person has to do with another one: an entry of grouping_input.pairs. */
struct grouping_tie {
	uint32_t other;
	int32_t cost;
	enum grouping_pair_kind kind;
};

struct grouping_seated {
	uint32_t venue, slot;
	uint32_t size;  /* 0 once everybody has left */
	uint32_t seats; /* size_max, or fewer at a small venue */
	uint32_t host;  /* or GROUPING_NONE */
	uint32_t fixed; /* which one of the input's, or GROUPING_NONE */
	bool is_frozen; /* that one is */
};

/* For reading. */
struct grouping_seating {
	const struct grouping_input *input;
	struct grouping_seated *tables;
	uint32_t tables_count;
	uint32_t *people;    /* [table * GROUPING_SIZE_MAX + i], ascending */
	uint32_t *place;     /* [person] */
	uint32_t *tie_first; /* [person]: into ties; one more at the end */
	struct grouping_tie *ties;
	uint32_t *glue_next; /* [person]: the next of those glued together, in a ring */
	uint32_t *fixed_of;  /* [person]: table of the input, or NONE; NULL without any */
};

/* Of the plan's groups members, slot, venue, host and (where
 * the input has fixed tables) fixed are read, of those
 * left out the person; whoever is neither is outside. input is borrowed for as long as
 * the seating is used, plan is not. ERR_INVALID, with
 * *ret_seating untouched, names what is wrong with the input, or the person, slot or
 * venue that does not exist, whoever is placed twice and the group that is over
 * GROUPING_SIZE_MAX. */
MUST_CHECK enum status grouping_seating_new(const struct grouping_input *input,
    const struct grouping_plan *plan, struct arena *arena,
    struct grouping_seating **ret_seating, struct err *err);

/* Whoever leads the table once these people (any order) are its members: its host if
 * still there, else the willing one with the least load, the first of several, or
 * GROUPING_NONE. */
uint32_t grouping_seating_host(const struct grouping_seating *seating, uint32_t table,
    const uint32_t *people, uint32_t count);

/* What the person costs there for not being at their fixed table. */
int64_t grouping_seating_stay(const struct grouping_seating *seating, uint32_t person,
    uint32_t place);

/* The moves become true, lawful or not. ERR_INVALID, with nothing changed, as
 * grouping_move_read() says, and for more than GROUPING_SIZE_MAX at a table. */
MUST_CHECK enum status grouping_seating_apply(struct grouping_seating *seating,
    const struct grouping_move *moves, uint32_t count, struct err *err);

/* Not left out or outside. */
static inline bool
grouping_seating_is_table(const struct grouping_seating *seating, uint32_t place)
{
	return place < seating->tables_count;
}

/* How many people are alone in a section that is minded: there is one bearer, and
 * somebody minds it, who can only be that one. */
static inline uint32_t
grouping_seating_alone(uint64_t once, uint64_t twice, uint64_t minding)
{
	uint64_t sections = once & ~twice & minding;
	uint32_t count = 0;

	for (; sections != 0; sections &= sections - 1)
		count++;
	return count;
}

/* Willing and below the quota. */
static inline bool
grouping_seating_leads(const struct grouping_seating *seating, uint32_t person)
{
	const struct grouping_person *p = &seating->input->people[person];

	return p->may_host && p->host_load < p->host_quota;
}

static inline uint32_t
grouping_seating_minutes(const struct grouping_seating *seating, uint32_t person,
    uint32_t venue)
{
	const struct grouping_input *input = seating->input;

	return input
	    ->minutes[(size_t)input->people[person].site * input->venues_count + venue];
}

static inline const uint32_t *
grouping_seating_people(const struct grouping_seating *seating, uint32_t table)
{
	return &seating->people[(size_t)table * GROUPING_SIZE_MAX];
}
#endif
