/* With flags of its own: nothing but the path may be visible outside. */
#include "matrix_scan.h"

#include <immintrin.h>

typedef __m512i lanes;

static inline lanes
lanes_load(const int32_t *from)
{
	return _mm512_load_si512(from);
}

static inline void
lanes_store(int32_t *to, lanes x)
{
	_mm512_store_si512(to, x);
}

static inline lanes
lanes_set(int32_t x)
{
	return _mm512_set1_epi32(x);
}

static inline lanes
lanes_add(lanes x, lanes y)
{
	return _mm512_add_epi32(x, y);
}

static inline lanes
lanes_sub(lanes x, lanes y)
{
	return _mm512_sub_epi32(x, y);
}

static inline lanes
lanes_max(lanes x, lanes y)
{
	return _mm512_max_epi32(x, y);
}

static inline int32_t
lanes_greatest(lanes x)
{
	return _mm512_reduce_max_epi32(x);
}

static inline uint32_t
lanes_over(lanes x, lanes y)
{
	return _mm512_cmpgt_epi32_mask(x, y);
}

static inline lanes
lanes_gather(const int32_t *from, lanes at)
{
	return _mm512_i32gather_epi32(at, from, 4);
}

/* matrix_scan_limit() of 16. */
static inline lanes
lanes_limits(float temperature, const float *lns)
{
	__m512 loss = _mm512_min_ps(_mm512_mul_ps(_mm512_set1_ps(temperature),
					_mm512_load_ps(lns)),
	    _mm512_set1_ps(MATRIX_LOSS_MAX));

	return _mm512_sub_epi32(_mm512_setzero_si512(), _mm512_cvttps_epi32(loss));
}

#include "matrix_lanes.h"

const struct matrix_path matrix_avx512_path = { find, exchange };
