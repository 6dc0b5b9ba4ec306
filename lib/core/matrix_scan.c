#include "matrix_scan.h"

#include <assert.h>

static const struct matrix_path *const paths[] = {
	[CPU_SCALAR] = &matrix_scalar_path,
#ifdef HAVE_NEON
	[CPU_NEON] = &matrix_neon_path,
#endif
#ifdef HAVE_AVX2
	[CPU_AVX2] = &matrix_avx2_path,
#endif
#ifdef HAVE_AVX512
	[CPU_AVX512] = &matrix_avx512_path,
#endif
};

const struct matrix_path *
matrix_scan_path(enum cpu_path path)
{
	assert(cpu_has(path));
	return paths[path];
}

static uint32_t
blocks_of(const struct matrix_group *group)
{
	return (group->size + MATRIX_LANES - 1) / MATRIX_LANES;
}

struct matrix_look
matrix_scan_look(const struct matrix_state *state, uint32_t from_group, uint32_t to_group)
{
	const struct matrix_group *from = &state->groups[from_group];
	const struct matrix_group *to = &state->groups[to_group];
	size_t seats = state->seats_count;

	return (struct matrix_look){
		.state = state,
		.from_group = from_group,
		.to_group = to_group,
		.a_sums = state->sums + to_group * seats + from->first,
		.a_own = state->own + from->first,
		.b_sums = state->sums + from_group * seats + to->first,
		.b_own = state->own + to->first,
		.rows = state->elements + from->first,
		.columns = state->elements + to->first,
		.row_blocks = blocks_of(from),
		.column_blocks = blocks_of(to),
		.may_insert = from->size > from->size_min && to->size < to->size_max,
	};
}

bool
matrix_scan_insertion(const struct matrix_look *look, uint32_t row,
    struct matrix_move *ret_move)
{
	const struct matrix_group *from = &look->state->groups[look->from_group];
	const struct matrix_group *to = &look->state->groups[look->to_group];

	*ret_move = (struct matrix_move){ look->from_group, look->to_group,
		from->first + row, to->first + to->size,
		look->a_sums[row] - look->a_own[row] };
	return true;
}

bool
matrix_scan_swap(const struct matrix_look *look, uint32_t row, uint32_t column,
    struct matrix_move *ret_move)
{
	int32_t distance = matrix_scan_distances(look, row)[look->columns[column]];

	*ret_move = (struct matrix_move){ look->from_group, look->to_group,
		look->state->groups[look->from_group].first + row,
		look->state->groups[look->to_group].first + column,
		look->a_sums[row] - look->a_own[row] + look->b_sums[column] -
		    look->b_own[column] - 2 * distance };
	return true;
}

static void
trade_seats(struct matrix_state *state, uint32_t one, uint32_t other)
{
	int32_t element = state->elements[one];

	state->elements[one] = state->elements[other];
	state->elements[other] = element;
	for (uint32_t g = 0; g < state->groups_count; g++) {
		int32_t *sums = state->sums + (size_t)g * state->seats_count;
		int32_t sum = sums[one];

		sums[one] = sums[other];
		sums[other] = sum;
	}
}

static void
copy_own(struct matrix_state *state, uint32_t g)
{
	const struct matrix_group *group = &state->groups[g];
	const int32_t *sums = state->sums + (size_t)g * state->seats_count + group->first;
	int32_t *own = state->own + group->first;

	for (uint32_t i = 0; i < group->size; i++)
		own[i] = sums[i];
}

void
matrix_scan_apply(struct matrix_state *state, const struct matrix_path *path,
    const struct matrix_move *move)
{
	struct matrix_group *from = &state->groups[move->from_group];
	struct matrix_group *to = &state->groups[move->to_group];
	uint32_t out = (uint32_t)state->elements[move->from];
	uint32_t in = (uint32_t)state->elements[move->to];

	path->exchange(state, move->from_group, move->to_group, out, in);
	trade_seats(state, move->from, move->to);
	if (in == state->matrix->count) {
		uint32_t last = from->first + --from->size;

		to->size++;
		if (last != move->from)
			trade_seats(state, move->from, last);
		state->own[last] = MATRIX_EMPTY;
	}
	copy_own(state, move->from_group);
	copy_own(state, move->to_group);
	state->objective += move->gain;
}
