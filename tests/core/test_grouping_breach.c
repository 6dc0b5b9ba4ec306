#include "grouping_breach.h"

#include "grouping_change.h"
#include "grouping_seats.h"
#include "run.h"

#include <stdio.h>
#include <string.h>

/* Where everybody is before and after, for the rules from scratch. */
struct places {
	const struct grouping_seating *seating;
	uint32_t before[GROUPING_SEATS_PEOPLE_MAX], after[GROUPING_SEATS_PEOPLE_MAX];
};

static bool
is_bad_way(const struct places *places, uint32_t person, bool travel)
{
	const struct grouping_input *input = places->seating->input;
	const struct grouping_person *p = &input->people[person];
	uint32_t to = places->after[person];

	if (to >= GROUPING_PLACE_LEFT || to == places->before[person])
		return false;
	const struct grouping_seated *table = &places->seating->tables[to];

	return travel ? input->minutes[p->site * input->venues_count + table->venue] >
		p->travel_minutes_max
		      : (p->slots & UINT64_C(1) << table->slot) == 0;
}

static bool
is_together(const uint32_t *place, const struct grouping_pair *pair)
{
	return place[pair->a] == place[pair->b] && place[pair->a] < GROUPING_PLACE_LEFT;
}

static bool
is_torn(const uint32_t *place, uint32_t a, uint32_t b)
{
	return place[a] != place[b] && place[a] != GROUPING_PLACE_OUTSIDE &&
	    place[b] != GROUPING_PLACE_OUTSIDE;
}

static uint32_t
count_at(const struct places *places, const uint32_t *place, uint32_t table,
    bool only_hosts)
{
	const struct grouping_input *input = places->seating->input;
	uint32_t count = 0;

	for (uint32_t i = 0; i < input->people_count; i++)
		count += place[i] == table &&
		    (!only_hosts ||
			(input->people[i].may_host &&
			    input->people[i].host_load < input->people[i].host_quota));
	return count;
}

static void
count_table_breaches(const struct places *places, uint32_t table, uint32_t *broken)
{
	const struct grouping_input *input = places->seating->input;
	uint32_t seats = input->table_seats[places->seating->tables[table].venue];
	uint32_t was = count_at(places, places->before, table, false);
	uint32_t is = count_at(places, places->after, table, false);
	uint32_t led = count_at(places, places->before, table, true);
	bool changes = false;

	if (seats > input->size_max)
		seats = input->size_max;
	for (uint32_t i = 0; i < input->people_count; i++)
		changes |= places->before[i] != places->after[i] &&
		    (places->before[i] == table || places->after[i] == table);
	broken[GROUPING_BREACH_FROZEN] += changes &&
	    places->seating->tables[table].is_frozen;
	if (is == 0)
		return;
	broken[GROUPING_BREACH_TOO_FEW] += is < input->size_min && (was == 0 || is < was);
	broken[GROUPING_BREACH_TOO_MANY] += is > seats && is > was;
	broken[GROUPING_BREACH_NO_HOST] += count_at(places, places->after, table, true) ==
		0 &&
	    (was == 0 || led > 0);
}

static void
count_pair_breaches(const struct places *places, uint32_t *broken)
{
	const struct grouping_input *input = places->seating->input;

	for (size_t i = 0; i < input->pairs_count; i++) {
		const struct grouping_pair *pair = &input->pairs[i];

		if (pair->kind >= GROUPING_MET || !is_together(places->after, pair) ||
		    is_together(places->before, pair))
			continue;
		if (pair->kind == GROUPING_APART)
			broken[GROUPING_BREACH_APART] = 1;
		else
			broken[GROUPING_BREACH_MANAGER]++;
	}
	for (uint32_t a = 0; a < input->people_count; a++)
		for (uint32_t b = 0; b < a; b++)
			broken[GROUPING_BREACH_GLUE] += input->people[a].glue != 0 &&
			    input->people[a].glue == input->people[b].glue &&
			    is_torn(places->after, a, b) &&
			    !is_torn(places->before, a, b);
}

static void
count_breaches(const struct places *places, uint32_t *broken)
{
	for (uint32_t i = 0; i < places->seating->input->people_count; i++) {
		broken[GROUPING_BREACH_SLOT] += is_bad_way(places, i, false);
		broken[GROUPING_BREACH_TRAVEL] += is_bad_way(places, i, true);
	}
	for (uint32_t table = 0; table < places->seating->tables_count; table++)
		count_table_breaches(places, table, broken);
	count_pair_breaches(places, broken);
}

static void
check_breaches(struct grouping_seating *seating, struct dice *dice, uint64_t seed,
    uint32_t *seen)
{
	struct places places = { .seating = seating };
	uint32_t broken[GROUPING_BREACH_RULE_COUNT] = { 0 }, all = 0;
	struct grouping_difference difference;
	struct grouping_move moves[GROUPING_SEATS_MOVES_MAX];
	uint32_t people = seating->input->people_count;
	uint32_t count = grouping_seats_moves(seating, dice, moves);

	memcpy(places.before, seating->place, people * sizeof(uint32_t));
	ck_assert_int_eq(grouping_change_ask(seating, moves, count, &difference, NULL),
	    OK);
	ck_assert_int_eq(grouping_seating_apply(seating, moves, count, NULL), OK);
	memcpy(places.after, seating->place, people * sizeof(uint32_t));
	count_breaches(&places, broken);
	for (int rule = 0; rule < GROUPING_BREACH_RULE_COUNT; rule++)
		all += broken[rule];
	if (all > GROUPING_BREACHES_MAX) {
		ck_assert_uint_eq(difference.breaches.count, GROUPING_BREACHES_MAX);
		return;
	}
	ck_assert_uint_eq(difference.breaches.count, all);
	for (uint32_t i = 0; i < difference.breaches.count; i++)
		broken[difference.breaches.items[i].rule]--;
	for (int rule = 0; rule < GROUPING_BREACH_RULE_COUNT; rule++)
		ck_assert_msg(broken[rule] == 0, "seed %u: rule %d", (unsigned)seed,
		    rule);
	for (uint32_t i = 0; i < difference.breaches.count; i++)
		seen[difference.breaches.items[i].rule]++;
}

#define PROBLEMS_PER_TEST 20
#define CHANGES 20

static void
make_changes(uint64_t seed, uint32_t *seen)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct dice dice;

	dice_init(&dice, seed, 7);
	struct grouping_seating *seating = grouping_seats_random(seed, &arena);

	for (int i = 0; i < CHANGES; i++)
		check_breaches(seating, &dice, seed, seen);
}

START_TEST(test_broken_rules_are_those_from_scratch)
{
	uint32_t seen[GROUPING_BREACH_RULE_COUNT] = { 0 };

	for (int i = 0; i < PROBLEMS_PER_TEST; i++)
		make_changes((uint64_t)(_i * PROBLEMS_PER_TEST + i), seen);
	for (enum grouping_breach_rule r = 0; r < GROUPING_BREACH_RULE_COUNT; r++)
		ck_assert_msg(seen[r] > 0, "%s was never broken",
		    grouping_breach_name(r));
	printf("# seeds from %d\n", _i * PROBLEMS_PER_TEST);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("grouping_breach");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, test_broken_rules_are_those_from_scratch, 0, 5);
	return run_tests("grouping_breach", tests);
}
