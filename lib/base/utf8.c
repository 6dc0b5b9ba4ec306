#include "utf8.h"

#include <stdint.h>

/* Lead bytes, and what the byte after them may be: this keeps out overlong forms,
 * surrogates and what lies above U+10FFFF (RFC 3629, section 4). */
static const struct {
	uint8_t lead_least, lead_most;
	uint8_t next_least, next_most;
	uint8_t length;
} forms[] = {
	{ 0x00, 0x7F, 0, 0, 1 },
	{ 0xC2, 0xDF, 0x80, 0xBF, 2 },
	{ 0xE0, 0xE0, 0xA0, 0xBF, 3 },
	{ 0xE1, 0xEC, 0x80, 0xBF, 3 },
	{ 0xED, 0xED, 0x80, 0x9F, 3 },
	{ 0xEE, 0xEF, 0x80, 0xBF, 3 },
	{ 0xF0, 0xF0, 0x90, 0xBF, 4 },
	{ 0xF1, 0xF3, 0x80, 0xBF, 4 },
	{ 0xF4, 0xF4, 0x80, 0x8F, 4 },
};

/* 0 when no whole character starts here. */
static size_t
character_length(const uint8_t *at, size_t left)
{
	for (size_t i = 0; i < COUNT_OF(forms); i++) {
		if (at[0] < forms[i].lead_least || at[0] > forms[i].lead_most)
			continue;
		if (left < forms[i].length)
			return 0;
		if (forms[i].length > 1 &&
		    (at[1] < forms[i].next_least || at[1] > forms[i].next_most))
			return 0;
		for (size_t more = 2; more < forms[i].length; more++)
			if ((at[more] & 0xC0) != 0x80)
				return 0;
		return forms[i].length;
	}
	return 0;
}

size_t
utf8_valid_length(const char *bytes, size_t length)
{
	const uint8_t *text = (const uint8_t *)bytes;
	size_t valid = 0;

	while (valid < length) {
		size_t step = character_length(text + valid, length - valid);

		if (step == 0)
			break;
		valid += step;
	}
	return valid;
}
