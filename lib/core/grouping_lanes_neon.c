/* arm64, where every machine has it. */
#include "grouping_lanes_line.h"

#include <arm_neon.h>

/* Each byte of the comparison keeps the bit of its place; pairs are added three times. */
static inline uint64_t
equal_pair(uint8x16_t code, const uint64_t *pair)
{
	static const uint8_t bits[16] = { 1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32,
		64, 128 };
	uint8x16_t lanes = vreinterpretq_u8_u64(vld1q_u64(pair));
	uint8x16_t equal = vandq_u8(vceqq_u8(code, lanes), vld1q_u8(bits));

	return (uint64_t)vaddv_u8(vget_low_u8(equal)) |
	    (uint64_t)vaddv_u8(vget_high_u8(equal)) << 8;
}

static inline uint64_t
equal_lanes(uint64_t code, const uint64_t *line)
{
	uint8x16_t wide = vreinterpretq_u8_u64(vdupq_n_u64(code));

	return equal_pair(wide, line) | equal_pair(wide, line + 2) << 16 |
	    equal_pair(wide, line + 4) << 32 | equal_pair(wide, line + 6) << 48;
}

const struct grouping_lanes grouping_lanes_neon = { exchange, company };
