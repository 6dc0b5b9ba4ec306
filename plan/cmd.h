/* cmd.h - the commands: arguments in, an exit code out. Each says itself what went wrong
 * (told.h). */
#ifndef CONVENE_CMD_H
#define CONVENE_CMD_H

#include "inputs.h"
#include "solve.h"

typedef enum status cmd_fn(const struct inputs *values);

cmd_fn cmd_groups;
cmd_fn cmd_matrix;
cmd_fn cmd_explain;
cmd_fn cmd_season;
cmd_fn cmd_check;

/* The options that every search has. ERR_INVALID: --seconds is no number of them. */
MUST_CHECK enum status cmd_read_order(const struct inputs *values,
    struct solve_order *ret_order, struct err *err);
#endif
