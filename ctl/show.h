/* show.h - one object as people read it: a line for each field, tables for its lists. */
#ifndef CONVENE_SHOW_H
#define CONVENE_SHOW_H

#include "json.h"
#include "text.h"

/* "done" comes first, as a sentence. */
void show_add(struct text *text, const struct json *object, bool has_color);
#endif
