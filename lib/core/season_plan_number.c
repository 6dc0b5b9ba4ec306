#include "season_plan_number.h"

#include "anneal.h"
#include "dice.h"
#include "season_plan_pairs.h"

#include <assert.h>

#define HOT 8.0 /* costs of a pair are some 10 */
#define COLD 0.5
#define MOVES_PER_LOOK 1000000

struct search {
	struct season_plan_number *number;
	const struct grouping_options *options;
	const struct grouping_input *round;
	size_t stride;
	const int32_t *cost;   /* [a * stride + b] */
	const uint32_t *first; /* [number], into mates; one more at the end */
	const uint32_t *mates; /* numbers that it meets, in any round */
	const float *lns;
	struct dice dice;
	uint64_t effort;
};

static bool
is_host(const struct grouping_person *person)
{
	return person->may_host && person->host_load < person->host_quota;
}

struct rank { /* of a person: equal ones should not meet */
	uint64_t key;
	uint32_t person;
	bool is_host;
};

static int
compare_ranks(const void *a, const void *b)
{
	const struct rank *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->person > y->person) - (x->person < y->person);
}

/* The codes of the two attributes that weigh most, the heavier one in front. */
static uint64_t
key_of(const struct grouping_input *round, const struct grouping_person *person)
{
	uint32_t heavy = 0, second = 1;
	const int32_t *weights = round->weights.attributes;

	for (uint32_t a = 1; a < GROUPING_ATTRIBUTES; a++) {
		if (weights[a] > weights[heavy]) {
			second = heavy;
			heavy = a;
		} else if (a != second && weights[a] > weights[second]) {
			second = a;
		}
	}
	return (weights[heavy] > 0 ? (uint64_t)person->codes[heavy] << 32 : 0) |
	    (weights[second] > 0 ? person->codes[second] : 0);
}

/* Hosts fill class 0; all others follow by what they have in common. */
static void
deal_numbers(struct season_plan_number *number, struct arena *arena)
{
	const struct grouping_input *round = number->input->round;
	struct rank *ranks = ARENA_NEW(arena, struct rank, round->people_count);
	uint32_t hosts = 0, next = number->field;

	number->people = ARENA_NEW(arena, uint32_t, round->people_count);
	for (uint32_t p = 0; p < round->people_count; p++)
		ranks[p] = (struct rank){ key_of(round, &round->people[p]), p,
			is_host(&round->people[p]) };
	qsort(ranks, round->people_count, sizeof(*ranks), compare_ranks);
	for (uint32_t i = 0; i < round->people_count; i++) {
		if (ranks[i].is_host && hosts < number->field)
			number->people[hosts++] = ranks[i].person;
		else
			number->people[next++] = ranks[i].person;
	}
	assert(hosts == number->field && next == round->people_count);
}

/* All numbers that share a table with this one in any round. */
static uint32_t
list_mates(const struct season_plan_number *number, const uint32_t *heads,
    const uint32_t *links, uint32_t of, uint32_t *mates)
{
	uint32_t people = number->input->round->people_count, count = 0;

	for (uint32_t r = 0; r < number->input->rounds_count; r++) {
		size_t row = (size_t)r * people;

		for (uint32_t m = heads[row + number->tables[row + of]];
		     m != GROUPING_NONE; m = links[row + m])
			if (m != of)
				mates[count++] = m;
	}
	return count;
}

static void
find_mates(struct search *search, struct arena *arena)
{
	const struct season_plan_number *number = search->number;
	uint32_t people = search->round->people_count;
	size_t cells = (size_t)people * number->input->rounds_count;
	uint32_t *heads = ARENA_NEW(arena, uint32_t, cells);
	uint32_t *links = ARENA_NEW(arena, uint32_t, cells);
	uint32_t *first = ARENA_NEW(arena, uint32_t, people + 1);
	uint32_t *mates = ARENA_NEW(arena, uint32_t,
	    cells * (search->round->size_max - 1) + 1);

	for (size_t i = 0; i < cells; i++)
		heads[i] = GROUPING_NONE;
	for (size_t i = 0; i < cells; i++) {
		uint32_t *head = &heads[i / people * people + number->tables[i]];

		links[i] = *head;
		*head = (uint32_t)(i % people);
	}
	for (uint32_t p = 0; p < people; p++)
		first[p + 1] = first[p] +
		    list_mates(number, heads, links, p, mates + first[p]);
	search->first = first;
	search->mates = mates;
}

/* What the mates of number `at`, but for `not`, cost more with y than with x. */
static int64_t
difference(const struct search *search, uint32_t at, uint32_t not_at, uint32_t x,
    uint32_t y)
{
	const int32_t *cost_x = search->cost + x * search->stride;
	const int32_t *cost_y = search->cost + y * search->stride;
	const uint32_t *people = search->number->people;
	int64_t sum = 0;

	for (uint32_t i = search->first[at]; i < search->first[at + 1]; i++) {
		uint32_t mate = search->mates[i];

		if (mate != not_at)
			sum += cost_y[people[mate]] - cost_x[people[mate]];
	}
	return sum;
}

static void
try_swap(struct search *search, double temperature)
{
	struct season_plan_number *number = search->number;
	uint32_t a = dice_below(&search->dice, search->round->people_count);
	uint32_t b = dice_below(&search->dice, search->round->people_count);
	uint32_t x = number->people[a], y = number->people[b];
	uint32_t at = dice_below(&search->dice, ANNEAL_LNS);

	number->moves += 1 + search->first[a + 1] - search->first[a];
	if (a == b || (a < number->field && !is_host(&search->round->people[y])) ||
	    (b < number->field && !is_host(&search->round->people[x])))
		return;
	int64_t change = difference(search, a, b, x, y) + difference(search, b, a, y, x);

	if ((double)change > temperature * (double)search->lns[at])
		return;
	number->people[a] = y;
	number->people[b] = x;
}

static bool
is_stopped(const struct search *search)
{
	const struct grouping_options *options = search->options;
	struct grouping_progress progress = { .moves = search->number->moves,
		.effort = search->number->input->effort };

	if (options->progress != NULL)
		options->progress(&progress, options->arg);
	return options->stop != NULL && atomic_load(options->stop);
}

static void
run_search(struct search *search)
{
	struct season_plan_number *number = search->number;
	struct anneal anneal;

	if (search->effort == 0)
		return;
	anneal_init(&anneal, HOT, COLD, search->effort);
	while (number->moves < search->effort && !number->truncated) {
		uint64_t look = number->moves + MOVES_PER_LOOK;
		double temperature = anneal_temperature(&anneal, number->moves);

		while (number->moves < look && number->moves < search->effort)
			try_swap(search, temperature);
		number->truncated = is_stopped(search);
	}
}

static bool
has_forbidden(const struct search *search)
{
	const uint32_t *people = search->number->people;

	for (uint32_t p = 0; p < search->round->people_count; p++)
		for (uint32_t i = search->first[p]; i < search->first[p + 1]; i++)
			if (search->cost[people[p] * search->stride +
				people[search->mates[i]]] >= SEASON_PLAN_PAIRS_APART)
				return true;
	return false;
}

enum status
season_plan_number_people(struct season_plan_number *number, uint64_t effort,
    const struct grouping_options *options, struct arena *arena, struct err *err)
{
	const struct grouping_input *round = number->input->round;
	struct search search = { .number = number,
		.options = options,
		.round = round,
		.stride = round->people_count,
		.effort = effort };
	bool has_costs;

	deal_numbers(number, arena);
	if (round->people_count > SEASON_PLAN_JOINT_MAX)
		return round->pairs_count == 0
		    ? OK
		    : err_set(err, ERR_LIMIT,
			  "no construction: %u people, %d at most with rules for pairs",
			  round->people_count, SEASON_PLAN_JOINT_MAX);
	search.cost = season_plan_pairs_costs(round, search.stride, arena, &has_costs);
	if (!has_costs && round->pairs_count == 0)
		return OK;
	search.lns = anneal_lns(arena);
	dice_init(&search.dice, round->seed, 2);
	find_mates(&search, arena);
	run_search(&search);
	if (has_forbidden(&search))
		return err_set(err, ERR_LIMIT,
		    "no construction: some who must not meet would");
	return OK;
}
