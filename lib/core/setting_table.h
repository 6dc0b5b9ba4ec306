/* setting_table.h - the rows of settings, for setting_*.c; others see setting_table(). */
#ifndef CONVENE_SETTING_TABLE_H
#define CONVENE_SETTING_TABLE_H

#include "setting.h"

extern const struct setting setting_rows[];
extern const size_t setting_row_count;

/* NULL: there is none of that name, or it has no title, or needs one. */
const struct setting *setting_find(const char *section, const char *title,
    const char *name);

/* The struct that holds the settings of this section and index: settings itself, or a
 * relay's or role's. NULL: there is no such one. */
const void *setting_table_home(const struct settings *settings, const char *section,
    size_t index);
#endif
