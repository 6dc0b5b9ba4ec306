/* season_json.h - a season's plan as JSON, and as people read it. */
#ifndef CONVENE_SEASON_JSON_H
#define CONVENE_SEASON_JSON_H

#include "json.h"
#include "problem.h"
#include "season_plan.h"

void season_json_add(struct json *object, const struct problem *problem,
    const struct season_plan_input *input, const struct season_plan *plan,
    double seconds);

/* What season_json_add() made. */
void season_json_show(struct text *text, const struct json *season);
#endif
