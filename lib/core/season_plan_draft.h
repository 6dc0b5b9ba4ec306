/* season_plan_draft.h - a season's plan in the making: every round's tables with their
 * seats, shared by the methods of season_plan.h. */
#ifndef CONVENE_SEASON_PLAN_DRAFT_H
#define CONVENE_SEASON_PLAN_DRAFT_H

#include "season_plan.h"

struct season_plan_table {
	uint32_t *seats; /* size_max of them */
	uint32_t size, slot, venue;
};

struct season_plan_week {
	struct season_plan_table *tables;
	uint32_t tables_count;
};

struct season_plan_draft {
	const struct season_plan_input *input;
	struct season_plan_week weeks[SEASON_PLAN_ROUNDS_MAX];
	enum season_plan_method method;
	uint32_t field;
	uint64_t moves;
	bool truncated;
};

/* Room for so many tables, all empty; those before are forgotten. */
void season_plan_draft_open(struct season_plan_draft *draft, uint32_t week,
    uint32_t tables_count, struct arena *arena);

/* With tables of its own for all of the other's, and the same people at them. */
struct season_plan_draft *season_plan_draft_twin(const struct season_plan_draft *draft,
    struct arena *arena);

/* Only where the people sit and the tables stand: to is a twin of from. */
void season_plan_draft_copy(struct season_plan_draft *to,
    const struct season_plan_draft *from);

static inline void
season_plan_draft_sit(struct season_plan_table *table, uint32_t person)
{
	table->seats[table->size++] = person;
}

static inline bool
season_plan_draft_comes(const struct season_plan_input *input, uint32_t person,
    uint32_t week)
{
	return input->comes == NULL || (input->comes[person] >> week & 1) != 0;
}

/* The person offered the slot and would go to the venue. */
static inline bool
season_plan_draft_reaches(const struct grouping_input *round, uint32_t person,
    uint32_t venue, uint32_t slot)
{
	const struct grouping_person *p = &round->people[person];

	return (p->slots >> slot & 1) != 0 &&
	    round->minutes[(size_t)p->site * round->venues_count + venue] <=
	    p->travel_minutes_max;
}

/* Rounds, repeats, who is left and the notes. */
void season_plan_draft_write(const struct season_plan_draft *draft, struct arena *arena,
    struct season_plan *ret_plan);
#endif
