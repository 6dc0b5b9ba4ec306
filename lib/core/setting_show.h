/* setting_show.h - settings written: in force, what changed, the sample file. */
#ifndef CONVENE_SETTING_SHOW_H
#define CONVENE_SETTING_SHOW_H

#include "setting.h"
#include "text.h"

/* The value in force, as one would write it in the file, without quotes. */
void setting_show_value(struct text *text, const struct settings *settings,
    const struct setting *setting, size_t index);

/* "database connections, web listen": what differs and needs a restart. */
void setting_show_restarts(struct text *text, const struct settings *in_force,
    const struct settings *wanted);

/* etc/convene.conf.example: what must be set, then all the rest as comments. */
void setting_show_sample(struct text *text);
#endif
