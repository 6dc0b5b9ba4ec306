/* usage.h - convenectl help, --help and --version. */
#ifndef CONVENE_USAGE_H
#define CONVENE_USAGE_H

#include "arguments.h"

/* Does the command line ask for an explanation, of itself or by "help"? */
bool usage_is_wanted(const struct arguments *arguments);

/* Explains the command that the words name, the verbs of a noun, or everything. */
enum status usage_print(const struct arguments *arguments);
#endif
