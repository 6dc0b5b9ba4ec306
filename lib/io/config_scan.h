/* config_scan.h - looks at a configuration file before libconfuse does, for what that
 * takes without a word. */
#ifndef CONVENE_CONFIG_SCAN_H
#define CONVENE_CONFIG_SCAN_H

#include "base.h"

#include <stdbool.h>

typedef void config_scan_fn(int line, const char *text, void *arg);

/* Tells each fault: controls, bad UTF-8, an unset ${NAME}, an escape that makes a NUL,
 * braces or strings without an end. False when libconfuse must not see the text. */
bool config_scan_bytes(const char *bytes, size_t length, config_scan_fn *complain,
    void *arg);
#endif
