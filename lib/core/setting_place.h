/* setting_place.h - which line of which file a value came from, for what is found out
 * only when all values are there. */
#ifndef CONVENE_SETTING_PLACE_H
#define CONVENE_SETTING_PLACE_H

#include "settings.h"
#include "text.h"

/* The file that settings are read from; copied. */
void setting_place_file(struct settings *settings, const char *file);

/* A value was set from this line; of a list, the first entry counts. Values that the
 * table does not know have no place. */
void setting_place_note(struct settings *settings, const char *section, const char *title,
    const char *name, int line);

/* Of two that do not go together, the one that the file sets; both: the first. */
const void *setting_place_either(const struct settings *settings, const void *first,
    const void *second);

/* Adds "FILE:LINE: what is wrong" and an end of line. field is the member of settings,
 * or of one of its relays or roles; NULL, or one that has its default: "FILE: ...".
 * Without a file, only what is wrong. */
void setting_place_tell(struct text *errors, const struct settings *settings,
    const void *field, const struct err *err);
#endif
