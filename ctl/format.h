/* format.h - a field of an answer as people read it: the end of its name tells its form
 * (lib/core/command.h). What was stored is never printed raw: controls become \xHH. */
#ifndef CONVENE_FORMAT_H
#define CONVENE_FORMAT_H

#include "json.h"
#include "text.h"

/* object's field name: 7500000 of granted_cents is "75,000.00 USD", a time of x_at is
 * local in the object's zone (or here, when it has none), null is "-". has_currency: add
 * the object's currency to an amount. */
void format_add_value(struct text *text, const struct json *object, const char *name,
    bool has_currency);

/* The same for a spreadsheet: 75000.00, times as they came, nothing for null. is_raw
 * leaves alone what a spreadsheet would take for a formula. */
void format_add_csv(struct text *text, const struct json *object, const char *name,
    bool is_raw);

/* "granted_cents" -> "granted", "starts_at" -> "starts". */
void format_add_label(struct text *text, const char *name);

bool format_is_number(const struct json *value); /* to be shown at the right */
#endif
