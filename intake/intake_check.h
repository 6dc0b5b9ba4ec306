/* intake_check.h - convene-intake --check-config: all that a start would refuse, at once,
 * without a database, as any user. */
#ifndef CONVENE_INTAKE_CHECK_H
#define CONVENE_INTAKE_CHECK_H

#include "base.h"

/* Prints the errors, each with its place, or that there is none. OK or ERR_FINDINGS. */
enum status intake_check(const char *config_path);
#endif
