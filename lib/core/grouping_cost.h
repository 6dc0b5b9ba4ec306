/* grouping_cost.h - what it costs when units come to a table or leave it: O(attributes)
 * per pair of people who are at that table before or after. */
#ifndef CONVENE_GROUPING_COST_H
#define CONVENE_GROUPING_COST_H

#include "grouping_desk.h"
#include "grouping_state.h"

/* `in` comes, `out` leaves; either may be GROUPING_NONE, and is away or there before. */
struct grouping_change {
	uint32_t table;
	uint32_t in, out;
};

/* Who stays. */
struct grouping_rest {
	uint64_t codes[GROUPING_SIZE_MAX];
	uint32_t people[GROUPING_SIZE_MAX];
	uint32_t count;
};

/* Packs the attributes and their weights into the state. */
void grouping_cost_init(struct grouping_state *state);

/* The same for the lanes of a desk. */
void grouping_cost_worth(const struct grouping_state *state,
    struct grouping_worth *ret_worth);

/* Sizes, slot, travel and a host would be lawful; asks for no pair. */
bool grouping_cost_allows(const struct grouping_state *state,
    const struct grouping_change *change);

void grouping_cost_rest(const struct grouping_state *state,
    const struct grouping_change *change, struct grouping_rest *ret_rest);

/* The difference in who sits alone when `in` comes to those who stay and `out` leaves. */
int64_t grouping_cost_alone(const struct grouping_state *state,
    const struct grouping_rest *rest, uint32_t in, uint32_t out);

/* All but MET and WISH with those who stay. Fills *ret_rest. */
int64_t grouping_cost_cheap(const struct grouping_state *state,
    const struct grouping_change *change, struct grouping_rest *ret_rest);

/* MET and WISH of the unit with those who stay, or false: a pair must not meet. */
bool grouping_cost_pairs(const struct grouping_state *state, uint32_t unit,
    const struct grouping_rest *rest, int64_t *ret_cost);

/* The whole difference, or false if the change is unlawful. */
bool grouping_cost_change(const struct grouping_state *state,
    const struct grouping_change *change, int64_t *ret_cost);

/* Of what one person has in common with others. */
int64_t grouping_cost_with(const struct grouping_state *state, uint32_t person,
    const uint64_t *codes, uint32_t count);

int64_t grouping_cost_travel(const struct grouping_state *state, uint32_t unit,
    uint32_t venue);

/* Of the unit's people who would not be where they were, at the table or in the pool. */
int64_t grouping_cost_stay(const struct grouping_state *state, uint32_t unit,
    uint32_t table);

/* From scratch, for progress and for the tests that check the differences. */
int64_t grouping_cost_total(const struct grouping_state *state);
#endif
