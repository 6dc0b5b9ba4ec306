/* matrix_lanes.h - matrix_scan.h's three functions, 16 lanes at once.
 *
 * A file for one kind of processor defines the type `lanes` and what is done with it here
 * (lanes_load, _store, _set, _add, _sub, _max, _greatest, _over, _gather, _limits),
 * includes this and names its path. */
#include "matrix_scan.h"

/* What a group's seats would have in another, less own; returns the greatest. */
static inline int32_t
differ(const struct matrix_state *state, uint32_t group, uint32_t into_group,
    uint32_t blocks, int32_t *differences)
{
	uint32_t first = state->groups[group].first;
	const int32_t *own = state->own + first;
	const int32_t *there = state->sums + (size_t)into_group * state->seats_count +
	    first;
	lanes greatest = lanes_set(-MATRIX_EMPTY);

	for (uint32_t at = 0; at < blocks * MATRIX_LANES; at += MATRIX_LANES) {
		lanes more = lanes_sub(lanes_load(there + at), lanes_load(own + at));

		lanes_store(differences + at, more);
		greatest = lanes_max(greatest, more);
	}
	return lanes_greatest(greatest);
}

/* The column that the row's element would change with, or MATRIX_NONE. */
static inline uint32_t
find_column(const struct matrix_look *look, uint32_t row, int32_t limit,
    uint32_t first_lane)
{
	const int32_t *distances = matrix_scan_distances(look, row);
	/* Over in b - 2 d, all the same to every column. */
	lanes least = lanes_set(limit - look->a[row]);

	for (uint32_t block = 0; block < look->column_blocks; block++) {
		uint32_t at = block * MATRIX_LANES;
		lanes d = lanes_gather(distances, lanes_load(look->columns + at));
		uint32_t mask = lanes_over(lanes_sub(lanes_load(look->b + at),
					       lanes_add(d, d)),
		    least);

		if (mask != 0)
			return at + matrix_scan_first(mask, first_lane);
	}
	return MATRIX_NONE;
}

/* One block of rows. */
static inline bool
find_in(const struct matrix_look *look, struct matrix_scan *scan, uint32_t at,
    struct matrix_move *ret_move)
{
	uint64_t random = dice_next(&scan->dice);
	const float *lns = scan->lns + (random >> 52) * MATRIX_LANES;
	uint32_t first_row = random & 15, first_column = random >> 4 & 15;
	lanes limits = lanes_limits(scan->temperature, lns);
	lanes a = lanes_load(look->a + at);
	uint32_t mask = look->may_insert ? lanes_over(a, limits) : 0;

	if (mask != 0)
		return matrix_scan_insertion(look,
		    at + matrix_scan_first(mask, first_row), ret_move);
	mask = lanes_over(lanes_add(a, lanes_set(look->b_greatest)), limits);
	mask = (mask | mask << 16) >> first_row & 0xffff;
	for (; mask != 0; mask &= mask - 1) {
		uint32_t lane = ((uint32_t)__builtin_ctz(mask) + first_row) & 15;
		uint32_t column = find_column(look, at + lane,
		    matrix_scan_limit(scan->temperature, lns[lane]), first_column);

		scan->evaluations += (uint64_t)MATRIX_LANES * look->column_blocks;
		if (column == MATRIX_NONE)
			continue;
		matrix_scan_count(look, scan, at, first_row, lane);
		return matrix_scan_swap(look, at + lane, column, ret_move);
	}
	matrix_scan_count(look, scan, at, first_row, first_row + 15);
	return false;
}

static inline bool
find(struct matrix_state *state, struct matrix_scan *scan, uint32_t from_group,
    uint32_t to_group, struct matrix_move *ret_move)
{
	struct matrix_look both = matrix_scan_look(state, from_group, to_group);

	if (both.row_count == 0)
		return matrix_scan_nothing(scan);
	(void)differ(state, from_group, to_group, both.row_blocks, state->a);
	both.b_greatest = differ(state, to_group, from_group, both.column_blocks,
	    state->b);
	uint32_t block = dice_below(&scan->dice, both.row_blocks);

	for (uint32_t k = 0; k < both.row_blocks; k++) {
		scan->evaluations += MATRIX_LANES;
		if (find_in(&both, scan, block * MATRIX_LANES, ret_move))
			return true;
		block = block + 1 < both.row_blocks ? block + 1 : 0;
	}
	return false;
}

static inline void
exchange(struct matrix_state *state, uint32_t from_group, uint32_t to_group, uint32_t out,
    uint32_t in)
{
	const struct matrix *matrix = state->matrix;
	const int32_t *out_row = matrix->distances + (size_t)out * matrix->stride;
	const int32_t *in_row = matrix->distances + (size_t)in * matrix->stride;
	int32_t *from = state->sums + (size_t)from_group * state->seats_count;
	int32_t *to = state->sums + (size_t)to_group * state->seats_count;

	for (uint32_t at = 0; at < matrix->stride; at += MATRIX_LANES)
		lanes_store(state->more + at,
		    lanes_sub(lanes_load(in_row + at), lanes_load(out_row + at)));
	for (uint32_t seat = 0; seat < state->seats_count; seat += MATRIX_LANES) {
		lanes more = lanes_gather(state->more,
		    lanes_load(state->elements + seat));

		lanes_store(from + seat, lanes_add(lanes_load(from + seat), more));
		lanes_store(to + seat, lanes_sub(lanes_load(to + seat), more));
	}
}
