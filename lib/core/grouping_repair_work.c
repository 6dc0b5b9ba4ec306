#include "grouping_repair_work.h"

#include <assert.h>
#include <string.h>

#include "grouping_change.h"

static enum status
check_table(const struct grouping_seating *seating,
    const struct grouping_repair_request *request, uint32_t *ret_table, struct err *err)
{
	uint32_t people = seating->input->people_count, table = request->table;

	if (request->leaver != GROUPING_NONE) {
		if (request->leaver >= people)
			return err_set(err, ERR_INVALID, "repair: person %u of %u",
			    request->leaver, people);
		table = seating->place[request->leaver];
		if (!grouping_seating_is_table(seating, table))
			return err_set(err, ERR_INVALID, "repair: person %u has no seat",
			    request->leaver);
	}
	if (table >= seating->tables_count)
		return err_set(err, ERR_INVALID, "repair: table %u of %u", table,
		    seating->tables_count);
	*ret_table = table;
	return OK;
}

static enum status
check_candidates(const struct grouping_seating *seating,
    const struct grouping_repair_request *request, struct err *err)
{
	uint32_t people = seating->input->people_count;
	CLEANUP(free_ptr) bool *is_asked = alloc_zero(people, sizeof(*is_asked));

	for (uint32_t i = 0; i < request->candidates_count; i++) {
		uint32_t person = request->candidates[i].person;

		if (person >= people)
			return err_set(err, ERR_INVALID,
			    "repair: candidate %u: person %u of %u", i, person, people);
		if (is_asked[person])
			return err_set(err, ERR_INVALID,
			    "repair: candidate %u: person %u comes twice", i, person);
		if (grouping_seating_is_table(seating, seating->place[person]))
			return err_set(err, ERR_INVALID,
			    "repair: candidate %u: person %u has a seat", i, person);
		is_asked[person] = true;
	}
	return OK;
}

enum status
grouping_repair_work_begin(struct grouping_repair_work *work,
    const struct grouping_seating *seating, const struct grouping_repair_request *request,
    struct arena *arena, struct err *err)
{
	uint32_t table = 0;
	enum status status = check_table(seating, request, &table, err);

	if (status == OK &&
	    (request->repairs_max == 0 || request->repairs_max > GROUPING_REPAIRS_MAX))
		status = err_set(err, ERR_INVALID, "repair: 1 to %d repairs, not %u",
		    GROUPING_REPAIRS_MAX, request->repairs_max);
	if (status == OK &&
	    (request->stay_cost < 0 || request->stay_cost > GROUPING_PAIR_MAX))
		status = err_set(err, ERR_INVALID,
		    "repair: staying costs 0 to %d, not %d", GROUPING_PAIR_MAX,
		    request->stay_cost);
	if (status == OK)
		status = check_candidates(seating, request, err);
	if (status != OK)
		return status;
	work->seating = seating;
	work->request = request;
	work->arena = arena;
	work->found_count = 0;
	grouping_circle_init(&work->circle, seating, table, request->leaver);
	work->missing = work->circle.count < seating->input->size_min
	    ? seating->input->size_min - work->circle.count
	    : 0;
	return OK;
}

static bool
is_better(const struct grouping_repair_found *a, const struct grouping_repair_found *b)
{
	if (a->priority != b->priority)
		return a->priority < b->priority;
	return a->cost < b->cost;
}

void
grouping_repair_work_keep(struct grouping_repair_work *work,
    const struct grouping_repair_found *found)
{
	uint32_t at = work->found_count;

	while (at > 0 && is_better(found, &work->found[at - 1]))
		at--;
	if (at == work->request->repairs_max)
		return;
	if (work->found_count < work->request->repairs_max)
		work->found_count++;
	memmove(&work->found[at + 1], &work->found[at],
	    (work->found_count - at - 1) * sizeof(*found));
	work->found[at] = *found;
}

static bool
is_notified(const struct grouping_repair_work *work, uint32_t person)
{
	const struct grouping_seating *seating = work->seating;

	if (!grouping_seating_is_table(seating, seating->place[person]))
		return false;
	return work->request->notified == NULL || work->request->notified[person];
}

int64_t
grouping_repair_work_stay(const struct grouping_repair_work *work, uint32_t person)
{
	return is_notified(work, person) ? work->request->stay_cost : 0;
}

int64_t
grouping_repair_work_going(const struct grouping_repair_work *work, uint32_t person,
    uint32_t table)
{
	const struct grouping_seating *seating = work->seating;
	const struct grouping_input *input = seating->input;
	uint32_t from = seating->place[person];
	int64_t cost = grouping_repair_work_stay(work, person) +
	    grouping_seating_stay(seating, person, table) -
	    grouping_seating_stay(seating, person, from);

	if (from == GROUPING_PLACE_LEFT)
		cost -= input->weights.left_out *
		    (INT64_C(1) + input->people[person].times_left_out);
	return cost;
}

bool
grouping_repair_work_hosts(const struct grouping_circle *circle, uint32_t person)
{
	return circle->hosts > 0 || grouping_seating_leads(circle->seating, person) ||
	    circle->count + 1 < circle->seating->input->size_min;
}

uint32_t
grouping_repair_work_home(const struct grouping_repair_work *work, uint32_t person)
{
	const struct grouping_seating *seating = work->seating;
	uint32_t home = GROUPING_NONE;

	for (uint32_t mate = seating->glue_next[person]; mate != person;
	     mate = seating->glue_next[mate]) {
		uint32_t place = seating->place[mate];

		if (mate == work->request->leaver || place == GROUPING_PLACE_OUTSIDE)
			continue;
		if (home != GROUPING_NONE && home != place)
			return GROUPING_PLACE_LEFT;
		home = place;
	}
	return home;
}

static void
describe_table(const struct grouping_moves *moves, uint32_t table,
    struct grouping_repair *repair, struct grouping_repair_table *tables)
{
	struct grouping_company company;
	uint32_t at = repair->tables_count;

	for (uint32_t i = 0; i < repair->tables_count; i++)
		if (tables[i].table == table)
			return;
	for (; at > 0 && tables[at - 1].table > table; at--)
		tables[at] = tables[at - 1];
	grouping_move_company(moves, table, &company);
	tables[at] = (struct grouping_repair_table){ table, company.count,
		grouping_seating_host(moves->seating, table, company.people,
		    company.count) };
	repair->tables_count++;
}

static void
describe_tables(const struct grouping_repair_work *work,
    const struct grouping_moves *moves, struct grouping_repair *repair)
{
	const struct grouping_seating *seating = work->seating;
	struct grouping_repair_table *tables = ARENA_NEW(work->arena,
	    struct grouping_repair_table, 2 * (size_t)moves->count);

	for (uint32_t i = 0; i < moves->count; i++) {
		uint32_t from = seating->place[moves->items[i].person];

		if (grouping_seating_is_table(seating, from))
			describe_table(moves, from, repair, tables);
		if (grouping_seating_is_table(seating, moves->items[i].to))
			describe_table(moves, moves->items[i].to, repair, tables);
	}
	repair->tables = tables;
	for (uint32_t i = 0; i < repair->tables_count; i++)
		if (tables[i].table == work->circle.table && tables[i].size > 0 &&
		    tables[i].size < seating->input->size_min)
			repair->missing = seating->input->size_min - tables[i].size;
}

static struct grouping_repair
describe(const struct grouping_repair_work *work,
    const struct grouping_repair_found *found)
{
	uint32_t leaver = work->request->leaver, count = 0;
	struct grouping_move *moves = ARENA_NEW(work->arena, struct grouping_move,
	    (size_t)found->moves_count + 1);
	struct grouping_repair repair = { .moves = moves };
	struct grouping_difference difference;
	struct grouping_moves read;

	if (leaver != GROUPING_NONE)
		moves[count++] = (struct grouping_move){ leaver, GROUPING_PLACE_OUTSIDE };
	memcpy(&moves[count], found->moves, found->moves_count * sizeof(*moves));
	repair.moves_count = count + found->moves_count;
	enum status status = grouping_change_ask(work->seating, moves, repair.moves_count,
	    &difference, NULL);

	assert(status == OK);
	status = grouping_move_read(work->seating, moves, repair.moves_count, &read,
	    NULL);
	assert(status == OK);
	memcpy(repair.costs, difference.costs, sizeof(repair.costs));
	for (uint32_t i = 0; i < found->moves_count; i++) {
		repair.notified_moved += is_notified(work, found->moves[i].person);
		repair.stay_cost += grouping_repair_work_stay(work,
		    found->moves[i].person);
	}
	repair.cost = difference.cost + repair.stay_cost;
	describe_tables(work, &read, &repair);
	return repair;
}

void
grouping_repair_work_end(const struct grouping_repair_work *work,
    enum grouping_repair_reason reason, struct grouping_repairs *ret_repairs)
{
	struct grouping_repair *items = ARENA_NEW(work->arena, struct grouping_repair,
	    work->found_count);

	for (uint32_t i = 0; i < work->found_count; i++)
		items[i] = describe(work, &work->found[i]);
	*ret_repairs = (struct grouping_repairs){
		.items = items,
		.count = work->found_count,
		.reason = work->found_count > 0 ? GROUPING_REPAIR_FOUND : reason,
		.table = work->circle.table,
		.stands = grouping_circle_stands(&work->circle),
		.missing = work->missing,
	};
}
