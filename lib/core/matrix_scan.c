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
		.rows = state->elements + from->first,
		.columns = state->elements + to->first,
		.a = state->changes + to_group * seats + from->first,
		.b = state->changes + from_group * seats + to->first,
		.b_greatest =
		    state->greatest[(size_t)from_group * state->groups_count + to_group],
		.row_count = from->size,
		.column_count = to->size,
		.row_blocks = matrix_scan_blocks(from->size),
		.column_blocks = matrix_scan_blocks(to->size),
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

static void
look(struct matrix_state *state, const struct matrix_path *path, uint32_t group,
    uint32_t into_group)
{
	uint64_t
	    *looked = &state->looked[(size_t)into_group * state->groups_count + group];

	if (*looked >= state->moved[group] && *looked >= state->moved[into_group])
		return;
	*looked = state->moves;
	path->look(state, group, into_group);
}

bool
matrix_scan_find(struct matrix_state *state, const struct matrix_path *path,
    struct matrix_scan *scan, uint32_t from_group, uint32_t to_group,
    struct matrix_move *ret_move)
{
	/* Not free, or nothing but empty groups would never end. */
	if (state->groups[from_group].size == 0) {
		scan->evaluations += MATRIX_LANES;
		return false;
	}
	look(state, path, from_group, to_group);
	look(state, path, to_group, from_group);
	return path->find(state, scan, from_group, to_group, ret_move);
}

void
matrix_scan_apply(struct matrix_state *state, const struct matrix_path *path,
    const struct matrix_move *move)
{
	struct matrix_group *from = &state->groups[move->from_group];
	struct matrix_group *to = &state->groups[move->to_group];
	int32_t out = state->elements[move->from], in = state->elements[move->to];

	path->exchange(state, move->from_group, move->to_group, (uint32_t)out,
	    (uint32_t)in);
	state->elements[move->to] = out;
	state->elements[move->from] = in;
	if ((uint32_t)in == state->matrix->count) {
		uint32_t last = from->first + --from->size;

		to->size++;
		state->elements[move->from] = state->elements[last];
		state->elements[last] = in;
		state->own[last] = MATRIX_EMPTY;
	}
	matrix_state_note_move(state, move->from_group);
	matrix_state_note_move(state, move->to_group);
	state->objective += move->gain;
}
