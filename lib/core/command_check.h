/* command_check.h - what one argument of a command cannot say of itself: a check for a
 * row of the table. ERR_INVALID says what is wrong and what helps. */
#ifndef CONVENE_COMMAND_CHECK_H
#define CONVENE_COMMAND_CHECK_H

#include "inputs.h"

MUST_CHECK enum status command_check_season(const struct inputs *values, struct err *err);
MUST_CHECK enum status command_check_change(const struct inputs *values, struct err *err);
MUST_CHECK enum status command_check_fund(const struct inputs *values, struct err *err);
MUST_CHECK enum status command_check_move(const struct inputs *values, struct err *err);
MUST_CHECK enum status command_check_one_or_all(const struct inputs *values,
    struct err *err);
MUST_CHECK enum status command_check_recall(const struct inputs *values, struct err *err);
MUST_CHECK enum status command_check_settle(const struct inputs *values, struct err *err);
MUST_CHECK enum status command_check_mode(const struct inputs *values, struct err *err);
#endif
