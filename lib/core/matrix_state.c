#include "matrix_state.h"

#include <assert.h>
#include <string.h>

static uint32_t
blocks_of(uint32_t size)
{
	return (size + MATRIX_LANES - 1) / MATRIX_LANES;
}

static uint64_t
seats_of(const struct matrix *matrix)
{
	uint64_t seats = 0;

	for (uint32_t g = 0; g < matrix->groups_count; g++)
		seats += (uint64_t)blocks_of(matrix->size_max[g]) * MATRIX_LANES;
	return seats;
}

static uint32_t
largest_of(const struct matrix *matrix)
{
	uint32_t largest = 0;

	for (uint32_t g = 0; g < matrix->groups_count; g++) {
		uint32_t seats = blocks_of(matrix->size_max[g]) * MATRIX_LANES;

		largest = seats > largest ? seats : largest;
	}
	return largest;
}

uint64_t
matrix_state_bytes(const struct matrix *matrix)
{
	uint64_t groups = matrix->groups_count, seats = seats_of(matrix);

	return 4 *
	    ((groups + 2) * seats + 2 * (uint64_t)largest_of(matrix) + matrix->stride);
}

struct matrix_state *
matrix_state_new(const struct matrix *matrix, struct arena *arena)
{
	struct matrix_state *state = ARENA_NEW(arena, struct matrix_state, 1);
	uint32_t seat = 0;

	state->matrix = matrix;
	state->groups_count = matrix->groups_count;
	state->seats_count = (uint32_t)seats_of(matrix);
	state->groups = ARENA_NEW(arena, struct matrix_group, matrix->groups_count);
	state->elements = ARENA_NEW(arena, int32_t, state->seats_count);
	state->sums = ARENA_NEW(arena, int32_t,
	    (size_t)matrix->groups_count * state->seats_count);
	state->own = ARENA_NEW(arena, int32_t, state->seats_count);
	state->a = ARENA_NEW(arena, int32_t, largest_of(matrix));
	state->b = ARENA_NEW(arena, int32_t, largest_of(matrix));
	state->more = ARENA_NEW(arena, int32_t, matrix->stride);
	for (uint32_t g = 0; g < matrix->groups_count; g++) {
		state->groups[g] = (struct matrix_group){ seat, 0, matrix->size_min[g],
			matrix->size_max[g] };
		seat += blocks_of(matrix->size_max[g]) * MATRIX_LANES;
	}
	return state;
}

/* Everything that follows from who sits where. */
static void
add_up(struct matrix_state *state)
{
	uint32_t stride = state->matrix->stride;
	int64_t twice = 0;

	memset(state->sums, 0,
	    (size_t)state->groups_count * state->seats_count * sizeof(*state->sums));
	for (uint32_t g = 0; g < state->groups_count; g++) {
		const struct matrix_group *group = &state->groups[g];
		int32_t *sums = state->sums + (size_t)g * state->seats_count;

		for (uint32_t i = 0; i < group->size; i++) {
			uint32_t member = (uint32_t)state->elements[group->first + i];
			const int32_t *row = state->matrix->distances +
			    (size_t)member * stride;

			for (uint32_t seat = 0; seat < state->seats_count; seat++)
				sums[seat] += row[state->elements[seat]];
		}
		matrix_state_own_sums(state, g);
		for (uint32_t i = 0; i < group->size; i++)
			twice += state->own[group->first + i];
	}
	state->objective = twice / 2;
}

static void
swap(int32_t *x, int32_t *y)
{
	int32_t kept = *x;

	*x = *y;
	*y = kept;
}

void
matrix_state_swap_seats(struct matrix_state *state, uint32_t p, uint32_t q)
{
	int32_t *sums = state->sums;

	swap(&state->elements[p], &state->elements[q]);
	for (uint32_t g = 0; g < state->groups_count; g++, sums += state->seats_count)
		swap(&sums[p], &sums[q]);
}

void
matrix_state_own_sums(struct matrix_state *state, uint32_t g)
{
	const struct matrix_group *group = &state->groups[g];

	memcpy(state->own + group->first,
	    state->sums + (size_t)g * state->seats_count + group->first,
	    group->size * sizeof(*state->own));
}

void
matrix_state_seat(struct matrix_state *state, const uint32_t *group_of)
{
	uint32_t count = state->matrix->count;

	for (uint32_t seat = 0; seat < state->seats_count; seat++) {
		state->elements[seat] = (int32_t)count;
		state->own[seat] = MATRIX_EMPTY;
	}
	for (uint32_t g = 0; g < state->groups_count; g++)
		state->groups[g].size = 0;
	for (uint32_t i = 0; i < count; i++) {
		struct matrix_group *group = &state->groups[group_of[i]];

		assert(group->size < group->size_max);
		state->elements[group->first + group->size++] = (int32_t)i;
	}
	add_up(state);
}

/* Each group its least size, then seats at random among those left. */
void
matrix_state_deal(struct matrix_state *state, struct dice *dice)
{
	uint32_t count = state->matrix->count, dealt = 0;
	CLEANUP(free_ptr) uint32_t *group_of = alloc_zero(count, sizeof(*group_of));
	CLEANUP(free_ptr)
	uint32_t *room = alloc_zero(state->groups_count, sizeof(*room));

	for (uint32_t g = 0; g < state->groups_count; g++) {
		const struct matrix_group *group = &state->groups[g];

		for (uint32_t i = 0; i < group->size_min; i++)
			group_of[dealt++] = g;
		room[g] = group->size_max - group->size_min;
	}
	while (dealt < count) {
		uint32_t g = dice_below(dice, state->groups_count);

		if (room[g] > 0) {
			room[g]--;
			group_of[dealt++] = g;
		}
	}
	for (uint32_t i = count; i > 1; i--) {
		uint32_t j = dice_below(dice, i), g = group_of[j];

		group_of[j] = group_of[i - 1];
		group_of[i - 1] = g;
	}
	matrix_state_seat(state, group_of);
}

void
matrix_state_read(const struct matrix_state *state, uint32_t *ret_group_of)
{
	for (uint32_t g = 0; g < state->groups_count; g++) {
		const struct matrix_group *group = &state->groups[g];

		for (uint32_t i = 0; i < group->size; i++)
			ret_group_of[state->elements[group->first + i]] = g;
	}
}
