/* Compiled for AVX2 and POPCNT. */
#include "grouping_lanes_line.h"

#include <immintrin.h>

static inline uint64_t
equal_half(__m256i code, const uint64_t *half)
{
	__m256i lanes = _mm256_loadu_si256((const __m256i *)(const void *)half);

	return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(code, lanes));
}

static inline uint64_t
equal_lanes(uint64_t code, const uint64_t *line)
{
	__m256i wide = _mm256_set1_epi64x((int64_t)code);

	return equal_half(wide, line) | equal_half(wide, line + 4) << 32;
}

const struct grouping_lanes grouping_lanes_avx2 = { exchange, company };
