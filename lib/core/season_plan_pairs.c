#include "season_plan_pairs.h"

static int32_t
common_cost(const struct grouping_input *round, uint32_t a, uint32_t b)
{
	const uint32_t *x = round->people[a].codes, *y = round->people[b].codes;
	int32_t cost = 0;

	for (int i = 0; i < GROUPING_ATTRIBUTES; i++)
		if (x[i] != 0 && x[i] == y[i])
			cost += round->weights.attributes[i];
	return cost;
}

static int32_t
cut(int64_t cost)
{
	if (cost > SEASON_PLAN_PAIRS_MAX)
		return SEASON_PLAN_PAIRS_MAX;
	return cost < -SEASON_PLAN_PAIRS_MAX ? -SEASON_PLAN_PAIRS_MAX : (int32_t)cost;
}

static void
add_pair(int32_t *costs, size_t stride, const struct grouping_pair *pair)
{
	int32_t *cost = &costs[pair->a * stride + pair->b];

	if (pair->kind == GROUPING_APART || pair->kind == GROUPING_MANAGER)
		*cost = SEASON_PLAN_PAIRS_APART;
	else if (*cost != SEASON_PLAN_PAIRS_APART)
		*cost = cut((int64_t)*cost + pair->cost);
	costs[pair->b * stride + pair->a] = *cost;
}

int32_t *
season_plan_pairs_costs(const struct grouping_input *round, size_t stride,
    struct arena *arena, bool *ret_has_soft)
{
	uint32_t people = round->people_count;
	int32_t *costs = ARENA_NEW(arena, int32_t, people * stride);
	int32_t any = 0;

	for (uint32_t a = 0; a < people; a++) {
		for (uint32_t b = 0; b < a; b++) {
			costs[a * stride + b] = cut(common_cost(round, a, b));
			costs[b * stride + a] = costs[a * stride + b];
			any |= costs[a * stride + b];
		}
	}
	for (size_t i = 0; i < round->pairs_count; i++) {
		add_pair(costs, stride, &round->pairs[i]);
		if (round->pairs[i].kind >= GROUPING_MET)
			any |= round->pairs[i].cost;
	}
	*ret_has_soft = any != 0;
	return costs;
}
