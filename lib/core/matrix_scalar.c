/* The plain version: what the others are measured by, in bytes and in speed. */
#include "matrix_scan.h"

static int32_t
differ(const struct matrix_state *state, uint32_t group, uint32_t into_group,
    int32_t *differences)
{
	const struct matrix_group *members = &state->groups[group];
	const int32_t *own = state->own + members->first;
	const int32_t *there = state->sums + (size_t)into_group * state->seats_count +
	    members->first;
	int32_t greatest = -MATRIX_EMPTY;

	for (uint32_t i = 0; i < members->size; i++) {
		differences[i] = there[i] - own[i];
		greatest = differences[i] > greatest ? differences[i] : greatest;
	}
	return greatest;
}

static uint32_t
find_column(const struct matrix_look *look, uint32_t row, int32_t limit,
    uint32_t first_lane)
{
	const int32_t *distances = matrix_scan_distances(look, row);
	int32_t a = look->a[row];

	for (uint32_t at = 0; at < look->column_count; at += MATRIX_LANES) {
		for (uint32_t k = 0; k < MATRIX_LANES; k++) {
			uint32_t column = at + ((first_lane + k) & 15);

			if (column < look->column_count &&
			    a + look->b[column] - 2 * distances[look->columns[column]] >
				limit)
				return column;
		}
	}
	return MATRIX_NONE;
}

static bool
find_insertion(const struct matrix_look *look, const struct matrix_scan *scan,
    const float *lns, uint32_t at, uint32_t first_lane, struct matrix_move *ret_move)
{
	for (uint32_t k = 0; k < MATRIX_LANES; k++) {
		uint32_t lane = (first_lane + k) & 15;

		if (at + lane < look->row_count &&
		    look->a[at + lane] > matrix_scan_limit(scan->temperature, lns[lane]))
			return matrix_scan_insertion(look, at + lane, ret_move);
	}
	return false;
}

static bool
find_in(const struct matrix_look *look, struct matrix_scan *scan, uint32_t at,
    struct matrix_move *ret_move)
{
	uint64_t random = dice_next(&scan->dice);
	const float *lns = scan->lns + (random >> 52) * MATRIX_LANES;
	uint32_t first_row = random & 15, first_column = random >> 4 & 15;

	if (look->may_insert && find_insertion(look, scan, lns, at, first_row, ret_move))
		return true;
	for (uint32_t k = 0; k < MATRIX_LANES; k++) {
		uint32_t lane = (first_row + k) & 15, row = at + lane;
		int32_t limit = matrix_scan_limit(scan->temperature, lns[lane]);

		if (row >= look->row_count || look->a[row] + look->b_greatest <= limit)
			continue;
		uint32_t column = find_column(look, row, limit, first_column);

		scan->evaluations += (uint64_t)MATRIX_LANES * look->column_blocks;
		if (column == MATRIX_NONE)
			continue;
		matrix_scan_count(look, scan, at, first_row, lane);
		return matrix_scan_swap(look, row, column, ret_move);
	}
	matrix_scan_count(look, scan, at, first_row, first_row + 15);
	return false;
}

static bool
find(struct matrix_state *state, struct matrix_scan *scan, uint32_t from_group,
    uint32_t to_group, struct matrix_move *ret_move)
{
	struct matrix_look both = matrix_scan_look(state, from_group, to_group);

	if (both.row_count == 0)
		return matrix_scan_nothing(scan);
	(void)differ(state, from_group, to_group, state->a);
	both.b_greatest = differ(state, to_group, from_group, state->b);
	uint32_t block = dice_below(&scan->dice, both.row_blocks);

	for (uint32_t k = 0; k < both.row_blocks; k++) {
		scan->evaluations += MATRIX_LANES;
		if (find_in(&both, scan, block * MATRIX_LANES, ret_move))
			return true;
		block = block + 1 < both.row_blocks ? block + 1 : 0;
	}
	return false;
}

static void
exchange(struct matrix_state *state, uint32_t from_group, uint32_t to_group, uint32_t out,
    uint32_t in)
{
	const struct matrix *matrix = state->matrix;
	const int32_t *out_row = matrix->distances + (size_t)out * matrix->stride;
	const int32_t *in_row = matrix->distances + (size_t)in * matrix->stride;
	int32_t *from = state->sums + (size_t)from_group * state->seats_count;
	int32_t *to = state->sums + (size_t)to_group * state->seats_count;

	for (uint32_t g = 0; g < state->groups_count; g++) {
		uint32_t first = state->groups[g].first;

		for (uint32_t seat = first; seat < first + state->groups[g].size;
		     seat++) {
			int32_t element = state->elements[seat];
			int32_t more = in_row[element] - out_row[element];

			from[seat] += more;
			to[seat] -= more;
		}
	}
}

const struct matrix_path matrix_scalar_path = { find, exchange };
