#include "grouping_check.h"

#include <inttypes.h>

#define NOBODY UINT32_MAX

struct check {
	const struct grouping_input *input;
	const struct grouping_plan *plan;
	uint32_t *group_of; /* of each person; groups_count: left out */
	uint32_t *was_at;   /* of each person the fixed table; or NOBODY */
	struct err *err;
};

static enum status
place(const struct check *check, uint32_t person, uint32_t group)
{
	if (person >= check->input->people_count)
		return err_set(check->err, ERR_FINDINGS, "there is no person %u", person);
	if (check->group_of[person] != NOBODY)
		return err_set(check->err, ERR_FINDINGS, "person %u is placed twice",
		    person);
	check->group_of[person] = group;
	return OK;
}

static enum status
check_everybody(const struct check *check)
{
	const struct grouping_plan *plan = check->plan;
	enum status status = OK;

	for (uint32_t i = 0; i < check->input->people_count; i++)
		check->group_of[i] = check->was_at[i] = NOBODY;
	for (uint32_t g = 0; g < plan->groups_count; g++)
		for (uint32_t i = 0; status == OK && i < plan->groups[g].size; i++)
			status = place(check, plan->groups[g].members[i], g);
	for (uint32_t i = 0; status == OK && i < plan->left_count; i++)
		status = place(check, plan->left[i].person, plan->groups_count);
	for (uint32_t i = 0; status == OK && i < check->input->people_count; i++)
		if (check->group_of[i] == NOBODY)
			return err_set(check->err, ERR_FINDINGS,
			    "person %u is neither seated nor left out", i);
	return status;
}

static bool
is_frozen(const struct check *check, const struct grouping_group *group)
{
	return group->fixed < check->input->fixed_count &&
	    check->input->fixed[group->fixed].is_frozen;
}

static enum status
check_frozen(const struct check *check, uint32_t k, uint32_t g)
{
	const struct grouping_fixed *fixed = &check->input->fixed[k];
	const struct grouping_group *group = &check->plan->groups[g];

	if (fixed->venue != NOBODY &&
	    (group->slot != fixed->slot || group->venue != fixed->venue))
		return err_set(check->err, ERR_FINDINGS,
		    "group %u is not where fixed table %u was", g, k);
	for (uint32_t i = 0; fixed->is_frozen && i < fixed->size; i++)
		if (check->group_of[fixed->members[i]] != g || group->size != fixed->size)
			return err_set(check->err, ERR_FINDINGS,
			    "frozen table %u is not as it was", k);
	return OK;
}

static enum status
check_fixed(const struct check *check)
{
	const struct grouping_input *input = check->input;
	CLEANUP(free_ptr)
	uint32_t *found = alloc_zero((size_t)input->fixed_count + 1, sizeof(*found));
	enum status status = OK;

	for (uint32_t g = 0; status == OK && g < check->plan->groups_count; g++) {
		uint32_t k = check->plan->groups[g].fixed;

		if (k == NOBODY)
			continue;
		if (k >= input->fixed_count || found[k]++ > 0)
			return err_set(check->err, ERR_FINDINGS,
			    "group %u cannot be fixed table %u", g, k);
		status = check_frozen(check, k, g);
	}
	for (uint32_t k = 0; status == OK && k < input->fixed_count; k++) {
		if (input->fixed[k].is_frozen && found[k] == 0)
			return err_set(check->err, ERR_FINDINGS,
			    "frozen table %u is missing", k);
		for (uint32_t i = 0; i < input->fixed[k].size; i++)
			check->was_at[input->fixed[k].members[i]] = k;
	}
	return status;
}

static enum status
check_place(const struct check *check, uint32_t g)
{
	const struct grouping_input *input = check->input;
	const struct grouping_group *group = &check->plan->groups[g];

	if (group->slot >= input->slots_count || group->venue >= input->venues_count)
		return err_set(check->err, ERR_FINDINGS, "group %u: slot %u, venue %u", g,
		    group->slot, group->venue);
	if (is_frozen(check, group))
		return OK;
	if (group->size < input->size_min || group->size > input->size_max)
		return err_set(check->err, ERR_FINDINGS, "group %u has %u people", g,
		    group->size);
	if (group->size > input->table_seats[group->venue])
		return err_set(check->err, ERR_FINDINGS,
		    "group %u is too many for venue %u", g, group->venue);
	return OK;
}

static enum status
check_members(const struct check *check, uint32_t g)
{
	const struct grouping_input *input = check->input;
	const struct grouping_group *group = &check->plan->groups[g];
	uint64_t shared = UINT64_MAX;
	uint32_t longest = 0;

	for (uint32_t i = 0; i < group->size; i++) {
		const struct grouping_person *person = &input->people[group->members[i]];
		uint32_t minutes =
		    input->minutes[person->site * (size_t)input->venues_count +
			group->venue];

		if (i > 0 && group->members[i] <= group->members[i - 1])
			return err_set(check->err, ERR_FINDINGS,
			    "group %u: members are not ascending", g);
		shared &= person->slots;
		longest = minutes > longest ? minutes : longest;
		if (is_frozen(check, group))
			continue;
		if ((person->slots & UINT64_C(1) << group->slot) == 0)
			return err_set(check->err, ERR_FINDINGS,
			    "person %u did not offer slot %u", group->members[i],
			    group->slot);
		if (minutes == GROUPING_NO_WAY || minutes > person->travel_minutes_max)
			return err_set(check->err, ERR_FINDINGS,
			    "person %u: %u minutes to venue %u", group->members[i],
			    minutes, group->venue);
	}
	if (shared != group->slots_shared || longest != group->minutes_max)
		return err_set(check->err, ERR_FINDINGS, "group %u: wrong facts", g);
	return OK;
}

static bool
can_lead(const struct grouping_person *person)
{
	return person->may_host && person->host_load < person->host_quota;
}

static enum status
check_host(const struct check *check, uint32_t g)
{
	const struct grouping_person *people = check->input->people;
	const struct grouping_group *group = &check->plan->groups[g];
	uint32_t hosts = 0;
	bool is_member = false;

	if (is_frozen(check, group) && group->host == NOBODY)
		return OK;
	if (group->host >= check->input->people_count || !can_lead(&people[group->host]))
		return err_set(check->err, ERR_FINDINGS, "group %u has no host", g);
	for (uint32_t i = 0; i < group->size; i++) {
		const struct grouping_person *person = &people[group->members[i]];

		if (!can_lead(person))
			continue;
		hosts++;
		is_member |= group->members[i] == group->host;
		if (person->host_load < people[group->host].host_load)
			return err_set(check->err, ERR_FINDINGS,
			    "group %u: person %u has led less than the host", g,
			    group->members[i]);
	}
	if (!is_member || hosts != group->hosts)
		return err_set(check->err, ERR_FINDINGS, "group %u: wrong hosts", g);
	return OK;
}

static enum status
check_tables(const struct check *check)
{
	const struct grouping_input *input = check->input;
	size_t cells = (size_t)input->venues_count * input->slots_count;
	CLEANUP(free_ptr) uint32_t *used = alloc_zero(cells + 1, sizeof(*used));

	for (uint32_t k = 0; k < input->fixed_count; k++)
		if (input->fixed[k].is_frozen)
			used[(size_t)input->fixed[k].venue * input->slots_count +
			    input->fixed[k].slot]++;
	for (uint32_t g = 0; g < check->plan->groups_count; g++) {
		const struct grouping_group *group = &check->plan->groups[g];
		size_t cell = (size_t)group->venue * input->slots_count + group->slot;

		if (!is_frozen(check, group) && ++used[cell] > input->tables[cell])
			return err_set(check->err, ERR_FINDINGS,
			    "venue %u has no %u tables in slot %u", group->venue,
			    used[cell], group->slot);
	}
	return OK;
}

struct glue {
	uint32_t glue, person;
};

static int
compare_glue(const void *a, const void *b)
{
	const struct glue *x = a, *y = b;

	return x->glue < y->glue ? -1 : x->glue > y->glue;
}

static bool
sits_frozen(const struct check *check, uint32_t person)
{
	return check->was_at[person] != NOBODY &&
	    check->input->fixed[check->was_at[person]].is_frozen;
}

static enum status
check_glue(const struct check *check)
{
	uint32_t count = check->input->people_count;
	CLEANUP(free_ptr) struct glue *glue = alloc_zero(count, sizeof(*glue));

	for (uint32_t i = 0; i < count; i++)
		glue[i] = (struct glue){
			sits_frozen(check, i) ? 0 : check->input->people[i].glue, i
		};
	qsort(glue, count, sizeof(*glue), compare_glue);
	for (uint32_t i = 1; i < count; i++)
		if (glue[i].glue != 0 && glue[i].glue == glue[i - 1].glue &&
		    check->group_of[glue[i].person] !=
			check->group_of[glue[i - 1].person])
			return err_set(check->err, ERR_FINDINGS,
			    "people %u and %u were glued", glue[i].person,
			    glue[i - 1].person);
	return OK;
}

static int64_t
cost_of_attribute(const struct check *check, const struct grouping_group *group, int a)
{
	const struct grouping_person *people = check->input->people;
	int64_t cost = 0;

	for (uint32_t i = 0; i < group->size; i++)
		for (uint32_t j = i + 1; j < group->size; j++)
			if (people[group->members[i]].codes[a] ==
				people[group->members[j]].codes[a] &&
			    people[group->members[i]].codes[a] != 0)
				cost += check->input->weights.attributes[a];
	return cost;
}

static int64_t
cost_of_travel(const struct check *check, const struct grouping_group *group)
{
	const struct grouping_input *input = check->input;
	int64_t cost = 0;

	for (uint32_t i = 0; i < group->size; i++) {
		size_t site = input->people[group->members[i]].site;
		int64_t minutes =
		    input->minutes[site * input->venues_count + group->venue];

		cost += input->weights.travel * minutes / 5;
	}
	return cost;
}

static int64_t
cost_of_alone(const struct check *check, const struct grouping_group *group)
{
	const struct grouping_person *people = check->input->people;
	int64_t cost = 0;

	for (int bit = 0; bit < 64; bit++) {
		uint32_t bearers = 0, minding = 0;
		uint64_t mask = UINT64_C(1) << bit;

		for (uint32_t i = 0; i < group->size; i++) {
			bearers += (people[group->members[i]].sections & mask) != 0;
			minding += (people[group->members[i]].minds_alone & mask) != 0;
		}
		if (bearers == 1 && minding == 1)
			cost += check->input->weights.alone;
	}
	return cost;
}

/* Adds each pair to the costs of its group; the plan's figures must come out. */
static enum status
check_pairs(const struct check *check, int64_t *met, int64_t *wished, uint32_t *repeats)
{
	for (size_t i = 0; i < check->input->pairs_count; i++) {
		const struct grouping_pair *pair = &check->input->pairs[i];
		uint32_t group = check->group_of[pair->a];

		if (group == check->plan->groups_count ||
		    check->group_of[pair->b] != group)
			continue;
		if (pair->kind <= GROUPING_MANAGER &&
		    is_frozen(check, &check->plan->groups[group]))
			continue;
		if (pair->kind == GROUPING_APART || pair->kind == GROUPING_MANAGER)
			return err_set(check->err, ERR_FINDINGS,
			    "people %u and %u must not meet", pair->a, pair->b);
		if (pair->kind == GROUPING_MET) {
			met[group] += pair->cost;
			repeats[group]++;
		} else {
			wished[group] += pair->cost;
		}
	}
	return OK;
}

static int64_t
cost_of_stay(const struct check *check, uint32_t person, uint32_t fixed)
{
	uint32_t was_at = check->was_at[person];

	if (was_at == NOBODY || was_at == fixed || check->input->fixed[was_at].is_frozen)
		return 0;
	return check->input->fixed[was_at].stay_cost;
}

static enum status
check_costs(const struct check *check, const struct grouping_group *group,
    int64_t costs[GROUPING_TERM_COUNT])
{
	for (int a = 0; a < GROUPING_ATTRIBUTES; a++)
		costs[a] = cost_of_attribute(check, group, a);
	costs[GROUPING_TERM_TRAVEL] = cost_of_travel(check, group);
	costs[GROUPING_TERM_ALONE] = cost_of_alone(check, group);
	for (uint32_t i = 0; i < group->size; i++)
		costs[GROUPING_TERM_STAY] += cost_of_stay(check, group->members[i],
		    group->fixed);
	for (int term = 0; term < GROUPING_TERM_COUNT; term++)
		if (costs[term] != group->costs[term])
			return err_set(check->err, ERR_FINDINGS,
			    "group of person %u: cost %d is %" PRId64 ", not %" PRId64,
			    group->members[0], term, costs[term], group->costs[term]);
	return OK;
}

static int64_t
cost_of_left(const struct check *check)
{
	int64_t cost = 0;

	for (uint32_t i = 0; i < check->plan->left_count; i++)
		cost += check->input->weights.left_out *
		    (INT64_C(1) +
			check->input->people[check->plan->left[i].person].times_left_out);
	return cost;
}

static enum status
check_sums(const struct check *check, const int64_t sums[GROUPING_TERM_COUNT])
{
	const struct grouping_plan *plan = check->plan;
	int64_t cost = 0, bound = 0;

	for (int term = 0; term < GROUPING_TERM_COUNT; term++) {
		if (sums[term] != plan->costs[term])
			return err_set(check->err, ERR_FINDINGS,
			    "cost %d of the plan is %" PRId64 ", not %" PRId64, term,
			    sums[term], plan->costs[term]);
		if (plan->bounds[term] > plan->costs[term])
			return err_set(check->err, ERR_FINDINGS,
			    "bound %d is above its cost", term);
		cost += sums[term];
		bound += plan->bounds[term];
	}
	if (cost != plan->cost || bound > plan->bound || plan->bound > cost ||
	    plan->violations != 0)
		return err_set(check->err, ERR_FINDINGS,
		    "wrong cost, bound or violations");
	if ((plan->gap_ppm == 0) != (cost == plan->bound) || plan->gap_ppm < 0)
		return err_set(check->err, ERR_FINDINGS, "wrong gap");
	return OK;
}

static enum status
check_score(const struct check *check)
{
	const struct grouping_plan *plan = check->plan;
	size_t count = (size_t)plan->groups_count + 1;
	CLEANUP(free_ptr) int64_t *met = alloc_zero(count, sizeof(*met));
	CLEANUP(free_ptr) int64_t *wished = alloc_zero(count, sizeof(*wished));
	CLEANUP(free_ptr) uint32_t *repeats = alloc_zero(count, sizeof(*repeats));
	int64_t sums[GROUPING_TERM_COUNT] = { 0 };
	enum status status = check_pairs(check, met, wished, repeats);

	for (uint32_t g = 0; status == OK && g < plan->groups_count; g++) {
		int64_t costs[GROUPING_TERM_COUNT] = { [GROUPING_TERM_MET] = met[g],
			[GROUPING_TERM_WISH] = wished[g] };

		status = check_costs(check, &plan->groups[g], costs);
		for (int term = 0; term < GROUPING_TERM_COUNT; term++)
			sums[term] += costs[term];
		if (status == OK && repeats[g] != plan->groups[g].repeats)
			return err_set(check->err, ERR_FINDINGS,
			    "group %u: wrong repeats", g);
	}
	sums[GROUPING_TERM_LEFT_OUT] = cost_of_left(check);
	for (uint32_t i = 0; i < plan->left_count; i++)
		sums[GROUPING_TERM_STAY] += cost_of_stay(check, plan->left[i].person,
		    NOBODY);
	return status == OK ? check_sums(check, sums) : status;
}

enum status
grouping_check_plan(const struct grouping_input *input, const struct grouping_plan *plan,
    struct err *err)
{
	CLEANUP(free_ptr)
	uint32_t *group_of = alloc_zero(input->people_count, sizeof(*group_of));
	CLEANUP(free_ptr)
	uint32_t *was_at = alloc_zero(input->people_count, sizeof(*was_at));
	struct check check = { input, plan, group_of, was_at, err };
	enum status status = check_everybody(&check);

	if (status == OK)
		status = check_fixed(&check);
	for (uint32_t g = 0; status == OK && g < plan->groups_count; g++) {
		status = check_place(&check, g);
		if (status == OK)
			status = check_members(&check, g);
		if (status == OK)
			status = check_host(&check, g);
	}
	if (status == OK)
		status = check_tables(&check);
	if (status == OK)
		status = check_glue(&check);
	return status == OK ? check_score(&check) : status;
}
