#include "grouping_feasible.h"

#include "grouping_feasible_seats.h"
#include "grouping_state.h"

struct search {
	const struct grouping_state *state;
	struct grouping_finding findings[GROUPING_FINDING_COUNT]; /* by kind */
	uint32_t *homes[GROUPING_FINDING_COUNT]; /* [kind][site]: people of it */
	uint32_t comers, hosts;                  /* who have a place */
};

/* A table more would need more people; one fewer leaves some over. */
static void
check_sizes(struct search *search)
{
	const struct grouping_input *input = search->state->input;
	uint32_t people = search->state->comers;
	uint32_t tables = (people + input->size_max - 1) / input->size_max;

	if (people == 0 || tables * input->size_min <= people)
		return;
	search->findings[GROUPING_FINDING_SIZES] = (struct grouping_finding){
		.kind = GROUPING_FINDING_SIZES,
		.people = people,
		.person = GROUPING_NONE,
		.left = people - (tables - 1) * input->size_max,
		.tables = tables - 1,
	};
}

struct places { /* of a unit */
	bool has_slot, has_way, has_people, has_host;
};

static void
look_at_venue(const struct grouping_state *state, uint32_t unit, uint32_t venue,
    struct places *places)
{
	uint64_t slots = state->units[unit].slots & state->venue_slots[venue];
	uint32_t slot;

	places->has_slot |= slots != 0;
	if (slots == 0 || !grouping_state_reaches(state, unit, venue))
		return;
	places->has_way = true;
	while ((slot = grouping_state_next_slot(&slots)) < GROUPING_SLOTS_MAX) {
		size_t cell = grouping_state_cell(state, venue, slot);

		if (state->attending[cell] < state->input->size_min)
			continue;
		places->has_people = true;
		places->has_host |= state->hosting[cell] > 0;
	}
}

/* Slots of any venue, for those who reach none. */
static uint64_t
all_slots(const struct grouping_state *state)
{
	uint64_t slots = 0;

	for (uint32_t venue = 0; venue < state->input->venues_count; venue++)
		slots |= state->venue_slots[venue];
	return slots;
}

/* The first rule that leaves the unit nowhere, or GROUPING_FINDING_COUNT. */
static enum grouping_finding_kind
judge_unit(const struct grouping_state *state, uint32_t unit, uint64_t slots)
{
	const struct grouping_unit *u = &state->units[unit];
	uint32_t site = state->guests[state->unit_people[u->first]].site;
	struct places places = { .has_slot = (u->slots & slots) != 0 };

	for (uint32_t i = state->reach_first[site]; i < state->reach_first[site + 1]; i++)
		look_at_venue(state, unit, state->reach[i], &places);
	if (u->is_torn || (u->size > 1 && !places.has_way))
		return GROUPING_FINDING_GLUED;
	if (!places.has_slot)
		return GROUPING_FINDING_NO_SLOT;
	if (!places.has_way)
		return GROUPING_FINDING_NO_WAY;
	if (!places.has_people)
		return GROUPING_FINDING_FEW;
	return places.has_host ? GROUPING_FINDING_COUNT : GROUPING_FINDING_NO_HOST;
}

static void
add_unit(struct search *search, uint32_t unit, enum grouping_finding_kind kind,
    struct arena *scratch)
{
	const struct grouping_state *state = search->state;
	const struct grouping_unit *u = &state->units[unit];
	struct grouping_finding *finding = &search->findings[kind];

	if (finding->people == 0) {
		*finding = (struct grouping_finding){ .kind = kind,
			.person = GROUPING_NONE };
		search->homes[kind] = ARENA_NEW(scratch, uint32_t,
		    state->input->sites_count);
	}
	for (uint32_t i = u->first; i < u->first + u->size; i++) {
		uint32_t person = state->unit_people[i],
			 site = state->guests[person].site;

		if (person < finding->person)
			finding->person = person;
		if (++search->homes[kind][site] > finding->from_site) {
			finding->from_site = search->homes[kind][site];
			finding->site = site;
		}
	}
	finding->people += u->size;
	finding->left += u->size;
}

static void
check_people(struct search *search, struct arena *scratch)
{
	const struct grouping_state *state = search->state;
	uint64_t slots = all_slots(state);

	for (uint32_t unit = 0; unit < state->units_count; unit++) {
		enum grouping_finding_kind kind = judge_unit(state, unit, slots);

		if (kind < GROUPING_FINDING_COUNT) {
			add_unit(search, unit, kind, scratch);
			continue;
		}
		search->comers += state->units[unit].size;
		search->hosts += state->units[unit].hosts;
	}
}

/* Of those who could come only in these slots, as many as their hosts can take. */
static void
check_hosts_in(struct search *search, uint64_t slots)
{
	const struct grouping_state *state = search->state;
	struct grouping_finding *worst = &search->findings[GROUPING_FINDING_HOSTS];
	struct grouping_finding finding = { .kind = GROUPING_FINDING_HOSTS,
		.person = GROUPING_NONE,
		.slots = slots };
	uint64_t tables;

	for (uint32_t unit = 0; unit < state->units_count; unit++) {
		const struct grouping_unit *u = &state->units[unit];

		if ((u->slots & slots) != 0 && !u->is_torn)
			finding.hosts += u->hosts;
		if ((u->slots & slots) == 0 || (u->slots & ~slots) != 0 || u->is_torn)
			continue;
		finding.people += u->size;
		if (state->unit_people[u->first] < finding.person)
			finding.person = state->unit_people[u->first];
	}
	finding.seats = finding.hosts * state->input->size_max;
	tables = ((uint64_t)finding.people + state->input->size_max - 1) /
	    state->input->size_max;
	if (finding.people <= finding.seats)
		return;
	finding.tables = (uint32_t)tables;
	finding.left = finding.people - finding.seats;
	if (finding.left > worst->left)
		*worst = finding;
}

static void
check_hosts(struct search *search)
{
	uint32_t slots = search->state->input->slots_count;
	uint64_t all = UINT64_MAX >> (GROUPING_SLOTS_MAX - slots);

	if (search->hosts == 0)
		return; /* then NO_HOST says it */
	check_hosts_in(search, all);
	for (uint32_t slot = 0; slot < slots; slot++)
		check_hosts_in(search, UINT64_C(1) << slot);
	if (search->findings[GROUPING_FINDING_HOSTS].slots == all)
		search->findings[GROUPING_FINDING_HOSTS].slots = 0;
}

static int
compare_findings(const void *left, const void *right)
{
	const struct grouping_finding *a = left, *b = right;

	if (a->left != b->left)
		return a->left > b->left ? -1 : 1;
	return a->kind < b->kind ? -1 : a->kind > b->kind;
}

uint32_t
grouping_feasible_findings(const struct grouping_input *input,
    struct grouping_finding ret_findings[static GROUPING_FINDING_COUNT])
{
	CLEANUP(arena_done) struct arena scratch = { 0 };
	struct search search = { .state = grouping_state_new(input, 0, &scratch) };
	struct grouping_finding finding;
	uint32_t count = 0;

	check_sizes(&search);
	check_people(&search, &scratch);
	check_hosts(&search);
	if (grouping_feasible_seats(search.state, &scratch, &finding))
		search.findings[GROUPING_FINDING_SEATS] = finding;
	if (grouping_feasible_seats_apart(search.state, &scratch, &finding))
		search.findings[GROUPING_FINDING_CLIQUE] = finding;
	for (int kind = 0; kind < GROUPING_FINDING_COUNT; kind++)
		if (search.findings[kind].left > 0)
			ret_findings[count++] = search.findings[kind];
	qsort(ret_findings, count, sizeof(*ret_findings), compare_findings);
	return count;
}
