#include "season_plan.h"

#include "dice.h"
#include "grouping_people.h"
#include "run.h"

#include <stdio.h>
#include <string.h>

static bool
comes(const struct season_plan_input *input, uint32_t person, uint32_t round)
{
	return input->comes == NULL || (input->comes[person] >> round & 1) != 0;
}

static bool
reaches(const struct grouping_input *round, uint32_t person,
    const struct season_plan_group *group)
{
	const struct grouping_person *p = &round->people[person];

	return (p->slots >> group->slot & 1) != 0 &&
	    round->minutes[p->site * round->venues_count + group->venue] <=
	    p->travel_minutes_max;
}

/* Broken rules are counted: an assertion for each seat would take most of the time. */
static uint32_t
count_group_faults(const struct season_plan_input *input, uint32_t r,
    const struct season_plan_group *group, uint32_t *seen)
{
	const struct grouping_input *round = input->round;
	uint32_t hosts = 0, faults = 0;

	faults += group->size < round->size_min || group->size > round->size_max;
	faults += group->size > round->table_seats[group->venue];
	for (uint32_t i = 0; i < group->size; i++) {
		uint32_t person = group->members[i];

		faults += i > 0 && group->members[i - 1] >= person;
		faults += !comes(input, person, r) || !reaches(round, person, group);
		faults += seen[person]++ > 0;
		hosts += round->people[person].may_host &&
		    round->people[person].host_load < round->people[person].host_quota;
	}
	return faults + (hosts == 0);
}

/* met[a * people + b], a < b, is kept up: how often they met. */
static uint32_t
count_repeats(uint32_t people, const struct season_plan_group *group, uint8_t *met)
{
	uint32_t repeats = 0;

	for (uint32_t i = 1; i < group->size; i++)
		for (uint32_t j = 0; j < i; j++)
			repeats += met[group->members[j] * people + group->members[i]]++ >
			    0;
	return repeats;
}

/* Who is glued sits at one table, or none of them does. */
static uint32_t
count_torn(const struct grouping_input *round, const uint32_t *table_of)
{
	uint32_t faults = 0;

	for (uint32_t a = 0; a < round->people_count; a++)
		for (uint32_t b = 0; b < a && round->people[a].glue != 0; b++)
			faults += round->people[a].glue == round->people[b].glue &&
			    table_of[a] != table_of[b];
	return faults;
}

/* Nobody sits twice, everybody who may come sits or is left, tables are lawful. */
static uint32_t
count_round_faults(const struct season_plan_input *input, uint32_t r,
    const struct season_plan_round *round, uint8_t *met)
{
	const struct grouping_input *people = input->round;
	uint32_t n = people->people_count, repeats = 0, faults = 0;
	CLEANUP(free_ptr) uint32_t *seen = alloc_zero(n, sizeof(*seen));
	CLEANUP(free_ptr) uint32_t *table_of = alloc_zero(n, sizeof(*table_of));
	CLEANUP(free_ptr)
	uint32_t *used = alloc_zero(people->venues_count * people->slots_count + 1,
	    sizeof(*used));

	for (uint32_t g = 0; g < round->groups_count; g++) {
		const struct season_plan_group *group = &round->groups[g];
		size_t cell = group->venue * people->slots_count + group->slot;

		faults += count_group_faults(input, r, group, seen);
		faults += ++used[cell] > people->tables[cell];
		repeats += count_repeats(n, group, met);
		for (uint32_t i = 0; i < group->size; i++)
			table_of[group->members[i]] = g + 1;
	}
	for (uint32_t i = 0; i < round->left_count; i++)
		seen[round->left[i]]++;
	for (uint32_t p = 0; p < n; p++)
		faults += seen[p] != comes(input, p, r);
	faults += count_torn(people, table_of);
	return faults + (repeats != round->repeats);
}

static size_t
cell_of(const struct season_plan_input *input, const struct grouping_pair *pair)
{
	uint32_t low = pair->a < pair->b ? pair->a : pair->b;
	uint32_t high = pair->a < pair->b ? pair->b : pair->a;

	return (size_t)low * input->round->people_count + high;
}

static uint32_t
count_forbidden(const struct season_plan_input *input, const uint8_t *met,
    const uint8_t *before)
{
	uint32_t faults = 0;

	for (size_t i = 0; i < input->round->pairs_count; i++) {
		const struct grouping_pair *pair = &input->round->pairs[i];
		size_t cell = cell_of(input, pair);

		faults += pair->kind <= GROUPING_MANAGER && met[cell] != before[cell];
	}
	return faults;
}

/* Everything that the plan claims, counted anew. */
static void
check_plan(const struct season_plan_input *input, const struct season_plan *plan)
{
	uint32_t n = input->round->people_count, faults = 0;
	CLEANUP(free_ptr) uint8_t *met = alloc_zero((size_t)n * n, 1);
	CLEANUP(free_ptr) uint8_t *before = alloc_zero((size_t)n * n, 1);
	uint64_t repeats = 0, left = 0, clean = 0;

	for (size_t i = 0; i < input->round->pairs_count; i++)
		if (input->round->pairs[i].kind == GROUPING_MET)
			before[cell_of(input, &input->round->pairs[i])] = 1;
	memcpy(met, before, (size_t)n * n);
	ck_assert_uint_eq(plan->rounds_count, input->rounds_count);
	for (uint32_t r = 0; r < plan->rounds_count; r++) {
		faults += count_round_faults(input, r, &plan->rounds[r], met);
		repeats += plan->rounds[r].repeats;
		left += plan->rounds[r].left_count;
		clean = repeats == 0 ? r + 1 : clean;
	}
	ck_assert_uint_eq(faults + count_forbidden(input, met, before), 0);
	ck_assert_uint_eq(plan->repeats, repeats);
	ck_assert_uint_eq(plan->left, left);
	ck_assert_uint_eq(plan->rounds_clean, clean);
	for (uint32_t i = 0; i < plan->notes_count; i++) {
		char text[SEASON_PLAN_NOTE_MAX];

		season_plan_note_text(input, plan, &plan->notes[i], text);
		ck_assert_uint_gt(strlen(text), 10);
	}
}

static struct season_plan
make(const struct season_plan_input *input, struct arena *arena)
{
	struct err err = { OK, "" };
	struct season_plan plan;

	ck_assert_msg(season_plan_make(input, NULL, arena, &plan, &err) == OK, "%s",
	    err.text);
	check_plan(input, &plan);
	return plan;
}

/* For every number of people from 42 on for which tables of 6 to 8 have a field: all its
 * rounds, and nobody meets anybody twice. */
START_TEST(test_construction_never_repeats)
{
	uint32_t built = 0;

	for (uint32_t n = 42 + (uint32_t)_i; n <= 400; n += 8) {
		CLEANUP(arena_done) struct arena arena = { 0 };
		struct season_plan_input input = { .round = season_plan_people(n, 6, 8, 1,
						       &arena),
			.rounds_count = 7,
			.method = SEASON_PLAN_CONSTRUCTION,
			.met_weight = 60 };
		struct season_plan plan;

		if (season_plan_make(&input, NULL, &arena, &plan, NULL) != OK)
			continue;
		input.rounds_count = plan.field;
		plan = make(&input, &arena);
		ck_assert_uint_eq(plan.repeats, 0);
		ck_assert_uint_eq(plan.left, 0);
		built++;
	}
	/* 50 to 65 are too many for tables of 6 at a prime power, or too few. */
	ck_assert_uint_ge(built, 40);
}
END_TEST

/* Classes that fill tables by themselves give one round more: the most there can be. */
START_TEST(test_classes_make_a_round_of_their_own)
{
	static const uint32_t cases[][3] = { { 32, 4, 9 }, { 9, 3, 4 }, { 16, 4, 5 },
		{ 25, 5, 6 }, { 49, 7, 8 }, { 64, 8, 9 } };

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		CLEANUP(arena_done) struct arena arena = { 0 };
		struct season_plan_input input = {
			.round = season_plan_people(cases[i][0], cases[i][1], cases[i][1],
			    1, &arena),
			.rounds_count = cases[i][2],
			.met_weight = 60
		};
		struct season_plan plan = make(&input, &arena);

		ck_assert_int_eq(plan.method, SEASON_PLAN_CONSTRUCTION);
		ck_assert_uint_eq(plan.repeats, 0);
		input.rounds_count++;
		input.method = SEASON_PLAN_CONSTRUCTION;
		ck_assert_int_eq(season_plan_make(&input, NULL, &arena, &plan, NULL),
		    ERR_LIMIT);
	}
}
END_TEST

/* A small random season with any of the rules tight. */
static struct season_plan_input
random_season(uint64_t seed, struct arena *arena)
{
	struct dice dice;

	dice_init(&dice, seed, 78);
	uint32_t count = 1 + dice_below(&dice, 70), low = 1 + dice_below(&dice, 6);
	struct grouping_people people = { .count = count,
		.sites = 1 + dice_below(&dice, 8),
		.venues = dice_below(&dice, 5),
		.slots = 1 + dice_below(&dice, 4),
		.side_minutes = 1 + dice_below(&dice, 40),
		.travel_minutes_max = 30 + dice_below(&dice, 90),
		.free_percent = 30 + dice_below(&dice, 91),
		.host_percent = 20 + dice_below(&dice, 100),
		.glued_percent = dice_below(&dice, 3) == 0 ? 10 : 0,
		.apart = dice_below(&dice, count + 1),
		.managers = dice_below(&dice, count / 2 + 1),
		.met = dice_below(&dice, 2 * count),
		.wishes = dice_below(&dice, count),
		.tables = 1 + dice_below(&dice, 9),
		.seats = 3 + dice_below(&dice, 12),
		.size_min = low,
		.size_max = low + dice_below(&dice, 4) };
	uint64_t *rounds = ARENA_NEW(arena, uint64_t, count);
	const struct grouping_input *round = grouping_people_make(&people, seed, arena);
	uint16_t *seats = (uint16_t *)(uintptr_t)round->table_seats;

	for (uint32_t v = 1; v < people.venues; v += 2)
		seats[v]--;
	for (uint32_t p = 0; p < count; p++)
		rounds[p] = dice_next(&dice) | dice_next(&dice);
	return (struct season_plan_input){ .round = round,
		.rounds_count = 1 + dice_below(&dice, 8),
		.comes = dice_below(&dice, 2) == 0 ? rounds : NULL,
		.met_weight = 1 + (int32_t)dice_below(&dice, 100),
		.effort = dice_below(&dice, 40000) };
}

#define SEASONS_PER_TEST 15
START_TEST(test_random_seasons_are_lawful)
{
	static const enum season_plan_method methods[] = { SEASON_PLAN_AUTOMATIC,
		SEASON_PLAN_JOINT, SEASON_PLAN_ROLLING };

	printf("# seeds from %d\n", _i * SEASONS_PER_TEST);
	for (int i = 0; i < SEASONS_PER_TEST; i++) {
		CLEANUP(arena_done) struct arena arena = { 0 };
		uint64_t seed = (uint64_t)_i * SEASONS_PER_TEST + (uint64_t)i;
		struct season_plan_input input = random_season(seed, &arena);

		for (size_t m = 0; m < COUNT_OF(methods); m++) {
			input.method = methods[m];
			ck_assert_msg(!make(&input, &arena).truncated, "seed %d",
			    (int)seed);
		}
	}
}
END_TEST

/* Of the people that others have, who are all that one slot has: who comes only there,
 * meets the same ones again. */
START_TEST(test_notes_say_what_cannot_be)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_input *round = season_plan_people(90, 6, 8, 1, &arena);
	struct grouping_person *people = ARENA_NEW(&arena, struct grouping_person, 90);
	static const uint16_t tables[] = { 20, 20 };
	struct season_plan_input input = { .round = round,
		.rounds_count = 12,
		.met_weight = 60 };
	char text[SEASON_PLAN_NOTE_MAX];

	for (uint32_t p = 0; p < 90; p++) {
		people[p] = round->people[p];
		people[p].slots = p < 34 ? 2 : 1;
	}
	round->people = people;
	round->slots_count = 2;
	round->tables = tables;
	struct season_plan plan = make(&input, &arena);

	ck_assert_uint_gt(plan.repeats, 0);
	ck_assert_uint_eq(plan.notes_count, 3);
	ck_assert_int_eq(plan.notes[2].kind, SEASON_PLAN_NOTE_SLOT);
	ck_assert_uint_eq(plan.notes[2].slot, 1);
	ck_assert_str_eq(season_plan_note_text(&input, &plan, &plan.notes[2], text),
	    "this slot has only 34 people: 5 rounds without repeats, 12 asked");
}
END_TEST

static const struct {
	uint32_t people, size_min, size_max, rounds;
	int32_t met_weight;
	enum status status;
	const char *text; /* of the error, or of the first note */
} extremes[] = {
	{ 0, 6, 8, 12, 60, ERR_INVALID, "people: 1 to 4000000, not 0" },
	{ 40, 8, 6, 12, 60, ERR_INVALID, "size: 8..6 is not within 1..32" },
	{ 40, 6, 8, 0, 60, ERR_INVALID, "rounds: 1 to 64, not 0" },
	{ 40, 6, 8, 65, 60, ERR_INVALID, "rounds: 1 to 64, not 65" },
	{ 40, 6, 8, 12, 0, ERR_INVALID, "weight met: 1 to 100000, not 0" },
	{ 1, 6, 8, 12, 60, OK, "1 person cannot make a table of 6 to 8" },
	{ 5, 6, 8, 12, 60, OK, "5 people cannot make a table of 6 to 8" },
	{ 6, 6, 8, 1, 60, OK, "1 round without repeats (joint)" },
	{ 6, 6, 8, 2, 60, OK, "15 repeats in 2 rounds, the first 1 without any (joint)" },
	{ 5, 1, 1, 3, 60, OK, "3 rounds without repeats (construction)" },
	{ 13, 8, 8, 2, 60, OK, NULL }, /* five have no seat */
	{ 100, 6, 8, 13, 60, OK, "13 rounds without repeats (construction)" },
};

START_TEST(test_extremes_have_a_sentence)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct season_plan_input input = {
		.round = season_plan_people(extremes[_i].people, extremes[_i].size_min,
		    extremes[_i].size_max, 1, &arena),
		.rounds_count = extremes[_i].rounds,
		.met_weight = extremes[_i].met_weight,
		.effort = 100000
	};
	struct season_plan plan = { .seed = 77 };
	struct err err = { OK, "" };
	char text[SEASON_PLAN_NOTE_MAX];

	ck_assert_int_eq(season_plan_make(&input, NULL, &arena, &plan, &err),
	    extremes[_i].status);
	if (extremes[_i].status != OK) {
		ck_assert_str_eq(err.text, extremes[_i].text);
		ck_assert_uint_eq(plan.seed, 77);
		return;
	}
	check_plan(&input, &plan);
	ck_assert_uint_gt(plan.notes_count, 0);
	season_plan_note_text(&input, &plan, &plan.notes[0], text);
	if (extremes[_i].text != NULL)
		ck_assert_str_eq(text, extremes[_i].text);
}
END_TEST

/* One person has no table in any round: there is nothing to look for. */
START_TEST(test_without_tables_nothing_is_searched)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct season_plan_input input = { .round = season_plan_people(1, 6, 8, 1,
					       &arena),
		.rounds_count = 12,
		.met_weight = 60,
		.effort = 1000000000 };
	struct season_plan plan;

	ck_assert_int_eq(season_plan_make(&input, NULL, &arena, &plan, NULL), OK);
	ck_assert_uint_lt(plan.moves, 1000000);
	ck_assert_uint_eq(plan.left, 12);
}
END_TEST

/* Person 0 must not meet 20 of 48 others, and a class has room for six. */
START_TEST(test_construction_gives_way_to_rules)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_input *round = season_plan_people(49, 7, 7, 1, &arena);
	struct grouping_pair pairs[20];
	struct season_plan_input input = { .round = round,
		.rounds_count = 7,
		.method = SEASON_PLAN_CONSTRUCTION,
		.met_weight = 60,
		.effort = 200000 };
	struct season_plan plan = { .seed = 77 };

	for (uint32_t i = 0; i < COUNT_OF(pairs); i++)
		pairs[i] = (struct grouping_pair){ 0, i + 1, GROUPING_APART, 0 };
	round->pairs = pairs;
	round->pairs_count = COUNT_OF(pairs);
	ck_assert_int_eq(season_plan_make(&input, NULL, &arena, &plan, NULL), ERR_LIMIT);
	ck_assert_uint_eq(plan.seed, 77);
	input.method = SEASON_PLAN_AUTOMATIC;
	plan = make(&input, &arena);
	ck_assert_int_eq(plan.method, SEASON_PLAN_JOINT);
}
END_TEST

/* A construction gives hosts, rules for pairs and company in the same way. */
START_TEST(test_construction_obeys_the_rules)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_people people = grouping_people_usual(140);

	people.travel_minutes_max = 200;
	people.free_percent = 100;
	people.glued_percent = 0;
	people.met = 0;
	people.tables = 20;
	struct season_plan_input input = { .round = grouping_people_make(&people,
					       (uint64_t)_i, &arena),
		.rounds_count = 12,
		.met_weight = 60,
		.effort = 20000000 };
	struct season_plan plan = make(&input, &arena);

	ck_assert_int_eq(plan.method, SEASON_PLAN_CONSTRUCTION);
	ck_assert_uint_eq(plan.field, 19);
	ck_assert_uint_eq(plan.repeats, 0);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("season_plan");

	tcase_set_timeout(tests, 120);
	tcase_add_loop_test(tests, test_construction_never_repeats, 0, 8);
	tcase_add_test(tests, test_classes_make_a_round_of_their_own);
	tcase_add_loop_test(tests, test_random_seasons_are_lawful, 0, 5);
	tcase_add_test(tests, test_notes_say_what_cannot_be);
	tcase_add_loop_test(tests, test_extremes_have_a_sentence, 0,
	    (int)COUNT_OF(extremes));
	tcase_add_test(tests, test_without_tables_nothing_is_searched);
	tcase_add_test(tests, test_construction_gives_way_to_rules);
	tcase_add_loop_test(tests, test_construction_obeys_the_rules, 0, 3);
	return run_tests("season_plan", tests);
}
