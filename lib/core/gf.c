#include "gf.h"

#include <assert.h>

static uint32_t
smallest_factor(uint32_t number)
{
	for (uint32_t factor = 2; factor * factor <= number; factor++)
		if (number % factor == 0)
			return factor;
	return number;
}

bool
gf_exists(uint32_t order)
{
	if (order < 2 || order > GF_PRIME_MAX)
		return false;
	uint32_t prime = smallest_factor(order);

	if (prime == order)
		return true;
	while (order % prime == 0 && order <= GF_POWER_MAX)
		order /= prime;
	return order == 1;
}

/* a + times * b, digit by digit to the base of the prime, no carry. */
static uint32_t
combine(uint32_t prime, uint32_t a, uint32_t b, uint32_t times)
{
	uint32_t sum = 0;

	for (uint32_t place = 1; a > 0 || b > 0; place *= prime) {
		uint64_t digit = (a % prime + (uint64_t)times * (b % prime)) % prime;

		sum += (uint32_t)digit * place;
		a /= prime;
		b /= prime;
	}
	return sum;
}

/* x times the polynomial a; x to the degree-th equals the polynomial `rest`. */
static uint32_t
times_x(uint32_t order, uint32_t prime, uint32_t a, uint32_t rest)
{
	uint32_t high = order / prime;

	return combine(prime, a % high * prime, rest, a / high);
}

/* Whether x gives every element but 0 when x^degree is `rest`. If so, powers are its. */
static bool
fill_powers(uint32_t order, uint32_t prime, uint32_t rest, uint32_t *powers)
{
	uint32_t element = 1;

	for (uint32_t e = 0; e < order - 1; e++) {
		powers[e] = element;
		element = times_x(order, prime, element, rest);
		if (element == 0 || (element == 1 && e < order - 2))
			return false;
	}
	return element == 1;
}

void
gf_init(struct gf *gf, uint32_t order, struct arena *arena)
{
	assert(gf_exists(order));
	*gf = (struct gf){ .order = order, .prime = smallest_factor(order) };
	if (gf->prime == order)
		return;
	uint32_t *powers = ARENA_NEW(arena, uint32_t, (size_t)order * 2);
	uint32_t *logs = ARENA_NEW(arena, uint32_t, order);
	uint32_t rest = 1;

	/* Every field has such a polynomial; a small share of all is one of them. */
	while (!fill_powers(order, gf->prime, rest, powers))
		rest++;
	for (uint32_t e = 0; e < order - 1; e++) {
		powers[e + order - 1] = powers[e];
		logs[powers[e]] = e;
	}
	gf->powers = powers;
	gf->logs = logs;
}

uint32_t
gf_add(const struct gf *gf, uint32_t a, uint32_t b)
{
	if (gf->powers == NULL)
		return (a + b) % gf->order;
	return combine(gf->prime, a, b, 1);
}

uint32_t
gf_subtract(const struct gf *gf, uint32_t a, uint32_t b)
{
	if (gf->powers == NULL)
		return (a + gf->order - b) % gf->order;
	return combine(gf->prime, a, b, gf->prime - 1);
}

uint32_t
gf_multiply(const struct gf *gf, uint32_t a, uint32_t b)
{
	if (gf->powers == NULL)
		return (uint32_t)((uint64_t)a * b % gf->order);
	if (a == 0 || b == 0)
		return 0;
	return gf->powers[gf->logs[a] + gf->logs[b]];
}
