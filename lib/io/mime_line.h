/* mime_line.h - header values as lines of UTF-8; for the files of mime.h alone. */
#ifndef CONVENE_MIME_LINE_H
#define CONVENE_MIME_LINE_H

#include "arena.h"

/* The arena's, without controls, in valid UTF-8, without blanks around; NULL gives
 * NULL. */
const char *mime_line_keep(struct arena *arena, const char *value);

/* What stands in the first "<...>" of it, or NULL. */
const char *mime_line_id(struct arena *arena, const char *value);
#endif
