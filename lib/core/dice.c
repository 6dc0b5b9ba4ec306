#include "dice.h"

static uint64_t
splitmix(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

void
dice_init(struct dice *dice, uint64_t seed, uint64_t run)
{
	uint64_t state = seed;

	/* The run goes in scrambled: seed 1 run 2 and seed 2 run 1 have nothing in
	 * common. */
	state = splitmix(&state) ^ run;
	for (int i = 0; i < 4; i++)
		dice->words[i] = splitmix(&state);
}
