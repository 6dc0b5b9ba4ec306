/* problem.h - the files of an organisation as the input of the grouping engine, round
 * after round. */
#ifndef CONVENE_PROBLEM_H
#define CONVENE_PROBLEM_H

#include "rules.h"
#include "sheets.h"

struct problem_pair;

/* All zero before problem_new(). */
struct problem {
	const struct sheets *sheets; /* person i is row i of the roster */
	const struct rules *rules;
	struct arena arena;
	struct grouping_input input; /* of the round to come; slot n is weekday n */
	struct grouping_person *people;
	const char **venues; /* names, by the engine's number */
	uint32_t round;      /* the one to come, from 0 */
	uint32_t *seats;     /* had in the rounds so far, by person */
	struct problem_pair *fixed, *met;
	size_t fixed_count, fixed_room, met_count, met_room;
	struct grouping_pair *pairs; /* what input borrows */
	size_t passed_over;          /* rows of history about people of other rosters */
};

/* ERR_INVALID with a line for each flaw in errors: a rule names somebody who is not on
 * the roster, or ties people into a group larger than a table. ERR_LIMIT: more values of
 * an attribute, places or pairs than the engine takes. sheets and rules are borrowed. */
MUST_CHECK enum status problem_new(const struct sheets *sheets, const struct rules *rules,
    uint32_t size_min, uint32_t size_max, struct problem *ret_problem,
    struct text *errors, struct err *err);

/* The round was held as planned: who met, who led, who was left out. input is then the
 * next one's. */
MUST_CHECK enum status problem_advance(struct problem *problem,
    const struct grouping_plan *plan, struct err *err);

/* "P0001", "thu", "The Olive Table". */
const char *problem_person(const struct problem *problem, uint32_t person);
const char *problem_evening(uint32_t slot);
const char *problem_venue(const struct problem *problem, uint32_t venue);

/* The slot of such a word, or GROUPING_NONE. */
uint32_t problem_find_evening(const char *word);

/* Where tables meet when no sites are given. */
#define PROBLEM_ANYWHERE "anywhere"

/* For CLEANUP(). */
void problem_done(struct problem *problem);
#endif
