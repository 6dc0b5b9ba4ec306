/* arm64: 16 lanes are 4 registers of 4. */
#include "matrix_scan.h"

#include <arm_neon.h>

typedef struct {
	int32x4_t fours[4];
} lanes;

static inline lanes
lanes_load(const int32_t *from)
{
	lanes result;

	for (int q = 0; q < 4; q++)
		result.fours[q] = vld1q_s32(from + 4 * q);
	return result;
}

static inline void
lanes_store(int32_t *to, lanes x)
{
	for (int q = 0; q < 4; q++)
		vst1q_s32(to + 4 * q, x.fours[q]);
}

static inline lanes
lanes_set(int32_t x)
{
	lanes result;

	for (int q = 0; q < 4; q++)
		result.fours[q] = vdupq_n_s32(x);
	return result;
}

static inline lanes
lanes_add(lanes x, lanes y)
{
	lanes result;

	for (int q = 0; q < 4; q++)
		result.fours[q] = vaddq_s32(x.fours[q], y.fours[q]);
	return result;
}

static inline lanes
lanes_sub(lanes x, lanes y)
{
	lanes result;

	for (int q = 0; q < 4; q++)
		result.fours[q] = vsubq_s32(x.fours[q], y.fours[q]);
	return result;
}

static inline lanes
lanes_max(lanes x, lanes y)
{
	lanes result;

	for (int q = 0; q < 4; q++)
		result.fours[q] = vmaxq_s32(x.fours[q], y.fours[q]);
	return result;
}

static inline int32_t
lanes_greatest(lanes x)
{
	return vmaxvq_s32(vmaxq_s32(vmaxq_s32(x.fours[0], x.fours[1]),
	    vmaxq_s32(x.fours[2], x.fours[3])));
}

static inline uint32_t
lanes_over(lanes x, lanes y)
{
	static const uint32_t bits[4] = { 1, 2, 4, 8 };
	uint32_t mask = 0;

	for (int q = 0; q < 4; q++) {
		uint32x4_t over = vcgtq_s32(x.fours[q], y.fours[q]);

		mask |= vaddvq_u32(vandq_u32(over, vld1q_u32(bits))) << 4 * q;
	}
	return mask;
}

static inline lanes
lanes_gather(const int32_t *from, lanes at)
{
	int32_t index[MATRIX_LANES], gathered[MATRIX_LANES];

	lanes_store(index, at);
	for (int i = 0; i < MATRIX_LANES; i++)
		gathered[i] = from[index[i]];
	return lanes_load(gathered);
}

/* matrix_scan_limit() of 16. */
static inline lanes
lanes_limits(float temperature, const float *lns)
{
	lanes result;

	for (int q = 0; q < 4; q++) {
		float32x4_t loss = vmulq_n_f32(vld1q_f32(lns + 4 * q), temperature);

		loss = vminq_f32(loss, vdupq_n_f32(MATRIX_LOSS_MAX));
		result.fours[q] = vnegq_s32(vcvtq_s32_f32(loss));
	}
	return result;
}

#include "matrix_lanes.h"

const struct matrix_path matrix_neon_path = { find, exchange };
