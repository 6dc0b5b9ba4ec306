/* grouping_work.h - a search in pieces that threads share out: each region of each run.
 * The plan is that of grouping_form(), whoever does which piece.
 *
 * Regions share no venue, so each is a problem of its own; runs begin elsewhere, and the
 * best one wins, the first of equals. */
#ifndef CONVENE_GROUPING_WORK_H
#define CONVENE_GROUPING_WORK_H

#include "grouping.h"

struct grouping_work;

/* The input must be right, grouping_input_check(), and live as long. */
struct grouping_work *grouping_work_new(const struct grouping_input *input);
void grouping_work_free(struct grouping_work **workp); /* NULL is fine */

uint32_t grouping_work_count(const struct grouping_work *work);

/* A piece, from 0, once, in any thread; those before it had better be begun. Progress
 * tells of the piece alone. With the stop flag up no further run is begun, but every
 * region of the first one gets its first tables. options may be NULL. */
void grouping_work_do(struct grouping_work *work, uint32_t piece,
    const struct grouping_options *options);

/* Adds what a piece told to the rest: the whole as it stands, the best run of those that
 * have begun. Never in two threads at once. */
void grouping_work_tell(struct grouping_work *work, uint32_t piece,
    const struct grouping_progress *progress, struct grouping_progress *ret_whole);

/* Every region of some run is done. */
bool grouping_work_has_plan(const struct grouping_work *work);

/* Once nobody does any more, and there is a plan; in the arena. */
struct grouping_plan grouping_work_join(const struct grouping_work *work,
    struct arena *arena);
#endif
