/* verify.h - is a plan what it says? Recomputes every rule and the score from the files,
 * by names and texts, slowly and simply. Shares nothing with the engine, nor with what
 * prepares its input or writes its plans: it is there to disagree. */
#ifndef CONVENE_VERIFY_H
#define CONVENE_VERIFY_H

#include "json.h"
#include "rules.h"
#include "sheets.h"

struct verify_basis {
	const struct sheets *sheets;
	const struct rules *rules;
	uint32_t size_min, size_max;
};

#define VERIFY_TOLD_MAX 100

/* All rounds of a plan. Adds a sentence a line to findings for each of the first
 * VERIFY_TOLD_MAX things that are not so, and returns how many there were. */
size_t verify_plan(const struct json *plan, const struct verify_basis *basis,
    struct text *findings);
#endif
