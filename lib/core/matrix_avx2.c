/* With flags of its own: nothing but the path may be visible outside. */
#include "matrix_scan.h"

#include <immintrin.h>

typedef struct {
	__m256i low, high;
} lanes;

static inline lanes
lanes_load(const int32_t *from)
{
	return (lanes){ _mm256_load_si256((const __m256i *)from),
		_mm256_load_si256((const __m256i *)(from + 8)) };
}

static inline void
lanes_store(int32_t *to, lanes x)
{
	_mm256_store_si256((__m256i *)to, x.low);
	_mm256_store_si256((__m256i *)(to + 8), x.high);
}

static inline lanes
lanes_set(int32_t x)
{
	return (lanes){ _mm256_set1_epi32(x), _mm256_set1_epi32(x) };
}

static inline lanes
lanes_add(lanes x, lanes y)
{
	return (
	    lanes){ _mm256_add_epi32(x.low, y.low), _mm256_add_epi32(x.high, y.high) };
}

static inline lanes
lanes_sub(lanes x, lanes y)
{
	return (
	    lanes){ _mm256_sub_epi32(x.low, y.low), _mm256_sub_epi32(x.high, y.high) };
}

static inline lanes
lanes_max(lanes x, lanes y)
{
	return (
	    lanes){ _mm256_max_epi32(x.low, y.low), _mm256_max_epi32(x.high, y.high) };
}

static inline int32_t
lanes_greatest(lanes x)
{
	__m256i eight = _mm256_max_epi32(x.low, x.high);
	__m128i four = _mm_max_epi32(_mm256_castsi256_si128(eight),
	    _mm256_extracti128_si256(eight, 1));
	__m128i two = _mm_max_epi32(four, _mm_shuffle_epi32(four, 0x4e));

	return _mm_cvtsi128_si32(_mm_max_epi32(two, _mm_shuffle_epi32(two, 0xb1)));
}

static inline uint32_t
lanes_over(lanes x, lanes y)
{
	__m256i low = _mm256_cmpgt_epi32(x.low, y.low);
	__m256i high = _mm256_cmpgt_epi32(x.high, y.high);

	return (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(low)) |
	    (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(high)) << 8;
}

static inline lanes
lanes_gather(const int32_t *from, lanes at)
{
	return (lanes){ _mm256_i32gather_epi32(from, at.low, 4),
		_mm256_i32gather_epi32(from, at.high, 4) };
}

static inline __m256i
limits_of_8(float temperature, const float *lns)
{
	__m256 loss = _mm256_min_ps(_mm256_mul_ps(_mm256_set1_ps(temperature),
					_mm256_load_ps(lns)),
	    _mm256_set1_ps(MATRIX_LOSS_MAX));

	return _mm256_sub_epi32(_mm256_setzero_si256(), _mm256_cvttps_epi32(loss));
}

/* matrix_scan_limit() of 16. */
static inline lanes
lanes_limits(float temperature, const float *lns)
{
	return (
	    lanes){ limits_of_8(temperature, lns), limits_of_8(temperature, lns + 8) };
}

#include "matrix_lanes.h"

const struct matrix_path matrix_avx2_path = { find, exchange };
