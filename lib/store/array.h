/* array.h - a PostgreSQL array as text, for one parameter `unnest($n::type[])`. */
#ifndef CONVENE_ARRAY_H
#define CONVENE_ARRAY_H

#include "text.h"

/* Between start and finish the text takes elements only. What was there before start
 * stays, so that one text may be cleared and used again. */
void array_start(struct text *array);
void array_add_text(struct text *array, const char *value); /* NULL: SQL NULL */
void array_add_int64(struct text *array, int64_t value);
void array_add_bool(struct text *array, bool value);
void array_add_null(struct text *array);
void array_finish(struct text *array);
#endif
