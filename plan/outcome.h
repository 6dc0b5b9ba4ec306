/* outcome.h - a plan of people as JSON, and back. */
#ifndef CONVENE_OUTCOME_H
#define CONVENE_OUTCOME_H

#include "json.h"
#include "problem.h"
#include "solve.h"

/* One round: groups, left_out, cost ... digest. */
void outcome_add(struct json *object, const struct problem *problem,
    const struct solve_result *result);

/* What `check` needs to make the problem again: files with their digests, sizes. */
void outcome_add_basis(struct json *object, const struct problem *problem);

struct outcome_basis {
	const char *paths[SHEETS_COUNT]; /* borrowed, as rules, from the JSON */
	const char *rules;
	const char *sha256s[SHEETS_COUNT];
	const char *rules_sha256;
	const char *matrix, *matrix_sha256;
	uint32_t size_min, size_max;
	uint32_t invented; /* sheets_invent(); 0: there is a roster */
};

MUST_CHECK enum status outcome_read_basis(const struct json *plan,
    struct outcome_basis *ret_basis, struct err *err);

/* The same of a plan of `matrix`: its file. */
MUST_CHECK enum status outcome_read_matrix(const struct json *plan,
    struct outcome_basis *ret_basis, struct err *err);

/* Of one round: groups with members, slot, venue and host, those left out, bounds; into
 * the arena. ERR_INVALID names the field, also for a person, evening or venue that the
 * problem does not have. */
MUST_CHECK enum status outcome_read(const struct json *round,
    const struct problem *problem, struct arena *arena, struct grouping_plan *ret_plan,
    struct err *err);
#endif
