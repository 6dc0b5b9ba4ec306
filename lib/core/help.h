/* help.h - the command table in words: for the terminal, and for the manual's check. */
#ifndef CONVENE_HELP_H
#define CONVENE_HELP_H

#include "command.h"
#include "text.h"

/* "round form SEASON/N [--seed N] [--dry-run] ...", one line. */
void help_add_synopsis(struct text *text, const struct command *command);

/* Everything about one command of a program. */
void help_add_command(struct text *text, const char *program,
    const struct command *command);

/* A line for each command of a noun, or of all with NULL. */
void help_add_overview(struct text *text, const char *noun);
#endif
