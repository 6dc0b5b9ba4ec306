#include "cpu.h"

#include "base.h"

static const char *const names[] = {
	[CPU_SCALAR] = "scalar",
	[CPU_NEON] = "neon",
	[CPU_AVX2] = "avx2",
	[CPU_AVX512] = "avx512",
};
_Static_assert(COUNT_OF(names) == CPU_PATH_COUNT, "name every path");

const char *
cpu_path_name(enum cpu_path path)
{
	return names[path];
}

static bool
has_avx2(void)
{
#ifdef HAVE_AVX2
	return __builtin_cpu_supports("avx2");
#else
	return false;
#endif
}

static bool
has_avx512(void)
{
#ifdef HAVE_AVX512
	return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
	    __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
#else
	return false;
#endif
}

bool
cpu_has(enum cpu_path path)
{
	switch (path) {
	case CPU_SCALAR:
		return true;
	case CPU_NEON:
#ifdef HAVE_NEON
		return true;
#else
		return false;
#endif
	case CPU_AVX2:
		return has_avx2();
	case CPU_AVX512:
		return has_avx512();
	case CPU_PATH_COUNT:
		break;
	}
	return false;
}

enum cpu_path
cpu_best(void)
{
	enum cpu_path path = CPU_PATH_COUNT;

	do
		path--;
	while (!cpu_has(path));
	return path;
}
