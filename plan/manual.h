/* manual.h - --help, --version and help. */
#ifndef CONVENE_MANUAL_H
#define CONVENE_MANUAL_H

#include "base.h"

#include <stdbool.h>

bool manual_is_wanted(const char *const *words, size_t count);
enum status manual_print(const char *const *words, size_t count);

/* Before any "--". */
bool manual_has_word(const char *const *words, size_t count, const char *word);
#endif
