#include "grouping_bound.h"
#include "grouping_explain_index.h"

static void
add_table(const struct grouping_explain *explain, uint32_t group, uint32_t *used,
    struct grouping_explained_round *round, uint64_t *minutes_sum)
{
	const struct grouping_input *input = explain->input;
	const struct grouping_seated *table = &explain->seating->tables[group];
	const uint32_t *members = grouping_seating_people(explain->seating, group);
	size_t cell = (size_t)table->venue * input->slots_count + table->slot;
	uint64_t shared = UINT64_MAX;
	bool has_host = false, is_far = false;

	for (uint32_t i = 0; i < table->size; i++) {
		const struct grouping_person *person = &input->people[members[i]];
		uint32_t minutes = grouping_seating_minutes(explain->seating, members[i],
		    table->venue);

		shared &= person->slots;
		has_host |= grouping_seating_leads(explain->seating, members[i]);
		is_far |= minutes > person->travel_minutes_max;
		*minutes_sum += minutes;
		if (minutes > round->minutes_max)
			round->minutes_max = minutes;
	}
	used[cell]++;
	round->broken[GROUPING_HARD_SIZE] += table->size < input->size_min ||
	    table->size > input->size_max;
	round->broken[GROUPING_HARD_SLOT] += (shared >> table->slot & 1) == 0;
	round->broken[GROUPING_HARD_HOST] += !has_host;
	round->broken[GROUPING_HARD_TRAVEL] += is_far;
	round->broken[GROUPING_HARD_VENUE] += used[cell] > input->tables[cell] ||
	    table->size > input->table_seats[table->venue];
	round->seated += table->size;
	if (table->size > round->size_most)
		round->size_most = table->size;
	if (group == 0 || table->size < round->size_least)
		round->size_least = table->size;
}

static void
add_costs(const struct grouping_explain *explain, uint32_t group,
    struct grouping_explained_round *round)
{
	const struct grouping_weights *weights = &explain->input->weights;
	int64_t size = explain->seating->tables[group].size;
	int64_t costs[GROUPING_TERM_COUNT];

	grouping_explain_costs(explain, group, costs);
	for (int term = 0; term < GROUPING_TERM_COUNT; term++)
		round->terms[term].cost += costs[term];
	for (int a = 0; a < GROUPING_ATTRIBUTES; a++) {
		if (weights->attributes[a] == 0)
			continue;
		round->terms[a].count += costs[a] / weights->attributes[a];
		round->terms[a].of += size * (size - 1) / 2;
	}
	if (weights->alone > 0)
		round->terms[GROUPING_TERM_ALONE].count += costs[GROUPING_TERM_ALONE] /
		    weights->alone;
}

static void
add_pair(const struct grouping_explain *explain, const struct grouping_pair *pair,
    struct grouping_explained_round *round)
{
	struct grouping_explained_term *met = &round->terms[GROUPING_TERM_MET];
	struct grouping_explained_term *wish = &round->terms[GROUPING_TERM_WISH];
	const struct grouping_seating *seating = explain->seating;
	uint32_t table = seating->place[pair->a];
	bool are_seated = grouping_seating_is_table(seating, table) &&
	    grouping_seating_is_table(seating, seating->place[pair->b]);
	bool is_together = are_seated && seating->place[pair->b] == table;

	switch (pair->kind) {
	case GROUPING_APART:
		round->broken[GROUPING_HARD_APART] += is_together;
		break;
	case GROUPING_MANAGER:
		round->broken[GROUPING_HARD_MANAGER] += is_together;
		break;
	case GROUPING_MET:
		met->count += is_together;
		met->of += are_seated;
		break;
	case GROUPING_WISH:
		if (pair->cost != 0)
			wish->count += are_seated && is_together == (pair->cost > 0);
		wish->of += are_seated && pair->cost != 0;
		break;
	case GROUPING_PAIR_KIND_COUNT:
		break;
	}
}

/* Glued people are a ring in the order of their numbers: each link once. */
static void
add_person(const struct grouping_explain *explain, uint32_t person,
    struct grouping_explained_round *round)
{
	const struct grouping_seating *seating = explain->seating;
	uint64_t minded = explain->input->people[person].minds_alone;
	uint32_t next = seating->glue_next[person];

	if (grouping_seating_is_table(seating, seating->place[person]))
		round->terms[GROUPING_TERM_ALONE].of += __builtin_popcountll(minded);
	round->broken[GROUPING_HARD_GLUE] += next > person &&
	    seating->place[next] != seating->place[person];
}

static void
add_left(const struct grouping_explain *explain, struct grouping_explained_round *round)
{
	const struct grouping_plan *plan = explain->plan;
	struct grouping_explained_term *term = &round->terms[GROUPING_TERM_LEFT_OUT];

	for (uint32_t i = 0; i < plan->left_count; i++) {
		const struct grouping_person
		    *person = &explain->input->people[plan->left[i].person];

		round->left[plan->left[i].reason]++;
		term->cost += (int64_t)explain->input->weights.left_out *
		    (1 + person->times_left_out);
	}
	round->left_out = plan->left_count;
	term->count = plan->left_count;
	term->of = (int64_t)plan->left_count + round->seated;
}

/* Members of fixed tables who are elsewhere. */
static void
add_stay(const struct grouping_explain *explain, struct grouping_explained_round *round)
{
	const struct grouping_seating *seating = explain->seating;
	struct grouping_explained_term *term = &round->terms[GROUPING_TERM_STAY];

	for (uint32_t f = 0; f < explain->input->fixed_count; f++) {
		const struct grouping_fixed *fixed = &explain->input->fixed[f];

		for (uint32_t i = 0; !fixed->is_frozen && i < fixed->size; i++) {
			uint32_t place = seating->place[fixed->members[i]];
			bool is_away = !grouping_seating_is_table(seating, place) ||
			    explain->plan->groups[place].fixed != f;

			term->count += is_away;
			term->cost += is_away ? fixed->stay_cost : 0;
			term->of++;
		}
	}
}

static void
add_totals(const struct grouping_explain *explain, struct grouping_explained_round *round)
{
	for (int term = 0; term < GROUPING_TERM_COUNT; term++) {
		round->terms[term].bound = explain->plan->bounds[term];
		round->cost += round->terms[term].cost;
	}
	round->bound = explain->plan->bound;
	round->gap_ppm = grouping_bound_gap(round->cost, round->bound);
	round->is_proved = explain->plan->is_proved;
}

void
grouping_explain_round(const struct grouping_explain *explain,
    struct grouping_explained_round *ret_round)
{
	const struct grouping_input *input = explain->input;
	size_t cells = (size_t)input->venues_count * input->slots_count;
	CLEANUP(free_ptr) uint32_t *used = alloc_zero(cells + 1, sizeof(*used));
	struct grouping_explained_round round = { .groups = explain->plan->groups_count };
	uint64_t minutes = 0;

	for (uint32_t group = 0; group < round.groups; group++) {
		add_table(explain, group, used, &round, &minutes);
		add_costs(explain, group, &round);
	}
	for (size_t i = 0; i < input->pairs_count; i++)
		add_pair(explain, &input->pairs[i], &round);
	for (uint32_t i = 0; i < input->people_count; i++)
		add_person(explain, i, &round);
	round.terms[GROUPING_TERM_TRAVEL].count = (int64_t)minutes;
	round.terms[GROUPING_TERM_TRAVEL].of = round.seated;
	if (round.seated > 0)
		round.minutes_mean = (uint32_t)((minutes + round.seated / 2) /
		    round.seated);
	add_left(explain, &round);
	add_stay(explain, &round);
	add_totals(explain, &round);
	*ret_round = round;
}
