/* dice.h - numbers that look random and are the same on every machine for one seed. */
#ifndef CONVENE_DICE_H
#define CONVENE_DICE_H

#include <stdint.h>

/* xoshiro256** (Blackman and Vigna, public domain); never for secrets. */
struct dice {
	uint64_t words[4];
};

/* Different (seed, run) give unrelated numbers; run 0, 1, 2... are restarts. */
void dice_init(struct dice *dice, uint64_t seed, uint64_t run);

static inline uint64_t
dice_next(struct dice *dice)
{
	uint64_t *words = dice->words;
	uint64_t scrambled = words[1] * 5;
	uint64_t shifted = words[1] << 17;

	scrambled = ((scrambled << 7) | (scrambled >> 57)) * 9;
	words[2] ^= words[0];
	words[3] ^= words[1];
	words[1] ^= words[2];
	words[0] ^= words[3];
	words[2] ^= shifted;
	words[3] = (words[3] << 45) | (words[3] >> 19);
	return scrambled;
}

/* 0 to limit - 1; 0 when limit is 0. Multiply and shift: no modulo, no loop. */
static inline uint32_t
dice_below(struct dice *dice, uint32_t limit)
{
	return (uint32_t)(((dice_next(dice) >> 32) * limit) >> 32);
}
#endif
