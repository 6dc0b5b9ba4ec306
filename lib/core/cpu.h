/* cpu.h - which of the equal ways through an inner loop this machine has. All ways give
 * the same bytes, so the choice is one of speed alone, and tests walk them all. */
#ifndef CONVENE_CPU_H
#define CONVENE_CPU_H

#include <stdbool.h>

/* From slow to fast where a machine has several. Each fast way is a file with its own
 * flags (lib/core/local.mk), built where the compiler knows them. */
enum cpu_path {
	CPU_SCALAR,
	CPU_NEON,   /* arm64, every one */
	CPU_AVX2,   /* amd64 since 2013 to 2017 */
	CPU_AVX512, /* F, BW, DQ and VL */
	CPU_PATH_COUNT,
};

/* "scalar", "neon", "avx2", "avx512". Never NULL. */
const char *cpu_path_name(enum cpu_path path);

/* Built in, and this machine can run it. CPU_SCALAR always is. */
bool cpu_has(enum cpu_path path);

/* The fastest that it has. */
enum cpu_path cpu_best(void);
#endif
