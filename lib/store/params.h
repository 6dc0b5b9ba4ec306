/* params.h - the parameters of one statement, as text, in the order of $1, $2 ... */
#ifndef CONVENE_PARAMS_H
#define CONVENE_PARAMS_H

#include "base.h"
#include "text.h"

#include <stdbool.h>
#include <stdint.h>

#define PARAMS_MAX 24

/* All zero is none. Values are owned until params_done(), or until a step of struct db
 * takes them (takes_params). */
struct params {
	const char *values[PARAMS_MAX];
	int count;
};

void params_text(struct params *params, const char *text); /* copied; NULL is SQL NULL */
void params_int(struct params *params, int64_t value);
void params_bool(struct params *params, bool value);

/* An array literal or JSON that was built already; the text is empty afterwards. */
void params_take(struct params *params, struct text *text);

/* For CLEANUP(). */
void params_done(struct params *params);
#endif
