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

bool
matrix_scan_insertion(const struct matrix_look *look, uint32_t row,
    struct matrix_move *ret_move)
{
	const struct matrix_group *from = &look->state->groups[look->from_group];
	const struct matrix_group *to = &look->state->groups[look->to_group];

	*ret_move = (struct matrix_move){ look->from_group, look->to_group,
		from->first + row, to->first + to->size, look->a[row] };
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
		look->a[row] + look->b[column] - 2 * distance };
	return true;
}

void
matrix_scan_apply(struct matrix_state *state, const struct matrix_path *path,
    const struct matrix_move *move)
{
	struct matrix_group *from = &state->groups[move->from_group];
	struct matrix_group *to = &state->groups[move->to_group];
	int32_t out = state->elements[move->from], in = state->elements[move->to];

	matrix_state_swap_seats(state, move->from, move->to);
	if ((uint32_t)in == state->matrix->count) {
		uint32_t last = from->first + --from->size;

		to->size++;
		matrix_state_swap_seats(state, move->from, last);
		state->own[last] = MATRIX_EMPTY;
	}
	path->exchange(state, move->from_group, move->to_group, (uint32_t)out,
	    (uint32_t)in);
	matrix_state_own_sums(state, move->from_group);
	matrix_state_own_sums(state, move->to_group);
	state->objective += move->gain;
}
