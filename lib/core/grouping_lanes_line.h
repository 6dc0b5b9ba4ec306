/* grouping_lanes_line.h - the body of the vector paths, which differ in equal_lanes():
 * bit 8 j + b of its result tells that byte b of lane j equals that of the code. */
#ifndef CONVENE_GROUPING_LANES_LINE_H
#define CONVENE_GROUPING_LANES_LINE_H

#include "grouping_lanes.h"

static uint64_t equal_lanes(uint64_t code, const uint64_t *line);

/* Lanes in use of the line that begins at the lane. */
static inline uint64_t
lanes_in_use(uint32_t count, uint32_t first)
{
	return count - first >= 8 ? UINT64_MAX
				  : (UINT64_C(1) << (8 * (count - first))) - 1;
}

static inline uint64_t
in_common(const struct grouping_worth *worth, uint64_t code, uint64_t known,
    const uint64_t *line)
{
	uint64_t equal = equal_lanes(code, line) & known * UINT64_C(0x0101010101010101);

	return equal & (equal >> 1 | worth->narrow);
}

static inline int32_t
cost_of_bits(const struct grouping_worth *worth, uint64_t bits)
{
	int32_t cost = 0;

	for (uint32_t a = 0; a < worth->count; a++)
		cost += worth->weight[a] * __builtin_popcountll(bits & worth->first[a]);
	return cost;
}

static void
exchange(const struct grouping_worth *worth, const struct grouping_offer *offer,
    int32_t *ret_whole, int32_t *ret_costs)
{
	const struct grouping_line *from = offer->from, *to = offer->to;
	uint64_t between[GROUPING_LANES_MAX / 8];
	int32_t whole = 0;

	for (uint32_t j = 0; j < to->size; j += 8) {
		between[j / 8] = in_common(worth, offer->code, offer->known,
				     to[j / 8].codes) &
		    lanes_in_use(to->size, j);
		whole += cost_of_bits(worth, between[j / 8]);
	}
	*ret_whole = whole;
	for (uint32_t wanted = offer->wanted; wanted != 0; wanted &= wanted - 1) {
		uint32_t j = (uint32_t)__builtin_ctz(wanted);
		uint64_t equal = between[j / 8] >> (8 * (j % 8)) & 0xff;
		int32_t cost = whole - 2 * cost_of_bits(worth, equal);

		for (uint32_t i = 0; i < from->size; i += 8)
			cost += cost_of_bits(worth,
			    in_common(worth, to[j / 8].codes[j % 8],
				to[j / 8].known[j % 8], from[i / 8].codes) &
				lanes_in_use(from->size, i));
		ret_costs[j] = cost;
	}
}

static void
company(const struct grouping_worth *worth, const struct grouping_line *lines,
    int32_t *ret_costs)
{
	for (uint32_t j = 0; j < lines->size; j++) {
		uint64_t code = lines[j / 8].codes[j % 8];
		uint8_t known = lines[j / 8].known[j % 8];

		/* With themself everybody has in common all that is known. */
		ret_costs[j] = -worth->equal_cost[known];
		for (uint32_t i = 0; i < lines->size; i += 8)
			ret_costs[j] += cost_of_bits(worth,
			    in_common(worth, code, known, lines[i / 8].codes) &
				lanes_in_use(lines->size, i));
	}
}
#endif
