#include "grouping_change.h"

#define TABLES_MAX (2 * GROUPING_MOVES_MAX)

static void
add_attributes(const struct grouping_input *input, const struct grouping_company *company,
    int sign, int64_t *costs)
{
	for (int a = 0; a < GROUPING_ATTRIBUTES; a++) {
		int64_t weight = sign * (int64_t)input->weights.attributes[a];

		for (uint32_t i = 0; weight != 0 && i < company->count; i++) {
			uint32_t code = input->people[company->people[i]].codes[a];

			for (uint32_t j = 0; code != 0 && j < i; j++)
				if (input->people[company->people[j]].codes[a] == code)
					costs[a] += weight;
		}
	}
}

/* Each pair is seen from its second person. */
static void
add_ties(const struct grouping_moves *moves, uint32_t person, uint32_t table, int sign,
    int64_t *costs)
{
	const struct grouping_seating *seating = moves->seating;

	for (uint32_t i = seating->tie_first[person]; i < seating->tie_first[person + 1];
	     i++) {
		const struct grouping_tie *tie = &seating->ties[i];

		if (tie->kind < GROUPING_MET || tie->other > person ||
		    grouping_move_place(moves, tie->other) != table)
			continue;
		costs[tie->kind == GROUPING_MET ? GROUPING_TERM_MET
						: GROUPING_TERM_WISH] += sign * tie->cost;
	}
}

static uint32_t
count_alone(const struct grouping_input *input, const struct grouping_company *company)
{
	uint64_t once = 0, twice = 0, minding = 0;

	for (uint32_t i = 0; i < company->count; i++) {
		const struct grouping_person *person = &input->people[company->people[i]];

		twice |= once & person->sections;
		once |= person->sections;
		minding |= person->minds_alone;
	}
	return grouping_seating_alone(once, twice, minding);
}

/* Adds sign times what the company costs. */
static void
add_company(const struct grouping_moves *moves, const struct grouping_company *company,
    uint32_t table, int sign, int64_t *costs)
{
	const struct grouping_seating *seating = moves->seating;
	const struct grouping_input *input = seating->input;

	add_attributes(input, company, sign, costs);
	for (uint32_t i = 0; i < company->count; i++) {
		int64_t minutes = grouping_seating_minutes(seating, company->people[i],
		    seating->tables[table].venue);

		costs[GROUPING_TERM_TRAVEL] += sign *
		    (input->weights.travel * minutes / 5);
		add_ties(moves, company->people[i], table, sign, costs);
	}
	costs[GROUPING_TERM_ALONE] += sign * (int64_t)input->weights.alone *
	    count_alone(input, company);
}

/* As it would be less as it is. */
static void
add_table(const struct grouping_moves *moves, uint32_t table,
    struct grouping_difference *difference)
{
	const struct grouping_moves nothing = { .seating = moves->seating };
	struct grouping_company before, after;

	grouping_move_company(&nothing, table, &before);
	grouping_move_company(moves, table, &after);
	add_company(&nothing, &before, table, -1, difference->costs);
	add_company(moves, &after, table, 1, difference->costs);
	grouping_breach_table(moves->seating, table, &before, &after,
	    &difference->breaches);
}

static void
add_left_and_stay(const struct grouping_moves *moves, int64_t *costs)
{
	const struct grouping_input *input = moves->seating->input;

	for (uint32_t i = 0; i < moves->count; i++) {
		uint32_t person = moves->items[i].person;
		int64_t cost = input->weights.left_out *
		    (INT64_C(1) + input->people[person].times_left_out);

		uint32_t from = moves->seating->place[person], to = moves->items[i].to;

		if (to == GROUPING_PLACE_LEFT)
			costs[GROUPING_TERM_LEFT_OUT] += cost;
		else if (from == GROUPING_PLACE_LEFT)
			costs[GROUPING_TERM_LEFT_OUT] -= cost;
		costs[GROUPING_TERM_STAY] += grouping_seating_stay(moves->seating, person,
						 to) -
		    grouping_seating_stay(moves->seating, person, from);
	}
}

static int
compare_numbers(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

	return a < b ? -1 : a > b;
}

/* The tables that somebody leaves or joins, ascending, each once. */
static uint32_t
list_tables(const struct grouping_moves *moves, uint32_t tables[TABLES_MAX])
{
	const struct grouping_seating *seating = moves->seating;
	uint32_t count = 0, kept = 0;

	for (uint32_t i = 0; i < moves->count; i++) {
		uint32_t from = seating->place[moves->items[i].person];

		if (grouping_seating_is_table(seating, from))
			tables[count++] = from;
		if (grouping_seating_is_table(seating, moves->items[i].to))
			tables[count++] = moves->items[i].to;
	}
	qsort(tables, count, sizeof(*tables), compare_numbers);
	for (uint32_t i = 0; i < count; i++)
		if (kept == 0 || tables[i] != tables[kept - 1])
			tables[kept++] = tables[i];
	return kept;
}

enum status
grouping_change_ask(const struct grouping_seating *seating,
    const struct grouping_move *moves, uint32_t count,
    struct grouping_difference *ret_difference, struct err *err)
{
	struct grouping_difference difference = { .cost = 0 };
	struct grouping_moves change;
	uint32_t tables[TABLES_MAX];
	enum status status = grouping_move_read(seating, moves, count, &change, err);

	if (status != OK)
		return status;
	uint32_t tables_count = list_tables(&change, tables);

	for (uint32_t i = 0; i < tables_count; i++)
		add_table(&change, tables[i], &difference);
	add_left_and_stay(&change, difference.costs);
	grouping_breach_people(&change, &difference.breaches);
	for (int term = 0; term < GROUPING_TERM_COUNT; term++)
		difference.cost += difference.costs[term];
	*ret_difference = difference;
	return OK;
}

enum status
grouping_change_swap(const struct grouping_seating *seating, uint32_t a, uint32_t b,
    struct grouping_difference *ret_difference, struct err *err)
{
	enum status status = grouping_move_check(seating, a, err);

	if (status == OK)
		status = grouping_move_check(seating, b, err);
	if (status != OK)
		return status;
	struct grouping_move moves[2] = { { a, seating->place[b] },
		{ b, seating->place[a] } };

	if (moves[0].to == moves[1].to)
		return err_set(err, ERR_INVALID,
		    "change: people %u and %u are at the same place", a, b);
	return grouping_change_ask(seating, moves, 2, ret_difference, err);
}

static enum status
ask_one(const struct grouping_seating *seating, const struct grouping_move *move,
    bool has_seat, struct grouping_difference *ret_difference, struct err *err)
{
	enum status status = grouping_move_check(seating, move->person, err);

	if (status == OK &&
	    grouping_seating_is_table(seating, seating->place[move->person]) != has_seat)
		return err_set(err, ERR_INVALID, "change: person %u %s", move->person,
		    has_seat ? "has no seat" : "has a seat already");
	return status == OK ? grouping_change_ask(seating, move, 1, ret_difference, err)
			    : status;
}

enum status
grouping_change_move(const struct grouping_seating *seating, uint32_t person,
    uint32_t table, struct grouping_difference *ret_difference, struct err *err)
{
	struct grouping_move move = { person, table };

	return ask_one(seating, &move, true, ret_difference, err);
}

enum status
grouping_change_join(const struct grouping_seating *seating, uint32_t person,
    uint32_t table, struct grouping_difference *ret_difference, struct err *err)
{
	struct grouping_move move = { person, table };

	return ask_one(seating, &move, false, ret_difference, err);
}

enum status
grouping_change_leave(const struct grouping_seating *seating, uint32_t person,
    struct grouping_difference *ret_difference, struct err *err)
{
	struct grouping_move move = { person, GROUPING_PLACE_OUTSIDE };

	return ask_one(seating, &move, true, ret_difference, err);
}
