/* unit.h - numbers as people write them: "6", "10s", "16KiB", "45.00 USD".
 * Decimal only, one reading each; the same parsers serve settings, command line and
 * requests. All refuse blanks, signs, leading zeros and what does not fit, with
 * ERR_INVALID, and leave their ret_ untouched then. */
#ifndef CONVENE_UNIT_H
#define CONVENE_UNIT_H

#include "money.h"

#include <stdint.h>

#define UNIT_TEXT_MAX 32

MUST_CHECK enum status unit_parse_count(const char *text, int64_t *ret_count,
    struct err *err);

/* "100ms", "10s", "5min", "2h", "21d": a count and one unit. "0" needs none. */
MUST_CHECK enum status unit_parse_duration(const char *text, int64_t *ret_ms,
    struct err *err);

/* The largest unit that gives a whole number; "0s" for none. Returns buf. */
const char *unit_format_duration(int64_t ms, char buf[static UNIT_TEXT_MAX]);

/* "512B", "16KiB", "1MiB", "2GiB". */
MUST_CHECK enum status unit_parse_size(const char *text, int64_t *ret_bytes,
    struct err *err);
const char *unit_format_size(int64_t bytes, char buf[static UNIT_TEXT_MAX]);

/* "45.00 USD": an amount, one blank, a currency of three capitals. */
MUST_CHECK enum status unit_parse_money(const char *text, struct money *ret_amount,
    char ret_currency[static 4], struct err *err);

/* "6..8", or "7" for 7..7. */
MUST_CHECK enum status unit_parse_range(const char *text, int64_t *ret_least,
    int64_t *ret_most, struct err *err);
#endif
