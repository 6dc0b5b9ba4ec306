/* Compiled for AVX-512 (F, BW) and POPCNT. */
#include "grouping_lanes_line.h"

#include <immintrin.h>

static inline uint64_t
equal_lanes(uint64_t code, const uint64_t *line)
{
	return _mm512_cmpeq_epi8_mask(_mm512_set1_epi64((int64_t)code),
	    _mm512_loadu_si512(line));
}

const struct grouping_lanes grouping_lanes_avx512 = { exchange, company };
