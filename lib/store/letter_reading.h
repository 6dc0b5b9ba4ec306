/* letter_reading.h - from a letter's content to its values, field by field; for
 * letter_facts.c and letter_more.c. */
#ifndef CONVENE_LETTER_READING_H
#define CONVENE_LETTER_READING_H

#include "json.h"
#include "template_value.h"
#include "zone.h"

struct letter_reading {
	const struct json *content;
	const struct zone *zone; /* NULL: the content names none */
	struct arena *arena;
	struct template_value *values;
	struct err *err;
};

/* NULL puts none. */
void letter_reading_put(struct letter_reading *reading, const char *name,
    const char *text);

/* A field under the name that templates have for it; a missing one is put as none.
 * ret_text may be NULL. */
MUST_CHECK enum status letter_reading_text(struct letter_reading *reading,
    const char *field, const char *name, const char **ret_text);

/* Seconds, in words; a missing one is not put. ERR_INVALID: no such second, no zone. */
MUST_CHECK enum status letter_reading_time(struct letter_reading *reading,
    const char *field, enum zone_form form, const char *name);

void letter_reading_put_time(struct letter_reading *reading, int64_t at_s,
    enum zone_form form, const char *name);

/* Seconds that any calendar has: zone_add_time() asks for it. */
bool letter_reading_is_time(int64_t at_s);

/* What only some kinds of letters say: a change, a card, an offer, a season, a claim. */
MUST_CHECK enum status letter_more_read(struct letter_reading *reading);
#endif
