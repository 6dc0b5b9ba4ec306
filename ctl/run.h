/* run.h - one command from its words to its exit code. */
#ifndef CONVENE_RUN_COMMAND_H
#define CONVENE_RUN_COMMAND_H

#include "arguments.h"

/* Prints the answer or the reason why there is none. The status is the exit code. */
enum status run_command(const struct arguments *arguments);
#endif
