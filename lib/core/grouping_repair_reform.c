/* A table that does not stand and those with which it has most to exchange. Two ways, and
 * the cheaper one wins: the table is filled from the others, one person after another;
 * or all of them are searched together, each move at its price, with the table or
 * without. */
#include "grouping_repair.h"

#include "grouping_change.h"
#include "grouping_once.h"
#include "grouping_repair_part.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

struct reform {
	struct grouping_repair_work *work;
	uint32_t tables[GROUPING_REPAIR_NEAR_MAX + 1]; /* the work's first */
	uint32_t count;
	struct grouping_circle circles[GROUPING_REPAIR_NEAR_MAX + 1];
};

static bool
could_sit(const struct grouping_seating *seating, uint32_t person, uint32_t table)
{
	const struct grouping_seated *t = &seating->tables[table];
	const struct grouping_person *p = &seating->input->people[person];

	return (p->slots >> t->slot & 1) != 0 &&
	    grouping_seating_minutes(seating, person, t->venue) <= p->travel_minutes_max;
}

/* How many could change over, either way. */
static uint32_t
nearness(const struct grouping_repair_work *work, uint32_t table)
{
	const struct grouping_seating *seating = work->seating;
	const uint32_t *people = grouping_seating_people(seating, table);
	uint32_t count = 0;

	for (uint32_t i = 0; i < seating->tables[table].size; i++)
		count += could_sit(seating, people[i], work->circle.table);
	for (uint32_t i = 0; i < work->circle.count; i++)
		count += could_sit(seating, work->circle.people[i], table);
	return count;
}

static void
list_nearest(struct reform *reform)
{
	const struct grouping_repair_work *work = reform->work;
	const struct grouping_seating *seating = work->seating;
	uint32_t scores[GROUPING_REPAIR_NEAR_MAX + 1], most = work->request->near_max + 1;

	reform->tables[0] = work->circle.table;
	scores[0] = UINT32_MAX;
	reform->count = 1;
	for (uint32_t table = 0; table < seating->tables_count; table++) {
		uint32_t score = nearness(work, table), at = reform->count;

		if (table == work->circle.table || seating->tables[table].is_frozen ||
		    score == 0 || (at == most && score <= scores[at - 1]))
			continue;
		if (at == most)
			at--;
		else
			reform->count++;
		for (; scores[at - 1] < score; at--) {
			scores[at] = scores[at - 1];
			reform->tables[at] = reform->tables[at - 1];
		}
		scores[at] = score;
		reform->tables[at] = table;
	}
}

struct pull { /* the cheapest next one to fill the table */
	uint32_t person;
	uint32_t from; /* of reform->circles, or 0: a candidate */
	int64_t cost;  /* or INT64_MAX */
};

static void
look_at(const struct reform *reform, uint32_t person, uint32_t from, struct pull *pull)
{
	const struct grouping_circle *table = &reform->circles[0];
	uint32_t home = grouping_repair_work_home(reform->work, person);
	struct grouping_circle rest;
	int64_t there, here = 0;

	if ((home != GROUPING_NONE && (from > 0 || home != table->table)) ||
	    !grouping_circle_fits(table, person) ||
	    !grouping_repair_work_hosts(table, person) ||
	    !grouping_circle_cost(table, person, &there))
		return;
	if (from > 0) {
		grouping_circle_without(&reform->circles[from], person, &rest);
		if (!grouping_circle_stands(&rest) ||
		    !grouping_circle_cost(&rest, person, &here))
			return;
	}
	int64_t cost = there - here +
	    grouping_repair_work_going(reform->work, person, table->table);

	if (cost < pull->cost)
		*pull = (struct pull){ person, from, cost };
}

static bool
is_in(const struct grouping_circle *circle, uint32_t person)
{
	for (uint32_t i = 0; i < circle->count; i++)
		if (circle->people[i] == person)
			return true;
	return false;
}

static struct pull
next_pull(const struct reform *reform)
{
	const struct grouping_repair_request *request = reform->work->request;
	struct pull pull = { .cost = INT64_MAX };

	for (uint32_t i = 0; i < request->candidates_count; i++)
		if (!is_in(&reform->circles[0], request->candidates[i].person))
			look_at(reform, request->candidates[i].person, 0, &pull);
	for (uint32_t k = 1; k < reform->count; k++)
		for (uint32_t i = 0; i < reform->circles[k].count; i++)
			look_at(reform, reform->circles[k].people[i], k, &pull);
	return pull;
}

/* Until it stands: the cheapest candidate, or one whom another table can spare. */
static bool
fill_table(struct reform *reform, struct grouping_repair_found *found)
{
	for (uint32_t k = 0; k < reform->count; k++)
		grouping_circle_init(&reform->circles[k], reform->work->seating,
		    reform->tables[k], reform->work->request->leaver);
	while (!grouping_circle_stands(&reform->circles[0])) {
		struct pull pull = next_pull(reform);
		struct grouping_circle rest;

		if (pull.cost == INT64_MAX)
			return false;
		grouping_circle_add(&reform->circles[0], pull.person);
		if (pull.from > 0) {
			grouping_circle_without(&reform->circles[pull.from], pull.person,
			    &rest);
			reform->circles[pull.from] = rest;
		}
		found->moves[found->moves_count++] = (struct grouping_move){ pull.person,
			reform->tables[0] };
	}
	return true;
}

static bool
search(const struct reform *reform, struct grouping_repair_found *found)
{
	struct grouping_repair_part part;

	grouping_repair_part_init(&part, reform->work, reform->tables, reform->count);
	struct grouping_plan plan = grouping_once(&part.input, NULL, 0,
	    reform->work->arena);

	return grouping_repair_part_moves(&part, reform->work, &plan, found);
}

/* Judged as one change of the seating, which also says what it costs. */
static bool
is_lawful(const struct grouping_repair_work *work, struct grouping_repair_found *found)
{
	struct grouping_move moves[GROUPING_SIZE_MAX + 1];
	uint32_t count = 0, leaver = work->request->leaver;
	struct grouping_difference difference;

	if (leaver != GROUPING_NONE)
		moves[count++] = (struct grouping_move){ leaver, GROUPING_PLACE_OUTSIDE };
	memcpy(&moves[count], found->moves, found->moves_count * sizeof(*moves));
	enum status status = grouping_change_ask(work->seating, moves,
	    count + found->moves_count, &difference, NULL);

	assert(status == OK);
	for (uint32_t i = 0; i < difference.breaches.count; i++)
		if (difference.breaches.items[i].rule != GROUPING_BREACH_FROZEN)
			return false;
	found->cost = difference.cost;
	for (uint32_t i = 0; i < found->moves_count; i++)
		found->cost += grouping_repair_work_stay(work, found->moves[i].person);
	return true;
}

static enum grouping_repair_reason
form_anew(struct grouping_repair_work *work)
{
	struct grouping_repair_found filled = { .cost = 0 }, searched = { .cost = 0 };
	struct reform reform = { .work = work };

	if (grouping_circle_stands(&work->circle))
		return GROUPING_REPAIR_STANDS;
	if (work->circle.count == 0)
		return GROUPING_REPAIR_NOBODY_LEFT;
	list_nearest(&reform);
	if (reform.count == 1 && work->request->candidates_count == 0)
		return GROUPING_REPAIR_NO_NEIGHBOUR;
	bool is_filled = fill_table(&reform, &filled) && is_lawful(work, &filled);

	if (is_filled)
		grouping_repair_work_keep(work, &filled);
	if (search(&reform, &searched) && is_lawful(work, &searched) &&
	    (!is_filled || searched.cost != filled.cost))
		grouping_repair_work_keep(work, &searched);
	return GROUPING_REPAIR_NO_PLAN;
}

enum status
grouping_repair_reform(const struct grouping_seating *seating,
    const struct grouping_repair_request *request, struct arena *arena,
    struct grouping_repairs *ret_repairs, struct err *err)
{
	struct grouping_repair_work work;
	enum status status = grouping_repair_work_begin(&work, seating, request, arena,
	    err);

	if (status == OK &&
	    (request->near_max == 0 || request->near_max > GROUPING_REPAIR_NEAR_MAX))
		status = err_set(err, ERR_INVALID, "repair: 1 to %d tables near, not %u",
		    GROUPING_REPAIR_NEAR_MAX, request->near_max);
	if (status == OK && request->effort > GROUPING_EFFORT_MAX)
		status = err_set(err, ERR_INVALID, "repair: at most %" PRIu64 " moves",
		    GROUPING_EFFORT_MAX);
	if (status == OK)
		grouping_repair_work_end(&work, form_anew(&work), ret_repairs);
	return status;
}
