/* measure.h - what the benchmarks measure, the same way in all of them. */
#ifndef CONVENE_MEASURE_H
#define CONVENE_MEASURE_H

#include <stddef.h>
#include <stdint.h>

/* Of the whole process, all threads together. */
double measure_cpu_seconds(void);

/* The most memory that the process ever held. */
long measure_peak_kb(void);

/* FNV-1a: equal bytes, equal digest. Begin with MEASURE_DIGEST. */
#define MEASURE_DIGEST UINT64_C(0xcbf29ce484222325)
uint64_t measure_digest(uint64_t digest, const void *bytes, size_t length);

#endif
