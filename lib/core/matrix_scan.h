/* matrix_scan.h - the inner loop of the matrix search: all candidates of two groups.
 *
 * A swap of i in group g with j in group h gains a_i + b_j - 2 d_ij, where a_i is what i
 * has to the members of h less what it has to its own, and b_j likewise. A scan asks
 * first which i would be taken with the greatest b, at no distance at all: for random
 * distances that leaves some i of a hundred, and only for those it reads distances.
 * With size bounds apart, a_i itself is what an insertion of i into h gains. Sums lie in
 * the order of seats, so all a and b of two groups are differences of neighbours.
 *
 * Equal on every path, by definition: rows and columns come in blocks of 16 seats; the
 * blocks of g in turn, from one that dice choose; one step of the dice for each block
 * gives each of its 16 rows a number u of its own (which all candidates of the row share)
 * and says at which lane rows and columns begin; the first candidate with gain > T ln u
 * is taken, and insertions come before swaps in a block. */
#ifndef CONVENE_MATRIX_SCAN_H
#define CONVENE_MATRIX_SCAN_H

#include "matrix_state.h"

#define MATRIX_LOSS_MAX 268435456.0F /* 2^28: no candidate that loses more is taken */

struct matrix_scan {
	const float *lns; /* anneal_lns() */
	float temperature;
	struct dice dice;
	/* Counted on: 16 for each block that was compared, and the candidates that were
	 * decided on, in bulk or singly, up to the one that was taken. */
	uint64_t evaluations, decided;
};

struct matrix_path {
	/* The first candidate of two groups that is taken, if any. */
	bool (*find)(struct matrix_state *state, struct matrix_scan *scan,
	    uint32_t from_group, uint32_t to_group, struct matrix_move *ret_move);
	/* sums of both groups, where `in` has taken the place of `out` in from_group, and
	 * it that of `in` in to_group; in may be the element `count`, that is none. */
	void (*exchange)(struct matrix_state *state, uint32_t from_group,
	    uint32_t to_group, uint32_t out, uint32_t in);
};

/* The machine must have it. */
const struct matrix_path *matrix_scan_path(enum cpu_path path);

extern const struct matrix_path matrix_scalar_path, matrix_neon_path, matrix_avx2_path,
    matrix_avx512_path;

/* Makes a move that find() gave, or any other lawful one with its true gain. */
void matrix_scan_apply(struct matrix_state *state, const struct matrix_path *path,
    const struct matrix_move *move);

/* What a path's find() reads of two groups, seats counted from the group's first. */
struct matrix_look {
	const struct matrix_state *state;
	uint32_t from_group, to_group;
	const int32_t *rows, *columns; /* elements of from_group, to_group */
	const int32_t *a, *b;          /* what they would have there, less own */
	int32_t b_greatest;
	uint32_t row_count, column_count, row_blocks, column_blocks;
	bool may_insert;
};

/* Always true, for find() to return. */
bool matrix_scan_insertion(const struct matrix_look *look, uint32_t row,
    struct matrix_move *ret_move);
bool matrix_scan_swap(const struct matrix_look *look, uint32_t row, uint32_t column,
    struct matrix_move *ret_move);

static inline uint32_t
matrix_scan_blocks(uint32_t size)
{
	return (size + MATRIX_LANES - 1) / MATRIX_LANES;
}

/* All but b_greatest, and what a and b point to. */
static inline struct matrix_look
matrix_scan_look(const struct matrix_state *state, uint32_t from_group, uint32_t to_group)
{
	const struct matrix_group *from = &state->groups[from_group];
	const struct matrix_group *to = &state->groups[to_group];

	return (struct matrix_look){
		.state = state,
		.from_group = from_group,
		.to_group = to_group,
		.rows = state->elements + from->first,
		.columns = state->elements + to->first,
		.a = state->a,
		.b = state->b,
		.row_count = from->size,
		.column_count = to->size,
		.row_blocks = matrix_scan_blocks(from->size),
		.column_blocks = matrix_scan_blocks(to->size),
		.may_insert = from->size > from->size_min && to->size < to->size_max,
	};
}

/* Not free, or a search among nothing but empty groups would never end. */
static inline bool
matrix_scan_nothing(struct matrix_scan *scan)
{
	scan->evaluations += MATRIX_LANES;
	return false;
}

/* The first set bit of 16 from a lane on, in a circle; mask is not 0. */
static inline uint32_t
matrix_scan_first(uint32_t mask, uint32_t from)
{
	uint32_t twice = mask | mask << 16;

	return ((uint32_t)__builtin_ctz(twice >> from) + from) & 15;
}

/* A candidate is taken when it gains more. */
static inline int32_t
matrix_scan_limit(float temperature, float ln)
{
	float loss = temperature * ln;

	return -(int32_t)(loss < MATRIX_LOSS_MAX ? loss : MATRIX_LOSS_MAX);
}

/* Of a block's rows, when the scan ends at a lane or, for lane 15 after first_row, at
 * none: that share of the candidates. */
static inline void
matrix_scan_count(const struct matrix_look *look, struct matrix_scan *scan, uint32_t at,
    uint32_t first_row, uint32_t lane)
{
	uint32_t rows = look->row_count - at < 16 ? look->row_count - at : 16;
	uint32_t share = ((lane - first_row) & 15) + 1;

	scan->decided += (uint64_t)rows * share * look->column_count / 16;
}

static inline const int32_t *
matrix_scan_distances(const struct matrix_look *look, uint32_t row)
{
	const struct matrix *matrix = look->state->matrix;

	return matrix->distances + (size_t)look->rows[row] * matrix->stride;
}
#endif
