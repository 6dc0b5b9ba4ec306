#include "params.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

#define INT64_TEXT_MAX 21 /* "-9223372036854775808" and a NUL */

static void
add(struct params *params, char *owned)
{
	assert(params->count < PARAMS_MAX);
	params->values[params->count++] = owned;
}

void
params_text(struct params *params, const char *text)
{
	add(params, text == NULL ? NULL : alloc_text(text));
}

void
params_int(struct params *params, int64_t value)
{
	char digits[INT64_TEXT_MAX];

	snprintf(digits, sizeof digits, "%" PRId64, value);
	add(params, alloc_text(digits));
}

void
params_bool(struct params *params, bool value)
{
	add(params, alloc_text(value ? "true" : "false"));
}

void
params_take(struct params *params, struct text *text)
{
	add(params, text_take(text));
}

void
params_done(struct params *params)
{
	for (int i = 0; i < params->count; i++)
		free((char *)params->values[i]);
	params->count = 0;
}
