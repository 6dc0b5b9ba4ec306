#include "grouping_pairs.h"

#include <assert.h>

static uint32_t
home_of(const struct grouping_pairs *pairs, uint32_t a, uint32_t b)
{
	uint64_t key = ((uint64_t)a << 32) | b;

	key *= UINT64_C(0x9e3779b97f4a7c15);
	return (uint32_t)(key >> 32) & pairs->mask;
}

/* The slot of the pair, or the empty one where it belongs. */
static struct grouping_pairs_slot *
slot_of(const struct grouping_pairs *pairs, uint32_t a, uint32_t b)
{
	uint32_t low = a < b ? a : b, high = a < b ? b : a;
	uint32_t at = home_of(pairs, low, high);

	for (;; at = (at + 1) & pairs->mask) {
		struct grouping_pairs_slot *slot = &pairs->slots[at];

		if ((slot->a == low && slot->b == high) || slot->b == 0)
			return slot;
	}
}

static int64_t
joined(int64_t before, const struct grouping_pair *pair)
{
	if (pair->kind == GROUPING_APART || before == GROUPING_PAIRS_APART)
		return GROUPING_PAIRS_APART;
	if (pair->kind == GROUPING_MANAGER || before == GROUPING_PAIRS_MANAGER)
		return GROUPING_PAIRS_MANAGER;
	return before + pair->cost;
}

void
grouping_pairs_init(struct grouping_pairs *pairs, const struct grouping_input *input,
    struct arena *arena)
{
	uint32_t size = 16;

	while (size < 2 * input->pairs_count)
		size *= 2;
	pairs->slots = ARENA_NEW(arena, struct grouping_pairs_slot, size);
	pairs->mask = size - 1;
	pairs->partners = ARENA_NEW(arena, uint64_t, input->people_count);
	for (size_t i = 0; i < input->pairs_count; i++) {
		const struct grouping_pair *pair = &input->pairs[i];
		struct grouping_pairs_slot *slot = slot_of(pairs, pair->a, pair->b);

		assert(pair->a != pair->b);
		slot->a = pair->a < pair->b ? pair->a : pair->b;
		slot->b = pair->a < pair->b ? pair->b : pair->a;
		slot->cost = joined(slot->cost, pair);
		pairs->partners[pair->a] |= grouping_pairs_mark(pair->b);
		pairs->partners[pair->b] |= grouping_pairs_mark(pair->a);
	}
}

int64_t
grouping_pairs_find(const struct grouping_pairs *pairs, uint32_t a, uint32_t b)
{
	return slot_of(pairs, a, b)->cost;
}
