/* setting_check.h - what the settings must be together. */
#ifndef CONVENE_SETTING_CHECK_H
#define CONVENE_SETTING_CHECK_H

#include "setting.h"
#include "text.h"

/* What a value cannot say of itself: what is missing, and what does not go together. One
 * line each is added to errors. ERR_INVALID when there is any. */
MUST_CHECK enum status setting_check_all(const struct settings *settings,
    struct text *errors);
#endif
