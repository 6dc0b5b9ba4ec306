/* grouping_state.h - a plan in the making, shared by the steps of the grouping engine.
 *
 * Whoever moves, moves as a unit: one person, or all that are glued together. A table
 * is a group with its venue and slot fixed; a unit either sits at a table or is in the
 * pool. Invariant between two calls: every table is lawful (sizes, slot, travel,
 * pairs, a host), so that a plan can be taken out at any moment. */
#ifndef CONVENE_GROUPING_STATE_H
#define CONVENE_GROUPING_STATE_H

#include "dice.h"
#include "grouping.h"
#include "grouping_pairs.h"

struct grouping_guest { /* what the inner loop wants to know of a person: 16 bytes */
	uint64_t codes; /* the attributes that have a weight, packed */
	uint32_t site;
	uint8_t minutes_max;
	uint8_t known; /* bit per byte of codes: not the unknown 0 */
	bool hosts;    /* willing and below the quota */
};

struct grouping_unit {
	uint64_t slots;     /* all that every member offered */
	int64_t left_cost;  /* of leaving it out, and of not staying */
	int64_t inner_cost; /* of the pairs inside */
	int64_t pairs_cost; /* MET and WISH with the others at its table */
	int64_t wishes;     /* the most that pairs could ever take off */
	uint32_t first;     /* its people: state->unit_people[first .. first + size) */
	uint32_t size;
	uint32_t table; /* or GROUPING_NONE: in the pool */
	uint32_t pool_at;
	uint16_t hosts;
	bool is_torn; /* members exclude each other or are more than a table takes */
};

struct grouping_table {
	uint32_t venue;
	uint32_t fixed; /* the fixed table that it was, or GROUPING_NONE */
	uint8_t slot;
	uint8_t size;
	uint8_t seats; /* size_max, or fewer at a small venue */
	uint8_t hosts;
};

struct grouping_list {
	uint32_t *items;
	uint32_t count;
};

struct grouping_stay {  /* of a person */
	uint32_t table; /* at which it costs nothing */
	int32_t cost;
};

struct grouping_state {
	const struct grouping_input *input;
	struct arena *arena;
	struct grouping_pairs pairs;
	struct grouping_guest *guests;
	struct grouping_unit *units;
	uint32_t units_count;
	uint32_t *unit_people;
	uint32_t *unit_of;           /* [person]: GROUPING_NONE at frozen tables */
	uint32_t comers;             /* people who are not at frozen tables */
	struct grouping_stay *stays; /* [person], or NULL: nobody's stay costs */
	struct grouping_table *tables;
	uint32_t tables_count, tables_max;
	uint32_t *seats; /* [table * size_max + i]: person */
	uint64_t *codes; /* beside seats */
	struct grouping_list pool;
	uint16_t *free_tables; /* [venue * slots_count + slot] */
	uint64_t *venue_slots; /* [venue]: slots in which it had tables, 0 if too small */
	uint8_t *site_minutes; /* [site]: the longest way that anyone there would go */
	uint32_t *reach_first; /* [site]: into reach; one more at the end */
	uint32_t *reach;       /* venues that some of a site reach, nearest first */
	uint32_t *attending;   /* [venue * slots_count + slot]: who could come ... */
	uint32_t *hosting;     /* ... and host, of all people */
	int32_t equal_cost[256]; /* by which bytes of two codes are equal */
	struct dice dice;
	uint64_t steps, pulsed, moves, effort;  /* of start and repair; of this run */
	const struct grouping_options *options; /* or NULL: nobody listens */
	bool has_alone, has_pulse, is_stopped;
};

/* Everybody in the pool, the dice thrown for this run. */
struct grouping_state *grouping_state_new(const struct grouping_input *input,
    uint64_t run, struct arena *arena);

/* From the pool to the table and back; lawful once all moves of the caller are done. */
void grouping_state_sit(struct grouping_state *state, uint32_t unit, uint32_t table);
void grouping_state_leave(struct grouping_state *state, uint32_t unit);

/* Opens an empty table: size_min people must follow at once. */
uint32_t grouping_state_open(struct grouping_state *state, uint32_t venue, uint32_t slot);
void grouping_state_move(struct grouping_state *state, uint32_t table, uint32_t venue,
    uint32_t slot);

static inline uint32_t
grouping_state_minutes(const struct grouping_state *state, uint32_t person,
    uint32_t venue)
{
	size_t row = (size_t)state->guests[person].site * state->input->venues_count;

	return state->input->minutes[row + venue];
}

/* Every member offered the slot and reaches the venue. */
static inline bool
grouping_state_reaches(const struct grouping_state *state, uint32_t unit, uint32_t venue)
{
	const struct grouping_unit *u = &state->units[unit];

	for (uint32_t i = u->first; i < u->first + u->size; i++) {
		uint32_t person = state->unit_people[i];

		if (grouping_state_minutes(state, person, venue) >
		    state->guests[person].minutes_max)
			return false;
	}
	return true;
}

static inline bool
grouping_state_fits(const struct grouping_state *state, uint32_t unit, uint32_t venue,
    uint32_t slot)
{
	const struct grouping_unit *u = &state->units[unit];

	return (u->slots >> slot & 1) != 0 && !u->is_torn &&
	    grouping_state_reaches(state, unit, venue);
}

static inline size_t
grouping_state_cell(const struct grouping_state *state, uint32_t venue, uint32_t slot)
{
	return (size_t)venue * state->input->slots_count + slot;
}

/* For each bit of a mask: slot = next, until there is none (GROUPING_SLOTS_MAX). */
static inline uint32_t
grouping_state_next_slot(uint64_t *mask)
{
	if (*mask == 0)
		return GROUPING_SLOTS_MAX;
	uint32_t slot = (uint32_t)__builtin_ctzll(*mask);

	*mask &= *mask - 1;
	return slot;
}
#endif
