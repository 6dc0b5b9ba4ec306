/* grouping_trial.h - random questions about the repair of a seating, and what is true of
 * every answer. */
#ifndef CONVENE_GROUPING_TRIAL_H
#define CONVENE_GROUPING_TRIAL_H

#include "grouping_repair.h"
#include "grouping_seats.h"

struct grouping_trial {
	struct arena arena;
	struct dice dice;
	struct grouping_seating *seating;
	struct grouping_candidate candidates[GROUPING_SEATS_PEOPLE_MAX];
	bool notified[GROUPING_SEATS_PEOPLE_MAX];
	struct grouping_repair_request request; /* somebody leaves */
	struct grouping_repairs repairs;        /* for the caller */
};

/* The caller frees the arena, also when this is false: nobody sits anywhere. */
bool grouping_trial_begin(struct grouping_trial *trial, uint64_t seed);

/* The repair leaves a lawful plan, costs by each term what it says, from scratch, and
 * moves as many as it says. */
void grouping_trial_check(struct grouping_trial *trial,
    const struct grouping_repair *repair, uint64_t seed);

struct grouping_best {
	uint32_t priority;
	int64_t cost;
	uint32_t count; /* of lawful ones; 0: nothing else is filled in */
};

/* Counts the moves if they are lawful, and keeps what they cost if they are the best. */
void grouping_trial_try(const struct grouping_trial *trial,
    const struct grouping_move *moves, uint32_t count, uint32_t priority,
    struct grouping_best *best);
#endif
