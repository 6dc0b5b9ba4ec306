/* anneal.h - the schedule of simulated annealing, the same on every machine: logarithms,
 * the temperatures to begin and end with, and the way between them.
 *
 * Geometric cooling, Kirkpatrick et al. 1983; the limits come from a pilot, because any
 * fixed pair fails on some kind of input. Only + - * / and sqrt of double and float are
 * used, which IEEE 754 rounds alike everywhere when nothing is contracted
 * (-ffp-contract=off) or reassociated (no -ffast-math). */
#ifndef CONVENE_ANNEAL_H
#define CONVENE_ANNEAL_H

#include "arena.h"

#include <stdbool.h>
#include <stdint.h>

#define ANNEAL_LNS 65536
#define ANNEAL_ROOTS 24
#define ANNEAL_RUNGS 80

/* -ln u for each of the 65,536 numbers u = (k + 1/2) / 65,536, once each: 7.6e-6 to 11.8.
 * Deal one at random: a change for the worse by d is taken at temperature T when
 * d < T * lns[i]. The order is shuffled so that each 16 neighbours are spread over all
 * of 0 to 1. Starts on a cache line, lives as long as the arena; takes about 1 ms. */
const float *anneal_lns(struct arena *arena);

/* From start down to end by the number of moves done. */
struct anneal {
	double start;
	uint64_t moves;
	double roots[ANNEAL_ROOTS]; /* end / start to the power 1/2, 1/4, 1/8... */
};

/* 0 < end <= start, moves >= 1. */
void anneal_init(struct anneal *anneal, double start, double end, uint64_t moves);

/* end (within a ten-thousandth of it) from anneal->moves on. Takes some 50 steps: ask
 * once per thousand moves. */
double anneal_temperature(const struct anneal *anneal, uint64_t moves_done);

/* Cools fast, in up to ANNEAL_RUNGS rungs of a quarter of an octave each, and notes at
 * which temperature the moves that are taken become rare (start) and have almost ceased
 * (end). tried and taken are those of one rung. Leave out of taken what costs nothing:
 * where there are ties it is taken for ever.
 *
 *	anneal_pilot_init(&pilot, 30 * sigma, effort / 10, ANNEAL_HOT, ANNEAL_COLD);
 *	do
 *		search(pilot.temperature, pilot.moves_per_rung, &tried, &taken);
 *	while (anneal_pilot_next(&pilot, tried, taken));
 *	anneal_init(&anneal, pilot.start, pilot.end, effort - pilot_moves); */
struct anneal_pilot {
	double hot, cold; /* taken / tried: below hot is start, below cold is end */
	double temperature;
	uint64_t moves_per_rung;
	uint32_t rung;
	double start, end; /* when over: 0 < end <= start / 2 */
};

#define ANNEAL_HOT 2e-3
#define ANNEAL_COLD 1e-5

/* highest > 0; moves are those of all rungs, each gets one at least. */
void anneal_pilot_init(struct anneal_pilot *pilot, double highest, uint64_t moves,
    double hot, double cold);

/* False when it is over. */
MUST_CHECK bool anneal_pilot_next(struct anneal_pilot *pilot, uint64_t tried,
    uint64_t taken);
#endif
