#include "anneal.h"

#include <assert.h>
#include <math.h>

_Static_assert(sizeof(double) == 8 && sizeof(float) == 4, "IEEE 754");

#define UNIT (UINT64_C(1) << 58)          /* fixed point: 17 ln 2 fits in 64 bits */
#define LN_2 UINT64_C(199786072581291494) /* ln 2 in it */
#define SHUFFLE 40503                     /* odd; next to 65,536 / golden ratio */
#define RUNG_FACTOR 0.84089641525371454   /* a quarter of an octave down */

/* ln((m + 1) / (m - 1)) = 2 (1/m + 1/3m^3 + 1/5m^5 + ...), m >= 2. */
static uint64_t
ln_of_step(uint64_t m)
{
	uint64_t sum = 0, power = 2 * UNIT / m;

	for (uint64_t odd = 1; power > 0; odd += 2, power = power / m / m)
		sum += power / odd;
	return sum;
}

const float *
anneal_lns(struct arena *arena)
{
	float *lns = ARENA_NEW(arena, float, ANNEAL_LNS);
	uint64_t ln = 17 * LN_2; /* of 131,072: the first is 1 / 131,072 */

	for (uint32_t k = 0; k < ANNEAL_LNS; k++) {
		lns[k * SHUFFLE % ANNEAL_LNS] = (float)ln / (float)UNIT;
		if (k + 1 < ANNEAL_LNS)
			ln -= ln_of_step(2 * (uint64_t)k + 2);
	}
	return lns;
}

void
anneal_init(struct anneal *anneal, double start, double end, uint64_t moves)
{
	double root = end / start;

	assert(end > 0 && end <= start && moves > 0);
	anneal->start = start;
	anneal->moves = moves;
	for (int i = 0; i < ANNEAL_ROOTS; i++) {
		root = sqrt(root);
		anneal->roots[i] = root;
	}
}

double
anneal_temperature(const struct anneal *anneal, uint64_t moves_done)
{
	uint64_t left = moves_done < anneal->moves ? moves_done : anneal->moves;
	uint64_t whole = anneal->moves;
	double temperature = anneal->start;

	/* All bits set is the end, less a 2^24th of the way. */
	for (int i = 0; i < ANNEAL_ROOTS; i++) {
		whole -= whole / 2;
		if (left >= whole) {
			left -= whole;
			temperature *= anneal->roots[i];
		}
	}
	return temperature;
}

void
anneal_pilot_init(struct anneal_pilot *pilot, double highest, uint64_t moves, double hot,
    double cold)
{
	assert(highest > 0);
	*pilot = (struct anneal_pilot){ .hot = hot,
		.cold = cold,
		.temperature = highest,
		.moves_per_rung = moves / ANNEAL_RUNGS + 1 };
}

bool
anneal_pilot_next(struct anneal_pilot *pilot, uint64_t tried, uint64_t taken)
{
	double rate = (double)taken / (double)tried;

	if (pilot->start == 0 && rate < pilot->hot)
		pilot->start = pilot->temperature;
	if (rate < pilot->cold || ++pilot->rung == ANNEAL_RUNGS) {
		if (pilot->start == 0)
			pilot->start = pilot->temperature;
		pilot->end = pilot->temperature < pilot->start / 2 ? pilot->temperature
								   : pilot->start / 2;
		return false;
	}
	pilot->temperature *= RUNG_FACTOR;
	return true;
}
