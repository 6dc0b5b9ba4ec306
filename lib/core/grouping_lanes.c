#include "grouping_lanes.h"

#include <assert.h>

static const struct grouping_lanes *const paths[] = {
	[CPU_SCALAR] = &grouping_lanes_scalar,
#ifdef HAVE_NEON
	[CPU_NEON] = &grouping_lanes_neon,
#endif
#ifdef HAVE_AVX2
	[CPU_AVX2] = &grouping_lanes_avx2,
#endif
#ifdef HAVE_AVX512
	[CPU_AVX512] = &grouping_lanes_avx512,
#endif
};

const struct grouping_lanes *
grouping_lanes_path(enum cpu_path path)
{
	assert(cpu_has(path));
	return paths[path];
}
