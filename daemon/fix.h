/* fix.h - what mends a refusal: the command that its text names, or the one that goes
 * with such a failure of such a command. Pure. */
#ifndef CONVENE_FIX_H
#define CONVENE_FIX_H

#include "command.h"

#include <limits.h>

struct fix {
	char detail[sizeof(((struct err *)NULL)->text)]; /* without the command */
	char command[PATH_MAX + 40]; /* "": nothing is known to help */
};

/* command may be NULL: the request met none. config_path: the daemon's configuration. */
void fix_find(const struct command *command, const struct err *err,
    const char *config_path, struct fix *ret_fix);
#endif
