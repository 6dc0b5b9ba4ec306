/* Plain C: the reference that the vector paths are compared with. */
#include "grouping_lanes.h"

#define LOW_BITS UINT64_C(0x7f7f7f7f7f7f7f7f)

/* Bit i: byte i of the two is equal. Exact, unlike the shorter subtract-one trick. */
static inline uint32_t
equal_bytes(uint64_t a, uint64_t b)
{
	uint64_t differing = a ^ b;
	uint64_t zero = ~(((differing & LOW_BITS) + LOW_BITS) | differing | LOW_BITS);

	return (uint32_t)(((zero >> 7) * UINT64_C(0x0102040810204080)) >> 56);
}

static void
exchange(const struct grouping_worth *worth, const struct grouping_offer *offer,
    int32_t *ret_whole, int32_t *ret_costs)
{
	int32_t between[GROUPING_LANES_MAX], whole = 0;

	for (uint32_t j = 0; j < offer->to->size; j++) {
		uint64_t code = offer->to[j / 8].codes[j % 8];

		between[j] =
		    worth->equal_cost[equal_bytes(offer->code, code) & offer->known];
		whole += between[j];
	}
	*ret_whole = whole;
	for (uint32_t wanted = offer->wanted; wanted != 0; wanted &= wanted - 1) {
		uint32_t j = (uint32_t)__builtin_ctz(wanted);
		uint64_t code = offer->to[j / 8].codes[j % 8];
		uint8_t known = offer->to[j / 8].known[j % 8];
		int32_t cost = whole - 2 * between[j];

		for (uint32_t i = 0; i < offer->from->size; i++)
			cost += worth->equal_cost[equal_bytes(code,
						      offer->from[i / 8].codes[i % 8]) &
			    known];
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
		for (uint32_t i = 0; i < lines->size; i++)
			ret_costs[j] += worth->equal_cost[equal_bytes(code,
							      lines[i / 8].codes[i % 8]) &
			    known];
	}
}

const struct grouping_lanes grouping_lanes_scalar = { exchange, company };
