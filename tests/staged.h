/* staged.h - a published round in a database of its own (stage.sql), and a configuration
 * for the programs that serve it as their own role. */
#ifndef CONVENE_STAGED_H
#define CONVENE_STAGED_H

#include "live.h"

extern char staged_config[64]; /* path of the configuration */

/* role: the user of its conninfo. more: further sections, or "". */
void staged_setup(const char *role, const char *more);
void staged_teardown(void);

/* Only the round of stage.sql, into the database of live.h. */
void staged_load(void);

/* The token of stage.sql for "answer 1"; good until the next call but three. */
const char *staged_token(const char *words);

/* One line that tells two states of all data apart. */
const char *staged_dump(void);
#endif
