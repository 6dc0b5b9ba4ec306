/* told.h - what a command says at its end: what went wrong, with the lines of the files
 * and the fix, to standard error; with --json as problem+json to standard output. */
#ifndef CONVENE_TOLD_H
#define CONVENE_TOLD_H

#include "text.h"

/* lines (or NULL): what is wrong in files, a line each. fix may be NULL. Returns err's
 * status, which is the exit code. */
enum status told_refusal(const struct err *err, const struct text *lines, const char *fix,
    bool is_json);

/* Whether words on a terminal may be bold or coloured. */
bool told_has_color(void);

void told_print(const struct text *text); /* main looks at stdout at the end */
#endif
