#include "grouping_feasible_seats.h"

#include <string.h>

#define STEPS_MAX 30000000 /* people and places looked at: about 0.2 s */
#define CLIQUES_MAX 16     /* people to start from */

#define GROUPS_MAX 8 /* of people without enough seats, to choose the largest from */

/* Glued people are looked at one by one: that may find a seat where there is none,
 * never the other way round. */
struct flow {
	const struct grouping_state *state;
	uint32_t *seats;  /* [cell]: still free */
	uint32_t *sits;   /* [person]: cell, or GROUPING_NONE */
	uint32_t *first;  /* [cell]: a person who sits there ... */
	uint32_t *next;   /* [person]: ... and the next one */
	uint32_t *before; /* [person]: the one before */
	bool *is_dead;    /* [cell]: full, and nobody there can make room */
	uint32_t *seen;   /* [cell]: round in which it was reached ... */
	uint32_t *from;   /* ... by the person who would come */
	uint32_t *queue;  /* cells: those reached in this round */
	uint32_t queued, round;
	uint64_t steps;
};

static uint32_t
seats_of(const struct grouping_state *state, uint32_t cell)
{
	uint32_t venue = cell / state->input->slots_count;
	uint32_t seats = state->input->table_seats[venue];

	return seats < state->input->size_max ? seats : state->input->size_max;
}

static struct flow
flow_new(const struct grouping_state *state, struct arena *scratch)
{
	const struct grouping_input *input = state->input;
	uint32_t cells = input->venues_count * input->slots_count;
	struct flow flow = { .state = state,
		.seats = ARENA_NEW(scratch, uint32_t, cells),
		.sits = ARENA_NEW(scratch, uint32_t, input->people_count),
		.first = ARENA_NEW(scratch, uint32_t, cells),
		.next = ARENA_NEW(scratch, uint32_t, input->people_count),
		.before = ARENA_NEW(scratch, uint32_t, input->people_count),
		.is_dead = ARENA_NEW(scratch, bool, cells),
		.seen = ARENA_NEW(scratch, uint32_t, cells),
		.from = ARENA_NEW(scratch, uint32_t, cells),
		.queue = ARENA_NEW(scratch, uint32_t, cells) };

	memset(flow.sits, 0xff, input->people_count * sizeof(*flow.sits));
	for (uint32_t cell = 0; cell < cells; cell++) {
		flow.first[cell] = GROUPING_NONE;
		flow.seats[cell] = state->free_tables[cell] * seats_of(state, cell);
	}
	return flow;
}

static void
sit(struct flow *flow, uint32_t person, uint32_t cell)
{
	uint32_t old = flow->sits[person], next = flow->next[person];

	if (old != GROUPING_NONE) {
		if (flow->first[old] == person)
			flow->first[old] = next;
		else
			flow->next[flow->before[person]] = next;
		if (next != GROUPING_NONE)
			flow->before[next] = flow->before[person];
	}
	flow->sits[person] = cell;
	flow->next[person] = flow->first[cell];
	if (flow->first[cell] != GROUPING_NONE)
		flow->before[flow->first[cell]] = person;
	flow->first[cell] = person;
}

typedef bool see_fn(struct flow *flow, uint32_t person, uint32_t cell);

/* Shows the person's places to see() until it says true: that place, or GROUPING_NONE. */
static uint32_t
find_place(struct flow *flow, uint32_t person, see_fn *see)
{
	const struct grouping_state *state = flow->state;
	uint32_t unit = state->unit_of[person], site = state->guests[person].site;

	for (uint32_t i = state->reach_first[site]; i < state->reach_first[site + 1];
	     i++) {
		uint32_t venue = state->reach[i], slot;
		uint64_t slots = state->units[unit].slots & state->venue_slots[venue];

		flow->steps++;
		if (slots == 0 || !grouping_state_reaches(state, unit, venue))
			continue;
		while ((slot = grouping_state_next_slot(&slots)) < GROUPING_SLOTS_MAX) {
			uint32_t cell = (uint32_t)grouping_state_cell(state, venue, slot);

			flow->steps++;
			if (see(flow, person, cell))
				return cell;
		}
	}
	return GROUPING_NONE;
}

static bool
is_free(struct flow *flow, uint32_t person, uint32_t cell)
{
	(void)person;
	return flow->seats[cell] > 0;
}

static bool
is_alive(struct flow *flow, uint32_t person, uint32_t cell)
{
	(void)person;
	return !flow->is_dead[cell];
}

static bool
is_unseen(struct flow *flow, uint32_t person, uint32_t cell)
{
	(void)person;
	return flow->seen[cell] != flow->round;
}

static bool
is_any(struct flow *flow, uint32_t person, uint32_t cell)
{
	(void)flow;
	(void)person;
	(void)cell;
	return true;
}

/* Queues the place, once; says whether it has a seat. */
static bool
reach(struct flow *flow, uint32_t person, uint32_t cell)
{
	if (flow->seen[cell] == flow->round)
		return false;
	flow->seen[cell] = flow->round;
	flow->from[cell] = person;
	flow->queue[flow->queued++] = cell;
	return flow->seats[cell] > 0;
}

/* Everybody on the way to the free place moves on by one. */
static void
move_up(struct flow *flow, uint32_t cell)
{
	flow->seats[cell]--;
	while (cell != GROUPING_NONE) {
		uint32_t person = flow->from[cell], old = flow->sits[person];

		sit(flow, person, cell);
		cell = old;
	}
}

/* False leaves the queue as the places that the person, and those who sit there, have. */
static bool
make_room(struct flow *flow, uint32_t person)
{
	flow->round++;
	flow->queued = 0;
	uint32_t cell = find_place(flow, person, reach);

	for (uint32_t i = 0; cell == GROUPING_NONE && i < flow->queued; i++)
		for (uint32_t other = flow->first[flow->queue[i]];
		     cell == GROUPING_NONE && other != GROUPING_NONE;
		     other = flow->next[other])
			cell = find_place(flow, other, reach);
	if (cell == GROUPING_NONE)
		return false;
	move_up(flow, cell);
	return true;
}

static void
count_person(const struct flow *flow, uint32_t person, uint32_t *homes,
    struct grouping_finding *finding)
{
	uint32_t site = flow->state->guests[person].site;

	if (finding->people++ == 0)
		finding->person = person;
	if (++homes[site] > finding->from_site) {
		finding->from_site = homes[site];
		finding->site = site;
	}
}

/* Who has places in the queue only; they are full, for one more than they hold has
 * none. */
static struct grouping_finding
describe(struct flow *flow)
{
	const struct grouping_state *state = flow->state;
	const struct grouping_input *input = state->input;
	CLEANUP(free_ptr)
	uint32_t *homes = alloc_zero(input->sites_count, sizeof(*homes));
	CLEANUP(free_ptr) bool *known = alloc_zero(input->venues_count, sizeof(*known));
	struct grouping_finding finding = { .kind = GROUPING_FINDING_SEATS };

	for (uint32_t i = 0; i < flow->queued; i++) {
		uint32_t cell = flow->queue[i], venue = cell / input->slots_count;

		flow->is_dead[cell] = true;
		finding.tables += state->free_tables[cell];
		finding.seats += state->free_tables[cell] * seats_of(state, cell);
		finding.slots |= UINT64_C(1) << cell % input->slots_count;
		finding.venues += !known[venue];
		known[venue] = true;
	}
	for (uint32_t person = 0; person < input->people_count; person++)
		if (state->unit_of[person] != GROUPING_NONE &&
		    !state->units[state->unit_of[person]].is_torn &&
		    find_place(flow, person, is_unseen) == GROUPING_NONE &&
		    find_place(flow, person, is_any) != GROUPING_NONE)
			count_person(flow, person, homes, &finding);
	finding.left = finding.people - finding.seats;
	return finding;
}

/* Whoever finds no seat and was not counted yet counts too. */
bool
grouping_feasible_seats(const struct grouping_state *state, struct arena *scratch,
    struct grouping_finding *ret_finding)
{
	struct flow flow = flow_new(state, scratch);
	struct grouping_finding best = { .left = 0 };

	for (uint32_t person = 0, groups = 0; person < state->input->people_count &&
	     groups < GROUPS_MAX && flow.steps < STEPS_MAX;
	     person++) {
		uint32_t unit = state->unit_of[person];

		if (unit == GROUPING_NONE || state->units[unit].is_torn)
			continue;
		uint32_t cell = find_place(&flow, person, is_free);

		if (cell != GROUPING_NONE) {
			flow.seats[cell]--;
			sit(&flow, person, cell);
		} else if (find_place(&flow, person, is_alive) != GROUPING_NONE &&
		    !make_room(&flow, person)) {
			struct grouping_finding finding = describe(&flow);

			groups++;
			if (finding.left > best.left)
				best = finding;
		}
	}
	if (best.left > 0)
		*ret_finding = best;
	return best.left > 0;
}

struct kept { /* whom others may not meet */
	uint32_t person, count;
};

static int
compare_kept(const void *left, const void *right)
{
	const struct kept *a = left, *b = right;

	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return a->person < b->person ? -1 : a->person > b->person;
}

/* Everybody, those kept apart from most first. */
static struct kept *
rank_kept(const struct grouping_state *state, struct arena *scratch)
{
	const struct grouping_input *input = state->input;
	struct kept *kept = ARENA_NEW(scratch, struct kept, input->people_count);

	for (uint32_t i = 0; i < input->people_count; i++)
		kept[i].person = i;
	for (size_t i = 0; i < input->pairs_count; i++) {
		const struct grouping_pair *pair = &input->pairs[i];

		if (pair->kind > GROUPING_MANAGER ||
		    state->unit_of[pair->a] == GROUPING_NONE ||
		    state->unit_of[pair->b] == GROUPING_NONE)
			continue;
		kept[pair->a].count++;
		kept[pair->b].count++;
	}
	qsort(kept, input->people_count, sizeof(*kept), compare_kept);
	return kept;
}

/* From this one on down the ranks whoever may meet none of those taken. */
static uint32_t
take_clique(const struct grouping_state *state, const struct kept *kept, uint32_t first,
    uint32_t *clique)
{
	uint32_t count = 0;

	clique[count++] = kept[first].person;
	for (uint32_t i = 0; i < state->input->people_count && kept[i].count >= count;
	     i++) {
		bool is_apart = i != first;

		for (uint32_t j = 0; is_apart && j < count; j++)
			is_apart = grouping_pairs_cost(&state->pairs, kept[i].person,
				       clique[j]) >= GROUPING_PAIRS_FORBIDDEN;
		if (is_apart)
			clique[count++] = kept[i].person;
	}
	return count;
}

bool
grouping_feasible_seats_apart(const struct grouping_state *state, struct arena *scratch,
    struct grouping_finding *ret_finding)
{
	const struct grouping_input *input = state->input;
	const struct kept *kept = rank_kept(state, scratch);
	uint32_t *clique = ARENA_NEW(scratch, uint32_t, input->people_count);
	uint64_t tables = 0, most = state->comers / input->size_min;
	uint32_t largest = 0;

	for (uint32_t cell = 0; cell < input->venues_count * input->slots_count; cell++)
		tables += state->free_tables[cell];
	tables = tables < most ? tables : most;
	for (uint32_t i = 0; i < CLIQUES_MAX && i < input->people_count; i++) {
		uint32_t count = kept[i].count > 0 ? take_clique(state, kept, i, clique)
						   : 0;

		largest = count > largest ? count : largest;
	}
	if (largest <= tables)
		return false;
	*ret_finding = (struct grouping_finding){ .kind = GROUPING_FINDING_CLIQUE,
		.people = largest,
		.person = GROUPING_NONE,
		.left = largest - (uint32_t)tables,
		.tables = (uint32_t)tables };
	return true;
}
