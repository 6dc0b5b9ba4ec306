#include "grouping_repair.h"

#include "grouping_repair_chain.h"
#include "grouping_repair_work.h"

#include <assert.h>

/* The rules that can be told without a look at anybody else's ties. */
static bool
is_open(const struct grouping_repair_work *work, uint32_t person, uint32_t *closed)
{
	const struct grouping_seating *seating = work->seating;
	const struct grouping_seated *table = &seating->tables[work->circle.table];
	const struct grouping_person *p = &seating->input->people[person];
	bool has_slot = (p->slots >> table->slot & 1) != 0;
	bool has_way = grouping_seating_minutes(seating, person, table->venue) <=
	    p->travel_minutes_max;
	bool has_seat = work->circle.count < table->seats;
	bool has_host = grouping_repair_work_hosts(&work->circle, person);
	uint32_t home = grouping_repair_work_home(work, person);
	bool is_free = home == GROUPING_NONE || home == work->circle.table;

	closed[GROUPING_BREACH_SLOT] += !has_slot;
	closed[GROUPING_BREACH_TRAVEL] += !has_way;
	closed[GROUPING_BREACH_TOO_MANY] += !has_seat;
	closed[GROUPING_BREACH_NO_HOST] += !has_host;
	closed[GROUPING_BREACH_GLUE] += !is_free;
	return has_slot && has_way && has_seat && has_host && is_free;
}

/* Which of the two kinds of pair: a confidential one hides the other. */
static void
count_tie(const struct grouping_repair_work *work, uint32_t person, uint32_t *closed)
{
	const struct grouping_seating *seating = work->seating;
	bool is_apart = false;

	for (uint32_t i = seating->tie_first[person]; i < seating->tie_first[person + 1];
	     i++) {
		const struct grouping_tie *tie = &seating->ties[i];

		is_apart |= tie->kind == GROUPING_APART &&
		    tie->other != work->request->leaver &&
		    seating->place[tie->other] == work->circle.table;
	}
	if (is_apart)
		closed[GROUPING_BREACH_APART] = 1;
	else
		closed[GROUPING_BREACH_MANAGER]++;
}

static void
ask_candidate(struct grouping_repair_work *work,
    const struct grouping_candidate *candidate, uint32_t *closed)
{
	int64_t cost;

	if (!is_open(work, candidate->person, closed))
		return;
	if (!grouping_circle_cost(&work->circle, candidate->person, &cost)) {
		count_tie(work, candidate->person, closed);
		return;
	}
	struct grouping_repair_found found = {
		.priority = candidate->priority,
		.cost = cost +
		    grouping_repair_work_going(work, candidate->person,
			work->circle.table),
		.moves = { { candidate->person, work->circle.table } },
		.moves_count = 1,
	};

	grouping_repair_work_keep(work, &found);
}

static enum grouping_repair_reason
reason_of(const struct grouping_repair_work *work)
{
	if (grouping_circle_stands(&work->circle))
		return GROUPING_REPAIR_STANDS;
	return work->request->candidates_count == 0 ? GROUPING_REPAIR_NO_CANDIDATES
						    : GROUPING_REPAIR_ALL_EXCLUDED;
}

enum status
grouping_repair_replace(const struct grouping_seating *seating,
    const struct grouping_repair_request *request, struct arena *arena,
    struct grouping_repairs *ret_repairs, struct err *err)
{
	struct grouping_repair_work work;
	uint32_t closed[GROUPING_BREACH_RULE_COUNT] = { 0 };
	enum status status = grouping_repair_work_begin(&work, seating, request, arena,
	    err);

	if (status != OK)
		return status;
	for (uint32_t i = 0; i < request->candidates_count; i++)
		ask_candidate(&work, &request->candidates[i], closed);
	if (work.found_count == 0)
		grouping_repair_chain(&work);
	grouping_repair_work_end(&work, reason_of(&work), ret_repairs);
	for (int rule = 0; rule < GROUPING_BREACH_RULE_COUNT; rule++)
		ret_repairs->closed[rule] = closed[rule];
	return OK;
}

static const struct {
	const char *name, *text;
} reasons[] = {
	[GROUPING_REPAIR_FOUND] = { "found", "there is a way" },
	[GROUPING_REPAIR_NO_CANDIDATES] = { "no_candidates",
	    "nobody is waiting, and nobody at another table can move" },
	[GROUPING_REPAIR_ALL_EXCLUDED] = { "all_excluded",
	    "a rule keeps everybody who is waiting from this table, and nobody at "
	    "another "
	    "one can move" },
	[GROUPING_REPAIR_STANDS] = { "stands",
	    "the table can meet as it is, so nobody else is moved" },
	[GROUPING_REPAIR_NOBODY_LEFT] = { "nobody_left", "nobody is left at the table" },
	[GROUPING_REPAIR_NO_NEIGHBOUR] = { "no_neighbour",
	    "no other table within reach can take anybody" },
	[GROUPING_REPAIR_SOMEBODY_STUCK] = { "somebody_stuck",
	    "the free seats at other tables do not suit all of them" },
	[GROUPING_REPAIR_NO_PLAN] = { "no_plan",
	    "the tables nearby cannot seat all of them either" },
};
_Static_assert(COUNT_OF(reasons) == GROUPING_REPAIR_REASON_COUNT, "name every reason");

const char *
grouping_repair_name(enum grouping_repair_reason reason)
{
	assert(reason < COUNT_OF(reasons));
	return reasons[reason].name;
}

const char *
grouping_repair_text(enum grouping_repair_reason reason)
{
	assert(reason < COUNT_OF(reasons));
	return reasons[reason].text;
}
