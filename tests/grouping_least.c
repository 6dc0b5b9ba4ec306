/* Each table of each venue and slot in turn takes nobody or one lawful group: after the
 * last one, what every set of people costs at least is known. */
#include "grouping_least.h"

#include <assert.h>

struct group {
	uint32_t who;
	int64_t cost;
};

struct trial {
	const struct grouping_input *input;
	int64_t between[GROUPING_LEAST_PEOPLE][GROUPING_LEAST_PEOPLE];
	struct group groups[1u << GROUPING_LEAST_PEOPLE]; /* lawful but for the place */
	uint32_t groups_count;
	struct grouping_least *least;
};

static void
read_attributes(struct trial *trial)
{
	const struct grouping_input *input = trial->input;

	for (uint32_t i = 0; i < input->people_count; i++)
		for (uint32_t j = 0; j < input->people_count; j++)
			for (int a = 0; a < GROUPING_ATTRIBUTES; a++)
				if (input->people[i].codes[a] != 0 &&
				    input->people[i].codes[a] ==
					input->people[j].codes[a])
					trial->between[i][j] += input->weights
								    .attributes[a];
}

static void
read_pairs(struct trial *trial)
{
	for (size_t k = 0; k < trial->input->pairs_count; k++) {
		const struct grouping_pair *pair = &trial->input->pairs[k];
		int64_t *ab = &trial->between[pair->a][pair->b];
		int64_t *ba = &trial->between[pair->b][pair->a];

		if (pair->kind <= GROUPING_MANAGER)
			*ab = *ba = GROUPING_LEAST_NO_PLAN;
		else if (*ab != GROUPING_LEAST_NO_PLAN)
			*ba = *ab += pair->cost;
	}
}

static bool
is_in(uint32_t who, uint32_t person)
{
	return (who >> person & 1) != 0;
}

static bool
has_host(const struct trial *trial, uint32_t who)
{
	for (uint32_t i = 0; i < trial->input->people_count; i++) {
		const struct grouping_person *person = &trial->input->people[i];

		if (is_in(who, i) && person->may_host &&
		    person->host_load < person->host_quota)
			return true;
	}
	return false;
}

static bool
parts_glued(const struct trial *trial, uint32_t who)
{
	const struct grouping_person *people = trial->input->people;

	for (uint32_t i = 0; i < trial->input->people_count; i++)
		for (uint32_t j = 0; j < i; j++)
			if (people[i].glue != 0 && people[i].glue == people[j].glue &&
			    is_in(who, i) != is_in(who, j))
				return true;
	return false;
}

static int64_t
cost_of_alone(const struct trial *trial, uint32_t who)
{
	uint64_t once = 0, twice = 0, minding = 0;

	for (uint32_t i = 0; i < trial->input->people_count; i++) {
		if (!is_in(who, i))
			continue;
		twice |= once & trial->input->people[i].sections;
		once |= trial->input->people[i].sections;
		minding |= trial->input->people[i].minds_alone;
	}
	return trial->input->weights.alone *
	    (int64_t)__builtin_popcountll(once & ~twice & minding);
}

/* Wherever they sit; GROUPING_LEAST_NO_PLAN if they must not sit together. */
static int64_t
cost_of_company(const struct trial *trial, uint32_t who)
{
	int64_t cost = cost_of_alone(trial, who);

	for (uint32_t i = 0; i < trial->input->people_count; i++)
		for (uint32_t j = 0; j < i; j++) {
			if (!is_in(who, i) || !is_in(who, j))
				continue;
			if (trial->between[i][j] == GROUPING_LEAST_NO_PLAN)
				return GROUPING_LEAST_NO_PLAN;
			cost += trial->between[i][j];
		}
	return cost;
}

static void
find_groups(struct trial *trial)
{
	const struct grouping_input *input = trial->input;

	for (uint32_t who = 1; who < 1u << input->people_count; who++) {
		uint32_t size = (uint32_t)__builtin_popcount(who);
		int64_t cost;

		if (size < input->size_min || size > input->size_max ||
		    !has_host(trial, who) || parts_glued(trial, who))
			continue;
		cost = cost_of_company(trial, who);
		if (cost != GROUPING_LEAST_NO_PLAN)
			trial->groups[trial->groups_count++] = (struct group){ who,
				cost };
	}
}

/* GROUPING_LEAST_NO_PLAN if somebody cannot come. */
static int64_t
cost_of_way(const struct trial *trial, uint32_t who, uint32_t venue, uint32_t slot)
{
	const struct grouping_input *input = trial->input;
	int64_t cost = 0;

	if (__builtin_popcount(who) > input->table_seats[venue])
		return GROUPING_LEAST_NO_PLAN;
	for (uint32_t i = 0; i < input->people_count; i++) {
		const struct grouping_person *person = &input->people[i];
		uint32_t minutes =
		    input->minutes[person->site * input->venues_count + venue];

		if (!is_in(who, i))
			continue;
		if ((person->slots >> slot & 1) == 0 || minutes == GROUPING_NO_WAY ||
		    minutes > person->travel_minutes_max)
			return GROUPING_LEAST_NO_PLAN;
		cost += input->weights.travel * (int64_t)minutes / 5;
	}
	return cost;
}

/* One more group, at a table that none of the plans before it uses. */
static void
seat(struct trial *trial, const struct grouping_least *before, uint32_t who, int64_t cost)
{
	uint32_t others = ((1u << trial->input->people_count) - 1) & ~who, seated;

	for (uint32_t g = 0; g < trial->input->people_count / trial->input->size_min; g++)
		for (seated = others;; seated = (seated - 1) & others) {
			int64_t *after = &trial->least->cost[g + 1][seated | who];

			if (before->cost[g][seated] != GROUPING_LEAST_NO_PLAN &&
			    before->cost[g][seated] + cost < *after)
				*after = before->cost[g][seated] + cost;
			if (seated == 0)
				break;
		}
}

static void
set_table(struct trial *trial, uint32_t venue, uint32_t slot,
    struct grouping_least *before)
{
	*before = *trial->least;
	for (uint32_t i = 0; i < trial->groups_count; i++) {
		uint32_t who = trial->groups[i].who;
		int64_t way = cost_of_way(trial, who, venue, slot);

		if (way != GROUPING_LEAST_NO_PLAN)
			seat(trial, before, who, trial->groups[i].cost + way);
	}
}

static int64_t
cost_of_left(const struct grouping_input *input, uint32_t seated)
{
	int64_t cost = 0;

	for (uint32_t i = 0; i < input->people_count; i++)
		if (!is_in(seated, i))
			cost += input->weights.left_out *
			    (INT64_C(1) + input->people[i].times_left_out);
	return cost;
}

static void
add_left(struct trial *trial)
{
	const struct grouping_input *input = trial->input;
	struct grouping_least *least = trial->least;

	least->left_least = input->people_count;
	for (uint32_t g = 0; g <= input->people_count; g++) {
		for (uint32_t left = 0; left <= input->people_count; left++)
			least->by_left[g][left] = GROUPING_LEAST_NO_PLAN;
		for (uint32_t who = 0; who < 1u << input->people_count; who++) {
			uint32_t left = input->people_count -
			    (uint32_t)__builtin_popcount(who);

			if (least->cost[g][who] == GROUPING_LEAST_NO_PLAN)
				continue;
			least->cost[g][who] += cost_of_left(input, who);
			if (least->cost[g][who] < least->by_left[g][left])
				least->by_left[g][left] = least->cost[g][who];
			if (left < least->left_least)
				least->left_least = left;
		}
	}
}

const struct grouping_least *
grouping_least_find(const struct grouping_input *input, struct arena *arena)
{
	CLEANUP(arena_done) struct arena scratch = { 0 };
	struct trial *trial = ARENA_NEW(&scratch, struct trial, 1);
	struct grouping_least *before = ARENA_NEW(&scratch, struct grouping_least, 1);

	assert(input->people_count <= GROUPING_LEAST_PEOPLE && input->fixed_count == 0);
	trial->input = input;
	trial->least = ARENA_NEW(arena, struct grouping_least, 1);
	for (uint32_t g = 0; g <= GROUPING_LEAST_PEOPLE; g++)
		for (uint32_t who = 0; who < 1u << GROUPING_LEAST_PEOPLE; who++)
			trial->least->cost[g][who] = GROUPING_LEAST_NO_PLAN;
	trial->least->cost[0][0] = 0;
	read_attributes(trial);
	read_pairs(trial);
	find_groups(trial);
	for (uint32_t venue = 0; venue < input->venues_count; venue++)
		for (uint32_t slot = 0; slot < input->slots_count; slot++)
			for (uint32_t table = 0;
			     table < input->tables[venue * input->slots_count + slot] &&
			     table < input->people_count / input->size_min;
			     table++)
				set_table(trial, venue, slot, before);
	add_left(trial);
	return trial->least;
}
