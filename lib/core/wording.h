/* wording.h - numbers as people say them, in English. */
#ifndef CONVENE_WORDING_H
#define CONVENE_WORDING_H

#include "money.h"
#include "text.h"

/* "no colleagues", "one colleague", "six colleagues", "13 colleagues". */
void wording_add_count(int64_t count, const char *one, const char *many,
    struct text *text);

/* "about two hours", "about an hour and a half", "about 50 minutes"; minutes above 0. */
void wording_add_duration(int64_t minutes, struct text *text);

/* "$45", "$45.50", "CAD 25"; currency is ISO 4217. */
void wording_add_money(struct money money, const char *currency, struct text *text);
#endif
