/* web_check.h - convene-web --check-config: everything that a start would refuse, at
 * once, without a database, as any user. */
#ifndef CONVENE_WEB_CHECK_H
#define CONVENE_WEB_CHECK_H

#include "base.h"

/* Prints the errors, each with its place, or that there is none. OK or ERR_FINDINGS. */
enum status web_check(const char *config_path);
#endif
