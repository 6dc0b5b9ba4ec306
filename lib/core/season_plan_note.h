/* season_plan_note.h - what there is to say about a season's plan. */
#ifndef CONVENE_SEASON_PLAN_NOTE_H
#define CONVENE_SEASON_PLAN_NOTE_H

#include "season_plan.h"

/* Fills the notes of a plan that has all the rest. */
void season_plan_note_list(const struct season_plan_input *input, struct arena *arena,
    struct season_plan *plan);
#endif
