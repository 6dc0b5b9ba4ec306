/* matrix.h - groups of elements whose distances are given one by one: the greatest sum of
 * distances inside groups, sizes within bounds (the maximally diverse grouping problem).
 * For small rosters with odd wishes, and for the public benchmark files of OptSicom
 * (Gallego, Laguna, Marti, Duarte 2013); Schulz 2022, doi 10.1007/s10479-022-04707-2, on
 * what exact methods reach; Yang et al. 2022, EJOR 302:925, on the best search before.
 *
 * Pure: the same input, seed and effort give the same plan, byte for byte, on every
 * machine and every path through the inner loop (cpu.h). Distances and sums are whole
 * thousandths. */
#ifndef CONVENE_MATRIX_H
#define CONVENE_MATRIX_H

#include "arena.h"
#include "base.h"
#include "cpu.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define MATRIX_COUNT_MAX 8192
#define MATRIX_EFFORT_MAX UINT64_C(100000000000000)

/* What matrix_file_parse() makes of a file; borrowed and unchanged while runs use it. */
struct matrix {
	uint32_t count; /* elements, 1 to MATRIX_COUNT_MAX */
	uint32_t groups_count;
	uint32_t stride;          /* of a row; over count, the rest of the row is 0 */
	const int32_t *distances; /* [i * stride + j], both ways round; row count is 0 */
	const uint32_t *size_min, *size_max; /* [group] */
};

struct matrix_input {
	const struct matrix *matrix;
	uint64_t seed;
	/* Candidates to evaluate, in blocks of 16, MATRIX_EFFORT_MAX at most; those that
	 * a bound excludes in bulk are not counted, nor is the making of moves. 0: the
	 * first local optimum. A second of one core with AVX-512 takes 0.6e9 to 1.8e9. */
	uint64_t effort;
	enum cpu_path path; /* cpu_best(), unless a test asks for another */
};

struct matrix_progress {
	uint32_t run;
	uint64_t evaluations; /* by this run */
	uint64_t effort;      /* of this run */
	int64_t objective;    /* as the groups stand; an anneal goes down and up */
};

struct matrix_options {
	const atomic_bool
	    *stop; /* or NULL; true ends each run soon, at a local optimum */
	/* Or NULL; every few million evaluations, in the thread that makes the run. */
	void (*progress)(const struct matrix_progress *progress, void *arg);
	void *arg;
};

struct matrix_plan {
	uint32_t *group_of; /* [element], in the arena */
	int64_t objective;  /* thousandths */
	uint64_t evaluations;
	uint32_t run;      /* the one that found it */
	bool is_truncated; /* the stop flag ended it: another time it may differ */
};

/* How many runs share the effort: 1 or more, of nothing but the input. */
uint32_t matrix_runs(const struct matrix_input *input);

/* One of them, 0 to matrix_runs() - 1. Touches nothing but the arena: several may run in
 * threads, each with an arena of its own. options may be NULL. */
void matrix_run(const struct matrix_input *input, const struct matrix_options *options,
    uint32_t run, struct arena *arena, struct matrix_plan *ret_plan);

/* Whether a wins: by objective, then by run. */
bool matrix_is_better(const struct matrix_plan *a, const struct matrix_plan *b);

/* All runs one after another; ret_plan has the winner and the evaluations of all. */
void matrix_form(const struct matrix_input *input, const struct matrix_options *options,
    struct arena *arena, struct matrix_plan *ret_plan);
#endif
