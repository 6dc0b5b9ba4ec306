/* config_check.h - convened --check-config: all that a start would refuse, at once,
 * without a database, as any user. */
#ifndef CONVENE_CONFIG_CHECK_H
#define CONVENE_CONFIG_CHECK_H

#include "base.h"

/* Prints the errors, each with its place, or that there is none. OK or ERR_FINDINGS. */
enum status config_check(const char *path);
#endif
