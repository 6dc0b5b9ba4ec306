/* display.h - a plan as people read it. */
#ifndef CONVENE_DISPLAY_H
#define CONVENE_DISPLAY_H

#include "json.h"
#include "sheets.h"

/* What outcome_add() made, of one round or of several. */
void display_plan(struct text *text, const struct json *plan,
    const struct sheets *sheets);
#endif
