/* gf.h - arithmetic in a finite field of q elements, numbered 0 to q - 1: 0 and 1 are
 * zero and one. q is a prime, or a power of one: then element number e stands for the
 * polynomial whose coefficients are the digits of e to the base of the prime. */
#ifndef CONVENE_GF_H
#define CONVENE_GF_H

#include "arena.h"

#include <stdbool.h>

#define GF_PRIME_MAX 1000003 /* the largest field whose order is a prime itself */
#define GF_POWER_MAX 65536   /* ... is a power: it needs tables */

struct gf {
	uint32_t order, prime;
	/* NULL in a prime field; else powers of one element that gives all but 0:
	 * powers[e] for 0 <= e < 2 * order, and logs[] the way back. */
	const uint32_t *powers, *logs;
};

/* Whether there is a field of so many elements, within the limits above. */
bool gf_exists(uint32_t order);

/* Only for an order that gf_exists(). Tables are in the arena. */
void gf_init(struct gf *gf, uint32_t order, struct arena *arena);

/* Of elements below gf->order. */
uint32_t gf_add(const struct gf *gf, uint32_t a, uint32_t b);
uint32_t gf_subtract(const struct gf *gf, uint32_t a, uint32_t b);
uint32_t gf_multiply(const struct gf *gf, uint32_t a, uint32_t b);
#endif
