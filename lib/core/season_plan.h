/* season_plan.h - who sits with whom in all rounds of a season, so that people meet new
 * people: an intention, from which each round is then formed for those who really come
 * (season_plan_start.h). Pure: same input, seed and effort, same plan, on every machine.
 *
 * Three ways, the first that fits (SEASON_PLAN_AUTOMATIC):
 * - construction: no two people meet twice, by arithmetic; where everybody may come to
 *   every round, and one slot has the tables;
 * - joint: all rounds are searched together for the fewest repeats;
 * - rolling: round after round, each with all that was before it; for thousands.
 *
 * All hard rules of grouping.h hold in every round, and its soft costs count beside
 * repeats, but for travel and alone in the joint search and in the construction.
 * Sources: Aguado 2004 (social golfer by permutations of a field), Dotu and Van
 * Hentenryck 2005 (search over all weeks); figures in docs/decisions/0017. */
#ifndef CONVENE_SEASON_PLAN_H
#define CONVENE_SEASON_PLAN_H

#include "grouping.h"

#define SEASON_PLAN_ROUNDS_MAX 64
#define SEASON_PLAN_JOINT_MAX 2000 /* people: the pairs' table grows by the square */
#define SEASON_PLAN_NOTE_MAX 200

enum season_plan_method {
	SEASON_PLAN_AUTOMATIC,
	SEASON_PLAN_CONSTRUCTION,
	SEASON_PLAN_JOINT,
	SEASON_PLAN_ROLLING,
	SEASON_PLAN_METHOD_COUNT,
};

/* Borrowed and unchanged while season_plan_make() runs. */
struct season_plan_input {
	/* Any round of the season: people, pairs, places, sizes, weights, seed. Pairs of
	 * GROUPING_MET are repeats when they meet. It has no fixed tables (who has a
	 * standing group needs no plan), and its effort is not used. */
	const struct grouping_input *round;
	uint32_t rounds_count; /* 1 to SEASON_PLAN_ROUNDS_MAX */
	const uint64_t *comes; /* [person], bit r: may come to round r; NULL: to all */
	enum season_plan_method method;
	int32_t met_weight; /* of a repeat, beside the weights of the round; 1 or more */
	/* Moves to try in all, GROUPING_EFFORT_MAX at most; 0: the first lawful plan. */
	uint64_t effort;
};

struct season_plan_group {
	const uint32_t *members; /* ascending */
	uint32_t size, slot, venue;
};

struct season_plan_round {
	const struct season_plan_group *groups; /* by their first members */
	uint32_t groups_count;
	const uint32_t *left; /* who may come and has no seat, ascending */
	uint32_t left_count;
	uint32_t repeats; /* pairs that met in an earlier round, or before the season */
};

enum season_plan_note_kind {
	SEASON_PLAN_NOTE_METHOD, /* by which method, and how many repeats it leaves */
	SEASON_PLAN_NOTE_NOBODY, /* no round has a table, and why */
	SEASON_PLAN_NOTE_ROUNDS, /* more rounds are asked than can be without repeats */
	SEASON_PLAN_NOTE_SLOT, /* the same for a slot that is all that some can come to */
	SEASON_PLAN_NOTE_LEFT, /* seats that are missing, in all rounds */
	SEASON_PLAN_NOTE_KIND_COUNT,
};

struct season_plan_note {
	enum season_plan_note_kind kind;
	uint32_t slot;   /* NOTE_SLOT; else GROUPING_NONE */
	uint32_t people; /* whom it is about */
	uint32_t rounds; /* at most so many without a repeat */
};

/* In the caller's arena. */
struct season_plan {
	const struct season_plan_round *rounds;
	uint32_t rounds_count;
	enum season_plan_method method; /* the one that made it */
	uint32_t field;                 /* construction: q, tables in a round; else 0 */
	uint64_t repeats;               /* sum of those of the rounds */
	uint32_t rounds_clean;          /* the first so many have none */
	uint64_t left;                  /* sum of left_count */
	const struct season_plan_note *notes;
	uint32_t notes_count;
	uint64_t moves; /* tried */
	uint64_t seed, effort;
	bool truncated; /* the stop flag ended it */
};

/* Progress counts the moves of the whole season; its cost is repeats times met_weight
 * plus the soft costs. ERR_INVALID, naming the field and with *ret_plan untouched, for
 * input that contradicts this header or grouping.h; ERR_LIMIT when the wanted method
 * cannot be used: a construction that does not exist, a joint search for too many. */
MUST_CHECK enum status season_plan_make(const struct season_plan_input *input,
    const struct grouping_options *options, struct arena *arena,
    struct season_plan *ret_plan, struct err *err);

/* What is usually enough: at most 5 s of one core up to 70 people, 8 s for 140 and 12
 * rounds; less where nothing is left to gain. A move of the joint search takes some 4 ns,
 * one of a rolling plan 50 ns. */
uint64_t season_plan_effort(const struct season_plan_input *input);

/* How many rounds so many people can have without a repeat, in tables of size_min to
 * size_max and everybody seated each time: no more than this. 0: they fill no tables. */
uint32_t season_plan_rounds_most(uint32_t people_count, uint32_t size_min,
    uint32_t size_max);

/* "construction", "joint", "rolling", "automatic". */
const char *season_plan_method_name(enum season_plan_method method);

/* A sentence for an administrator: "this slot has only 34 people: 5 rounds without
 * repeats". Returns buf. */
const char *season_plan_note_text(const struct season_plan_input *input,
    const struct season_plan *plan, const struct season_plan_note *note,
    char buf[static SEASON_PLAN_NOTE_MAX]);

/* People of whom nothing is known but their number: one slot, one venue with tables for
 * all, everybody may host. In the arena. */
struct grouping_input *season_plan_people(uint32_t people_count, uint32_t size_min,
    uint32_t size_max, uint64_t seed, struct arena *arena);
#endif
