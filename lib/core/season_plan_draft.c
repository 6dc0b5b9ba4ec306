#include "season_plan_draft.h"

#include "season_plan_note.h"

#include <assert.h>

#define ROUND_BITS 7 /* of a meeting's key: 0 is before the season */

void
season_plan_draft_open(struct season_plan_draft *draft, uint32_t week,
    uint32_t tables_count, struct arena *arena)
{
	uint32_t size_max = draft->input->round->size_max;
	uint32_t *seats = ARENA_NEW(arena, uint32_t, (size_t)tables_count * size_max);
	struct season_plan_week *w = &draft->weeks[week];

	w->tables_count = tables_count;
	w->tables = ARENA_NEW(arena, struct season_plan_table, tables_count);
	for (uint32_t t = 0; t < tables_count; t++)
		w->tables[t].seats = seats + (size_t)t * size_max;
}

void
season_plan_draft_copy(struct season_plan_draft *to, const struct season_plan_draft *from)
{
	for (uint32_t w = 0; w < from->input->rounds_count; w++) {
		assert(to->weeks[w].tables_count == from->weeks[w].tables_count);
		for (uint32_t t = 0; t < from->weeks[w].tables_count; t++) {
			const struct season_plan_table *table = &from->weeks[w].tables[t];
			struct season_plan_table *copy = &to->weeks[w].tables[t];

			copy->size = 0;
			copy->slot = table->slot;
			copy->venue = table->venue;
			for (uint32_t i = 0; i < table->size; i++)
				season_plan_draft_sit(copy, table->seats[i]);
		}
	}
}

struct season_plan_draft *
season_plan_draft_twin(const struct season_plan_draft *draft, struct arena *arena)
{
	struct season_plan_draft *twin = ARENA_NEW(arena, struct season_plan_draft, 1);

	*twin = *draft;
	for (uint32_t w = 0; w < draft->input->rounds_count; w++)
		season_plan_draft_open(twin, w, draft->weeks[w].tables_count, arena);
	season_plan_draft_copy(twin, draft);
	return twin;
}

static int
compare_people(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static int
compare_keys(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static int
compare_groups(const void *a, const void *b)
{
	const struct season_plan_group *x = a, *y = b;

	return compare_people(x->members, y->members);
}

static void
write_groups(const struct season_plan_week *week, struct arena *arena,
    struct season_plan_round *round)
{
	struct season_plan_group *groups = ARENA_NEW(arena, struct season_plan_group,
	    week->tables_count);

	for (uint32_t t = 0; t < week->tables_count; t++) {
		const struct season_plan_table *table = &week->tables[t];
		uint32_t *members = ARENA_NEW(arena, uint32_t, table->size);

		assert(table->size > 0);
		for (uint32_t i = 0; i < table->size; i++)
			members[i] = table->seats[i];
		qsort(members, table->size, sizeof(*members), compare_people);
		groups[t] = (struct season_plan_group){ members, table->size, table->slot,
			table->venue };
	}
	if (week->tables_count > 0)
		qsort(groups, week->tables_count, sizeof(*groups), compare_groups);
	round->groups = groups;
	round->groups_count = week->tables_count;
}

static void
write_left(const struct season_plan_input *input, uint32_t week, struct arena *arena,
    struct season_plan_round *round)
{
	uint32_t people = input->round->people_count;
	CLEANUP(free_ptr) bool *seated = alloc_zero(people, sizeof(bool));
	uint32_t *left;

	for (uint32_t g = 0; g < round->groups_count; g++)
		for (uint32_t i = 0; i < round->groups[g].size; i++)
			seated[round->groups[g].members[i]] = true;
	for (uint32_t p = 0; p < people; p++)
		round->left_count += !seated[p] &&
		    season_plan_draft_comes(input, p, week);
	left = ARENA_NEW(arena, uint32_t, round->left_count);
	round->left = left;
	for (uint32_t p = 0; p < people; p++)
		if (!seated[p] && season_plan_draft_comes(input, p, week))
			*left++ = p;
}

static uint64_t
key_of(const struct season_plan_input *input, uint32_t a, uint32_t b, uint32_t when)
{
	uint32_t low = a < b ? a : b, high = a < b ? b : a;

	return ((uint64_t)low * input->round->people_count + high) << ROUND_BITS | when;
}

static size_t
list_met(const struct season_plan_input *input, uint64_t *keys)
{
	size_t count = 0;

	for (size_t i = 0; i < input->round->pairs_count; i++) {
		const struct grouping_pair *pair = &input->round->pairs[i];

		if (pair->kind == GROUPING_MET)
			keys[count++] = key_of(input, pair->a, pair->b, 0);
	}
	return count;
}

static size_t
list_group(const struct season_plan_input *input, const struct season_plan_group *group,
    uint32_t week, uint64_t *keys)
{
	size_t count = 0;

	for (uint32_t i = 1; i < group->size; i++)
		for (uint32_t j = 0; j < i; j++)
			keys[count++] = key_of(input, group->members[i],
			    group->members[j], week + 1);
	return count;
}

/* Each meeting of a pair that has met before is a repeat of its round. */
static void
count_repeats(const struct season_plan_input *input, struct season_plan_round *rounds)
{
	size_t meetings = input->round->pairs_count, count;

	for (uint32_t w = 0; w < input->rounds_count; w++)
		for (uint32_t g = 0; g < rounds[w].groups_count; g++)
			meetings += rounds[w].groups[g].size *
			    (rounds[w].groups[g].size - 1) / 2;
	CLEANUP(free_ptr) uint64_t *keys = alloc_zero(meetings + 1, sizeof(*keys));

	count = list_met(input, keys);
	for (uint32_t w = 0; w < input->rounds_count; w++)
		for (uint32_t g = 0; g < rounds[w].groups_count; g++)
			count += list_group(input, &rounds[w].groups[g], w, keys + count);
	qsort(keys, count, sizeof(*keys), compare_keys);
	for (size_t i = 1; i < count; i++) {
		uint32_t when = keys[i] & ((1u << ROUND_BITS) - 1);

		if (keys[i] >> ROUND_BITS == keys[i - 1] >> ROUND_BITS && when > 0)
			rounds[when - 1].repeats++;
	}
}

void
season_plan_draft_write(const struct season_plan_draft *draft, struct arena *arena,
    struct season_plan *ret_plan)
{
	const struct season_plan_input *input = draft->input;
	struct season_plan_round *rounds = ARENA_NEW(arena, struct season_plan_round,
	    input->rounds_count);

	*ret_plan = (struct season_plan){ .rounds = rounds,
		.rounds_count = input->rounds_count,
		.method = draft->method,
		.field = draft->field,
		.moves = draft->moves,
		.seed = input->round->seed,
		.effort = input->effort,
		.truncated = draft->truncated };
	for (uint32_t w = 0; w < input->rounds_count; w++) {
		write_groups(&draft->weeks[w], arena, &rounds[w]);
		write_left(input, w, arena, &rounds[w]);
		ret_plan->left += rounds[w].left_count;
	}
	count_repeats(input, rounds);
	for (uint32_t w = 0; w < input->rounds_count; w++) {
		ret_plan->repeats += rounds[w].repeats;
		if (ret_plan->repeats == 0)
			ret_plan->rounds_clean = w + 1;
	}
	season_plan_note_list(input, arena, ret_plan);
}
