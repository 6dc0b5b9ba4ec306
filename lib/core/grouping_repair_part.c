#include "grouping_repair_part.h"

#include <string.h>

static bool
could_come(const struct grouping_repair_work *work, uint32_t person, uint32_t table)
{
	const struct grouping_seated *t = &work->seating->tables[table];
	const struct grouping_person *p = &work->seating->input->people[person];

	return (p->slots >> t->slot & 1) != 0 &&
	    grouping_seating_minutes(work->seating, person, t->venue) <=
	    p->travel_minutes_max;
}

static bool
could_help(const struct grouping_repair_part *part,
    const struct grouping_repair_work *work, uint32_t person)
{
	if (grouping_repair_work_home(work, person) != GROUPING_NONE)
		return false;
	for (uint32_t i = 0; i < part->tables_count; i++)
		if (could_come(work, person, part->tables[i]))
			return true;
	return false;
}

/* Few are wanted: each is put in its place among them. */
static void
list_candidates(struct grouping_repair_part *part,
    const struct grouping_repair_work *work)
{
	const struct grouping_repair_request *request = work->request;
	uint32_t priorities[GROUPING_SIZE_MAX];
	uint32_t *people = &part->people[part->input.people_count], count = 0;

	for (uint32_t i = 0; i < request->candidates_count && work->missing > 0; i++) {
		const struct grouping_candidate *candidate = &request->candidates[i];
		uint32_t at = count;

		if (count == work->missing &&
		    priorities[count - 1] <= candidate->priority)
			continue;
		if (!could_help(part, work, candidate->person))
			continue;
		if (count < work->missing)
			count++;
		else
			at--;
		for (; at > 0 && priorities[at - 1] > candidate->priority; at--) {
			priorities[at] = priorities[at - 1];
			people[at] = people[at - 1];
		}
		priorities[at] = candidate->priority;
		people[at] = candidate->person;
	}
	part->input.people_count += count;
}

static void
list_tables(struct grouping_repair_part *part, const struct grouping_repair_work *work)
{
	const struct grouping_seating *seating = work->seating;
	struct arena *arena = work->arena;
	uint32_t count = part->tables_count, at = 0;
	struct grouping_fixed *fixed = ARENA_NEW(arena, struct grouping_fixed, count);
	uint32_t *members = ARENA_NEW(arena, uint32_t, (size_t)count * GROUPING_SIZE_MAX);

	part->people = ARENA_NEW(arena, uint32_t,
	    (size_t)(count + 1) * GROUPING_SIZE_MAX);
	for (uint32_t k = 0; k < count; k++) {
		const uint32_t *people = grouping_seating_people(seating,
		    part->tables[k]);
		int32_t stay = work->request->stay_cost;

		fixed[k] = (struct grouping_fixed){ .members = &members[at],
			.slot = seating->tables[part->tables[k]].slot,
			.venue = k,
			/* or the table itself would move */
			.stay_cost = stay > 0 ? stay : 1 };
		for (uint32_t i = 0; i < seating->tables[part->tables[k]].size; i++) {
			if (people[i] == work->request->leaver)
				continue;
			members[at] = at;
			part->people[at++] = people[i];
			fixed[k].size++;
		}
	}
	part->input.fixed = fixed;
	part->input.fixed_count = count;
	part->input.people_count = at;
}

static void
copy_people(struct grouping_repair_part *part, const struct grouping_repair_work *work)
{
	const struct grouping_input *whole = work->seating->input;
	uint32_t count = part->input.people_count;
	struct grouping_person *people = ARENA_NEW(work->arena, struct grouping_person,
	    count);

	for (uint32_t i = 0; i < count; i++) {
		people[i] = whole->people[part->people[i]];
		people[i].site = i;
	}
	part->input.people = people;
	part->input.sites_count = count;
}

/* Each table has a venue of its own, each person a site. */
static void
copy_places(struct grouping_repair_part *part, const struct grouping_repair_work *work)
{
	const struct grouping_seating *seating = work->seating;
	uint32_t venues = part->tables_count, people = part->input.people_count;
	uint32_t slots = seating->input->slots_count;
	uint16_t *tables = ARENA_NEW(work->arena, uint16_t, (size_t)venues * slots);
	uint16_t *seats = ARENA_NEW(work->arena, uint16_t, venues);
	uint8_t *minutes = ARENA_NEW(work->arena, uint8_t, (size_t)people * venues);

	for (uint32_t k = 0; k < venues; k++) {
		const struct grouping_seated *t = &seating->tables[part->tables[k]];

		tables[(size_t)k * slots + t->slot] = 1;
		seats[k] = (uint16_t)t->seats;
		for (uint32_t i = 0; i < people; i++)
			minutes[(size_t)i * venues + k] = (uint8_t)
			    grouping_seating_minutes(seating, part->people[i], t->venue);
	}
	part->input.venues_count = venues;
	part->input.tables = tables;
	part->input.table_seats = seats;
	part->input.minutes = minutes;
}

static void
copy_pairs(struct grouping_repair_part *part, const struct grouping_repair_work *work)
{
	const struct grouping_seating *seating = work->seating;
	uint32_t whole = seating->input->people_count, people = part->input.people_count;
	uint32_t *number = ARENA_NEW(work->arena, uint32_t, whole); /* from 1; 0: none */
	size_t count = 0;

	for (uint32_t i = 0; i < people; i++) {
		number[part->people[i]] = i + 1;
		count += seating->tie_first[part->people[i] + 1] -
		    seating->tie_first[part->people[i]];
	}
	struct grouping_pair *pairs = ARENA_NEW(work->arena, struct grouping_pair, count);

	count = 0;
	for (uint32_t i = 0; i < people; i++) {
		uint32_t person = part->people[i];

		for (uint32_t k = seating->tie_first[person];
		     k < seating->tie_first[person + 1]; k++) {
			const struct grouping_tie *tie = &seating->ties[k];

			if (number[tie->other] > i + 1)
				pairs[count++] = (struct grouping_pair){ i,
					number[tie->other] - 1, tie->kind, tie->cost };
		}
	}
	part->input.pairs = pairs;
	part->input.pairs_count = count;
}

void
grouping_repair_part_init(struct grouping_repair_part *part,
    const struct grouping_repair_work *work, const uint32_t *tables, uint32_t count)
{
	const struct grouping_input *whole = work->seating->input;

	part->tables = tables;
	part->tables_count = count;
	part->input = (struct grouping_input){ .slots_count = whole->slots_count,
		.size_min = whole->size_min,
		.size_max = whole->size_max,
		.weights = whole->weights,
		.seed = whole->seed,
		.effort = work->request->effort };
	list_tables(part, work);
	list_candidates(part, work);
	copy_people(part, work);
	copy_places(part, work);
	copy_pairs(part, work);
}

static bool
add_moves(const struct grouping_repair_part *part,
    const struct grouping_repair_work *work, const struct grouping_group *group,
    struct grouping_repair_found *found)
{
	uint32_t table = part->tables[group->venue];

	for (uint32_t i = 0; i < group->size; i++) {
		uint32_t person = part->people[group->members[i]];

		if (work->seating->place[person] == table)
			continue;
		if (found->moves_count == COUNT_OF(found->moves))
			return false;
		found->moves[found->moves_count++] = (struct grouping_move){ person,
			table };
	}
	return true;
}

bool
grouping_repair_part_moves(const struct grouping_repair_part *part,
    const struct grouping_repair_work *work, const struct grouping_plan *plan,
    struct grouping_repair_found *ret_found)
{
	const struct grouping_seating *seating = work->seating;

	for (uint32_t i = 0; i < plan->left_count; i++)
		if (grouping_seating_is_table(seating,
			seating->place[part->people[plan->left[i].person]]))
			return false;
	memset(ret_found, 0, sizeof(*ret_found));
	for (uint32_t g = 0; g < plan->groups_count; g++)
		if (!add_moves(part, work, &plan->groups[g], ret_found))
			return false;
	return true;
}
