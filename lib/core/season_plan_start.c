#include "season_plan_start.h"

#include "season_plan_draft.h"

#include <assert.h>

static uint32_t
list_members(const struct season_plan_start *start, const struct season_plan_group *group,
    uint32_t *members)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < group->size; i++) {
		uint32_t person = start->person_now[group->members[i]];

		if (person == GROUPING_NONE)
			continue;
		assert(person < start->now->people_count);
		members[count++] = person;
	}
	return count;
}

static bool
is_place(const struct season_plan_start *start, const struct grouping_fixed *fixed)
{
	const struct grouping_input *now = start->now;

	if (!start->has_same_places || fixed->slot >= now->slots_count ||
	    fixed->venue >= now->venues_count)
		return false;
	for (uint32_t i = 0; i < fixed->size; i++)
		if (!season_plan_draft_reaches(now, fixed->members[i], fixed->venue,
			fixed->slot))
			return false;
	return true;
}

uint32_t
season_plan_start_tables(const struct season_plan_start *start, struct arena *arena,
    const struct grouping_fixed **ret_fixed)
{
	const struct season_plan_round *round = start->round;
	struct grouping_fixed *tables = ARENA_NEW(arena, struct grouping_fixed,
	    round->groups_count);
	uint32_t count = 0;

	for (uint32_t g = 0; g < round->groups_count; g++) {
		const struct season_plan_group *group = &round->groups[g];
		uint32_t *members = ARENA_NEW(arena, uint32_t, group->size);
		struct grouping_fixed fixed = { .members = members,
			.size = list_members(start, group, members),
			.slot = group->slot,
			.venue = group->venue,
			.stay_cost = start->stay_cost };

		if (fixed.size < 2)
			continue;
		if (!is_place(start, &fixed))
			fixed.slot = fixed.venue = GROUPING_NONE;
		tables[count++] = fixed;
	}
	*ret_fixed = tables;
	return count;
}
