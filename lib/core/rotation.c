#include "rotation.h"

#include <string.h>

#define NONE UINT32_MAX

/* Teams and tables are the two kinds of places that a visit joins, numbered in this
 * order. */
struct rotation {
	const struct rotation_input *input;
	uint32_t places_count, rounds_count, words_count; /* of 64 rounds */
	uint32_t *visit_at; /* [place * rounds_count + round], or NONE */
	uint64_t *free;     /* [place * words_count + round / 64]: a bit set is free */
	struct rotation_plan *plan;
};

static uint32_t
place_of_table(const struct rotation_input *input, uint32_t visit)
{
	return input->teams_count + input->visits[visit].table;
}

/* The place at the other end of a visit. */
static uint32_t
across(const struct rotation_input *input, uint32_t visit, uint32_t place)
{
	return place < input->teams_count ? place_of_table(input, visit)
					  : input->visits[visit].team;
}

static void
set(struct rotation *rotation, uint32_t place, uint32_t round, uint32_t visit)
{
	uint64_t *word = &rotation
			      ->free[(size_t)place * rotation->words_count + round / 64];

	rotation->visit_at[(size_t)place * rotation->rounds_count + round] = visit;
	if (visit == NONE)
		*word |= UINT64_C(1) << round % 64;
	else
		*word &= ~(UINT64_C(1) << round % 64);
}

static uint32_t
at(const struct rotation *rotation, uint32_t place, uint32_t round)
{
	return rotation->visit_at[(size_t)place * rotation->rounds_count + round];
}

/* The first round that is free for one place or, when it is not NONE, for both. */
static uint32_t
first_free(const struct rotation *rotation, uint32_t place, uint32_t other)
{
	const uint64_t *words = rotation->free + (size_t)place * rotation->words_count;

	for (uint32_t k = 0; k < rotation->words_count; k++) {
		uint64_t both = other == NONE ? words[k]
					      : words[k] &
			rotation->free[(size_t)other * rotation->words_count + k];

		if (both != 0)
			return k * 64 + (uint32_t)__builtin_ctzll(both);
	}
	return NONE;
}

static void
move(struct rotation *rotation, uint32_t visit, uint32_t round)
{
	struct rotation_plan *plan = rotation->plan;

	if (plan->round_of[visit] != NONE)
		plan->visits_count[plan->round_of[visit]]--;
	plan->round_of[visit] = round;
	plan->visits_count[round]++;
	set(rotation, rotation->input->visits[visit].team, round, visit);
	set(rotation, place_of_table(rotation->input, visit), round, visit);
}

/* From a place whose visit in one round is the path's first, on by visits in the other
 * and the one in turn: all change to the respective other round. Places inside the path
 * keep a visit in both, its ends are set free where nothing comes after. */
static void
flip(struct rotation *rotation, uint32_t place, uint32_t one, uint32_t other)
{
	uint32_t visit = at(rotation, place, one);

	set(rotation, place, one, NONE);
	while (visit != NONE) {
		uint32_t far = across(rotation->input, visit, place);
		uint32_t next = at(rotation, far, other);

		if (next == NONE)
			set(rotation, far, one, NONE);
		move(rotation, visit, other);
		place = far;
		visit = next;
		uint32_t kept = one;

		one = other;
		other = kept;
	}
}

static void
insert(struct rotation *rotation, uint32_t visit)
{
	uint32_t team = rotation->input->visits[visit].team;
	uint32_t table = place_of_table(rotation->input, visit);
	uint32_t round = first_free(rotation, team, table);

	if (round == NONE) {
		/* The path from the table never comes to the team: it would arrive there
		 * by a visit in `round`, in which the team is free. */
		round = first_free(rotation, team, NONE);
		flip(rotation, table, round, first_free(rotation, table, NONE));
	}
	move(rotation, visit, round);
}

/* Paths that begin and end by a visit in `from` make it one less; others, which end by
 * one in `to`, change nothing. */
static void
shift(struct rotation *rotation, uint32_t from, uint32_t to)
{
	for (uint32_t place = 0; place < rotation->places_count; place++) {
		if (rotation->plan->visits_count[from] <=
		    rotation->plan->visits_count[to] + 1)
			return;
		if (at(rotation, place, from) != NONE && at(rotation, place, to) == NONE)
			flip(rotation, place, from, to);
	}
}

/* Of two rounds the fuller one has a path that makes it less, hence this ends. */
static void
even_out(struct rotation *rotation)
{
	const uint32_t *count = rotation->plan->visits_count;

	for (;;) {
		uint32_t full = 0, thin = 0;

		for (uint32_t round = 1; round < rotation->rounds_count; round++) {
			full = count[round] > count[full] ? round : full;
			thin = count[round] < count[thin] ? round : thin;
		}
		if (count[full] <= count[thin] + 1)
			return;
		shift(rotation, full, thin);
	}
}

/* Of each place, the number of its visits. */
static enum status
count_degrees(const struct rotation_input *input, uint32_t *degrees, struct err *err)
{
	for (uint32_t visit = 0; visit < input->visits_count; visit++) {
		const struct rotation_visit *v = &input->visits[visit];

		if (v->team >= input->teams_count || v->table >= input->tables_count)
			return err_set(err, ERR_INVALID,
			    "visit %u is of team %u at table %u: there are %u and %u",
			    visit, v->team, v->table, input->teams_count,
			    input->tables_count);
		degrees[v->team]++;
		degrees[place_of_table(input, visit)]++;
	}
	return OK;
}

static enum status
check_twice(const struct rotation *rotation, struct err *err)
{
	const struct rotation_input *input = rotation->input;
	CLEANUP(free_ptr)
	uint32_t *seen = alloc_zero(input->tables_count, sizeof(*seen)); /* team + 1 */

	for (uint32_t team = 0; team < input->teams_count; team++) {
		for (uint32_t round = 0; round < rotation->rounds_count; round++) {
			uint32_t visit = at(rotation, team, round);

			if (visit == NONE)
				continue;
			uint32_t table = input->visits[visit].table;

			if (seen[table] == team + 1)
				return err_set(err, ERR_INVALID,
				    "team %u is to visit table %u twice", team, table);
			seen[table] = team + 1;
		}
	}
	return OK;
}

/* Rounds as many as the busiest place needs. */
static enum status
choose_rounds(const struct rotation_input *input, uint64_t places,
    struct rotation_plan *plan, struct err *err)
{
	if (places >= NONE)
		return err_set(err, ERR_LIMIT, "%u teams and %u tables are too many",
		    input->teams_count, input->tables_count);
	CLEANUP(free_ptr) uint32_t *degrees = alloc_zero(places + 1, sizeof(*degrees));
	enum status status = count_degrees(input, degrees, err);

	if (status != OK)
		return status;
	for (uint32_t place = 0; place < places; place++)
		if (degrees[place] > degrees[plan->busiest])
			plan->busiest = place;
	plan->rounds_count = degrees[plan->busiest] > input->rounds_least
	    ? degrees[plan->busiest]
	    : input->rounds_least;
	if (places * plan->rounds_count > ROTATION_CELLS_MAX)
		return err_set(err, ERR_LIMIT, "%u teams, %u tables, %u rounds: too many",
		    input->teams_count, input->tables_count, plan->rounds_count);
	return OK;
}

enum status
rotation_plan_make(const struct rotation_input *input, struct arena *arena,
    struct rotation_plan *ret_plan, struct err *err)
{
	uint64_t places = (uint64_t)input->teams_count + input->tables_count;
	struct rotation_plan plan = { 0 };
	enum status status = choose_rounds(input, places, &plan, err);

	if (status != OK)
		return status;
	struct rotation rotation = { .input = input,
		.places_count = (uint32_t)places,
		.rounds_count = plan.rounds_count,
		.words_count = (plan.rounds_count + 63) / 64,
		.plan = &plan };
	CLEANUP(free_ptr)
	uint32_t *cells = rotation.visit_at = alloc_zero(places * plan.rounds_count + 1,
	    sizeof(*cells));
	CLEANUP(free_ptr)
	uint64_t *words = rotation.free = alloc_zero(places * rotation.words_count + 1,
	    sizeof(*words));

	for (uint32_t place = 0; place < places; place++)
		for (uint32_t round = 0; round < plan.rounds_count; round++)
			set(&rotation, place, round, NONE);
	plan.visits_count = ARENA_NEW(arena, uint32_t, plan.rounds_count + 1);
	plan.round_of = ARENA_NEW(arena, uint32_t, input->visits_count + 1);
	memset(plan.round_of, 0xff, input->visits_count * sizeof(*plan.round_of));
	for (uint32_t visit = 0; visit < input->visits_count; visit++)
		insert(&rotation, visit);
	status = check_twice(&rotation, err);
	if (status != OK)
		return status;
	even_out(&rotation);
	*ret_plan = plan;
	return OK;
}
