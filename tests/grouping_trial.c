#include "grouping_trial.h"

#include "grouping_change.h"

#include <check.h>
#include <string.h>

/* Somebody of a random table, or GROUPING_NONE. */
static uint32_t
some_seated(struct grouping_trial *trial)
{
	for (int tries = 0; tries < 200; tries++) {
		uint32_t person = dice_below(&trial->dice,
		    trial->seating->input->people_count);
		uint32_t place = trial->seating->place[person];

		if (grouping_seating_is_table(trial->seating, place) &&
		    !trial->seating->tables[place].is_frozen)
			return person;
	}
	return GROUPING_NONE;
}

/* People whom a table can do without stand by, or take no part. */
static void
make_standbys(struct grouping_trial *trial)
{
	for (int i = 0; i < 20; i++) {
		struct grouping_move move = { some_seated(trial),
			dice_below(&trial->dice, 2) == 0 ? GROUPING_PLACE_LEFT
							 : GROUPING_PLACE_OUTSIDE };
		struct grouping_difference d;

		if (move.person == GROUPING_NONE)
			return;
		ck_assert_int_eq(grouping_change_ask(trial->seating, &move, 1, &d, NULL),
		    OK);
		if (d.breaches.count == 0)
			ck_assert_int_eq(grouping_seating_apply(trial->seating, &move, 1,
					     NULL),
			    OK);
	}
}

bool
grouping_trial_begin(struct grouping_trial *trial, uint64_t seed)
{
	*trial = (struct grouping_trial){ .request.stay_cost = (int32_t)(seed % 3 * 20) };
	dice_init(&trial->dice, seed, 8);
	trial->seating = grouping_seats_random(seed, &trial->arena);
	make_standbys(trial);
	trial->request.candidates = trial->candidates;
	trial->request.notified = seed % 2 == 0 ? trial->notified : NULL;
	trial->request.repairs_max = 1 + dice_below(&trial->dice, 8);
	for (uint32_t i = 0; i < trial->seating->input->people_count; i++) {
		trial->notified[i] = dice_below(&trial->dice, 2) == 0;
		if (!grouping_seating_is_table(trial->seating,
			trial->seating->place[i]) &&
		    dice_below(&trial->dice, 8) < seed % 8)
			trial->candidates[trial->request.candidates_count++] =
			    (struct grouping_candidate){ i, dice_below(&trial->dice, 2) };
	}
	trial->request.leaver = some_seated(trial);
	return trial->request.leaver != GROUPING_NONE;
}

/* A plan knows nobody who takes no part, hence nobody who was glued to them. */
static void
forget_glue_outside(const struct grouping_seating *seating)
{
	struct grouping_person *people = (struct grouping_person *)(uintptr_t)
					     seating->input->people;

	for (uint32_t i = 0; i < seating->input->people_count; i++)
		if (seating->place[i] == GROUPING_PLACE_OUTSIDE)
			people[i].glue = 0;
}

static bool
is_notified(const struct grouping_trial *trial, uint32_t person)
{
	if (trial->request.notified != NULL && !trial->request.notified[person])
		return false;
	return person != trial->request.leaver &&
	    grouping_seating_is_table(trial->seating, trial->seating->place[person]);
}

void
grouping_trial_check(struct grouping_trial *trial, const struct grouping_repair *repair,
    uint64_t seed)
{
	struct grouping_move back[GROUPING_MOVES_MAX];
	int64_t before[GROUPING_TERM_COUNT], after[GROUPING_TERM_COUNT], cost = 0;
	struct err err = { OK, "" };
	uint32_t notified = 0, tables = trial->seating->tables_count;
	struct grouping_seated *hosts = ARENA_NEW(&trial->arena, struct grouping_seated,
	    tables);

	memcpy(hosts, trial->seating->tables, tables * sizeof(*hosts));
	for (uint32_t i = 0; i < repair->moves_count; i++) {
		uint32_t person = repair->moves[i].person;

		back[i] = (struct grouping_move){ person, trial->seating->place[person] };
		notified += is_notified(trial, person);
	}
	ck_assert_uint_eq(repair->notified_moved, notified);
	grouping_seats_costs(trial->seating, before);
	ck_assert_msg(grouping_seating_apply(trial->seating, repair->moves,
			  repair->moves_count, &err) == OK,
	    "seed %u: %s", (unsigned)seed, err.text);
	grouping_seats_costs(trial->seating, after);
	forget_glue_outside(trial->seating);
	ck_assert_msg(grouping_seats_check(trial->seating, &err) == OK, "seed %u: %s",
	    (unsigned)seed, err.text);
	for (int term = 0; term < GROUPING_TERM_COUNT; term++) {
		ck_assert_int_eq(repair->costs[term], after[term] - before[term]);
		cost += repair->costs[term];
	}
	ck_assert_int_eq(repair->stay_cost, (int64_t)notified * trial->request.stay_cost);
	ck_assert_int_eq(repair->cost, cost + repair->stay_cost);
	for (uint32_t i = 0; i < repair->tables_count; i++) {
		const struct grouping_repair_table *t = &repair->tables[i];

		ck_assert_uint_eq(t->size, trial->seating->tables[t->table].size);
		ck_assert_uint_eq(t->host, trial->seating->tables[t->table].host);
	}
	ck_assert_int_eq(grouping_seating_apply(trial->seating, back, repair->moves_count,
			     NULL),
	    OK);
	memcpy(trial->seating->tables, hosts, tables * sizeof(*hosts));
}

void
grouping_trial_try(const struct grouping_trial *trial, const struct grouping_move *moves,
    uint32_t count, uint32_t priority, struct grouping_best *best)
{
	struct grouping_difference d;

	ck_assert_int_eq(grouping_change_ask(trial->seating, moves, count, &d, NULL), OK);
	for (uint32_t i = 0; i < d.breaches.count; i++)
		if (d.breaches.items[i].rule != GROUPING_BREACH_FROZEN ||
		    d.breaches.items[i].table !=
			trial->seating->place[trial->request.leaver])
			return;
	for (uint32_t i = 0; i < count; i++)
		d.cost += is_notified(trial, moves[i].person) ? trial->request.stay_cost
							      : 0;
	if (best->count == 0 || priority < best->priority ||
	    (priority == best->priority && d.cost < best->cost)) {
		best->priority = priority;
		best->cost = d.cost;
	}
	best->count++;
}
