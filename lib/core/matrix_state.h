/* matrix_state.h - groups of a matrix as the search keeps them: elements in seats.
 *
 * The seats of a group are neighbours and fill blocks of 16; its members sit in the first
 * of them. An empty seat holds the element `count`, whose distances are 0, and has a sum
 * of its own so great that no candidate with it is ever taken. */
#ifndef CONVENE_MATRIX_STATE_H
#define CONVENE_MATRIX_STATE_H

#include "dice.h"
#include "matrix.h"

#define MATRIX_LANES 16
#define MATRIX_EMPTY (1 << 30) /* the own sum of an empty seat */
#define MATRIX_NONE UINT32_MAX

struct matrix_group {
	uint32_t first; /* seat */
	uint32_t size, size_min, size_max;
};

struct matrix_state {
	const struct matrix *matrix;
	uint32_t groups_count, seats_count;
	struct matrix_group *groups;
	int32_t *elements; /* [seat] */
	int32_t *sums;     /* [group * seats_count + seat]: to the members of the group */
	int32_t *own;      /* [seat]: sums of the seat's own group, or MATRIX_EMPTY */
	/* Where a scan notes what the seats of two groups would have in the other, less
	 * own, and a move how it changes the sum of each element. */
	int32_t *a, *b, *more;
	int64_t objective;
};

/* A swap of two seats of different groups, or an insertion of the element in seat `from`
 * into the group of the empty seat `to`. */
struct matrix_move {
	uint32_t from_group, to_group;
	uint32_t from, to;
	int32_t gain;
};

/* Seats for all of the matrix; empty. */
struct matrix_state *matrix_state_new(const struct matrix *matrix, struct arena *arena);

/* Everybody at random, sizes within bounds. */
void matrix_state_deal(struct matrix_state *state, struct dice *dice);

/* As group_of says, which keeps the sizes. */
void matrix_state_seat(struct matrix_state *state, const uint32_t *group_of);

/* The elements of two seats change places, with their sums to all groups. Own sums do not
 * follow yet, nor do sums to the groups that have another member now. */
void matrix_state_swap_seats(struct matrix_state *state, uint32_t p, uint32_t q);

/* After a change of a group's members or sums: own sums follow. */
void matrix_state_own_sums(struct matrix_state *state, uint32_t g);

void matrix_state_read(const struct matrix_state *state, uint32_t *ret_group_of);

/* Bytes that matrix_state_new() would take. */
uint64_t matrix_state_bytes(const struct matrix *matrix);
#endif
