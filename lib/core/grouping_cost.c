#include "grouping_cost.h"

#define LOW_BITS UINT64_C(0x7f7f7f7f7f7f7f7f)

/* Bit i: byte i of the two is equal. Exact, unlike the shorter subtract-one trick. */
static inline uint32_t
equal_bytes(uint64_t a, uint64_t b)
{
	uint64_t differing = a ^ b;
	uint64_t zero = ~(((differing & LOW_BITS) + LOW_BITS) | differing | LOW_BITS);

	return (uint32_t)(((zero >> 7) * UINT64_C(0x0102040810204080)) >> 56);
}

static uint32_t
count_bits(uint64_t bits)
{
	uint32_t count = 0;

	for (; bits != 0; bits &= bits - 1)
		count++;
	return count;
}

struct packing {
	uint8_t at[GROUPING_ATTRIBUTES];    /* first byte */
	uint8_t width[GROUPING_ATTRIBUTES]; /* 0: has no weight */
};

static struct packing
pack_attributes(const struct grouping_input *input)
{
	struct packing packing = { { 0 }, { 0 } };
	uint8_t next = 0;

	for (int a = 0; a < GROUPING_ATTRIBUTES; a++) {
		uint8_t width = input->weights.attributes[a] > 0;

		for (uint32_t i = 0; width == 1 && i < input->people_count; i++)
			if (input->people[i].codes[a] > UINT8_MAX)
				width = 2;
		packing.at[a] = next;
		packing.width[a] = width;
		next = (uint8_t)(next + width);
	}
	return packing;
}

static uint32_t
bytes_of(const struct packing *packing, int attribute)
{
	return ((1u << packing->width[attribute]) - 1) << packing->at[attribute];
}

static void
pack_person(struct grouping_guest *guest, const struct grouping_person *person,
    const struct packing *packing)
{
	for (int a = 0; a < GROUPING_ATTRIBUTES; a++) {
		if (packing->width[a] == 0 || person->codes[a] == 0)
			continue;
		guest->codes |= (uint64_t)person->codes[a] << (8 * packing->at[a]);
		guest->known |= (uint8_t)bytes_of(packing, a);
	}
}

/* An attribute of two bytes is equal where both are. */
static void
fill_equal_cost(struct grouping_state *state, const struct packing *packing)
{
	for (uint32_t equal = 0; equal < COUNT_OF(state->equal_cost); equal++)
		for (int a = 0; a < GROUPING_ATTRIBUTES; a++)
			if (packing->width[a] > 0 &&
			    (equal & bytes_of(packing, a)) == bytes_of(packing, a))
				state->equal_cost[equal] += state->input->weights
								.attributes[a];
}

void
grouping_cost_init(struct grouping_state *state)
{
	const struct grouping_input *input = state->input;
	struct packing packing = pack_attributes(input);

	fill_equal_cost(state, &packing);
	for (uint32_t i = 0; i < input->people_count; i++)
		pack_person(&state->guests[i], &input->people[i], &packing);
}

void
grouping_cost_worth(const struct grouping_state *state, struct grouping_worth *ret_worth)
{
	struct packing packing = pack_attributes(state->input);
	uint64_t each = UINT64_C(0x0101010101010101);

	*ret_worth = (struct grouping_worth){ .equal_cost = state->equal_cost };
	for (int a = 0; a < GROUPING_ATTRIBUTES; a++) {
		uint64_t first = each << packing.at[a];

		if (packing.width[a] == 0)
			continue;
		if (packing.width[a] == 1)
			ret_worth->narrow |= first;
		ret_worth->first[ret_worth->count] = first;
		ret_worth->weight[ret_worth->count++] = state->input->weights
							    .attributes[a];
	}
}

/* Both people's codes are known where the first one's are and they are equal. */
int64_t
grouping_cost_with(const struct grouping_state *state, uint32_t person,
    const uint64_t *codes, uint32_t count)
{
	uint64_t own = state->guests[person].codes;
	uint32_t known = state->guests[person].known;
	int64_t cost = 0;

	for (uint32_t i = 0; i < count; i++)
		cost += state->equal_cost[equal_bytes(own, codes[i]) & known];
	return cost;
}

int64_t
grouping_cost_travel(const struct grouping_state *state, uint32_t unit, uint32_t venue)
{
	const struct grouping_unit *u = &state->units[unit];
	int64_t weight = state->input->weights.travel, cost = 0;

	for (uint32_t i = u->first; weight > 0 && i < u->first + u->size; i++)
		cost += weight *
		    grouping_state_minutes(state, state->unit_people[i], venue) / 5;
	return cost;
}

int64_t
grouping_cost_stay(const struct grouping_state *state, uint32_t unit, uint32_t table)
{
	const struct grouping_unit *u = &state->units[unit];
	int64_t cost = 0;

	for (uint32_t i = u->first; state->stays != NULL && i < u->first + u->size; i++) {
		const struct grouping_stay *stay = &state->stays[state->unit_people[i]];

		if (table == GROUPING_NONE || stay->table != table)
			cost += stay->cost;
	}
	return cost;
}

static int64_t
cost_of_unit(const struct grouping_state *state, uint32_t unit,
    const struct grouping_change *change, const struct grouping_rest *rest)
{
	const struct grouping_unit *u = &state->units[unit];
	int64_t cost = u->inner_cost;

	for (uint32_t i = u->first; i < u->first + u->size; i++)
		cost += grouping_cost_with(state, state->unit_people[i], rest->codes,
		    rest->count);
	return cost + grouping_cost_stay(state, unit, change->table) +
	    grouping_cost_travel(state, unit, state->tables[change->table].venue);
}

struct alone {
	uint64_t once, twice, minding;
};

static void
see_sections(struct alone *alone, const struct grouping_person *person)
{
	alone->twice |= alone->once & person->sections;
	alone->once |= person->sections;
	alone->minding |= person->minds_alone;
}

/* Who bears a bit that nobody else here bears is its only bearer: if it is minded at all,
 * then by that person. */
static int64_t
cost_of_alone(const struct grouping_state *state, const struct grouping_rest *rest,
    uint32_t unit)
{
	const struct grouping_person *people = state->input->people;
	struct alone alone = { 0 };

	for (uint32_t i = 0; i < rest->count; i++)
		see_sections(&alone, &people[rest->people[i]]);
	if (unit != GROUPING_NONE) {
		const struct grouping_unit *u = &state->units[unit];

		for (uint32_t i = u->first; i < u->first + u->size; i++)
			see_sections(&alone, &people[state->unit_people[i]]);
	}
	return (int64_t)state->input->weights.alone *
	    count_bits(alone.once & ~alone.twice & alone.minding);
}

void
grouping_cost_rest(const struct grouping_state *state,
    const struct grouping_change *change, struct grouping_rest *ret_rest)
{
	size_t first = (size_t)change->table * state->input->size_max;
	uint32_t size = state->tables[change->table].size, count = 0;

	for (uint32_t i = 0; i < size; i++) {
		uint32_t person = state->seats[first + i];

		if (change->out != GROUPING_NONE && state->unit_of[person] == change->out)
			continue;
		ret_rest->people[count] = person;
		ret_rest->codes[count++] = state->codes[first + i];
	}
	ret_rest->count = count;
}

int64_t
grouping_cost_alone(const struct grouping_state *state, const struct grouping_rest *rest,
    uint32_t in, uint32_t out)
{
	return cost_of_alone(state, rest, in) - cost_of_alone(state, rest, out);
}

int64_t
grouping_cost_cheap(const struct grouping_state *state,
    const struct grouping_change *change, struct grouping_rest *ret_rest)
{
	int64_t cost = 0;

	grouping_cost_rest(state, change, ret_rest);
	if (change->in != GROUPING_NONE)
		cost += cost_of_unit(state, change->in, change, ret_rest);
	if (change->out != GROUPING_NONE)
		cost -= cost_of_unit(state, change->out, change, ret_rest);
	if (state->has_alone)
		cost += grouping_cost_alone(state, ret_rest, change->in, change->out);
	return cost;
}

bool
grouping_cost_pairs(const struct grouping_state *state, uint32_t unit,
    const struct grouping_rest *rest, int64_t *ret_cost)
{
	const struct grouping_unit *u = &state->units[unit];
	int64_t sum = 0;

	for (uint32_t i = u->first; i < u->first + u->size; i++) {
		for (uint32_t j = 0; j < rest->count; j++) {
			int64_t cost = grouping_pairs_cost(&state->pairs,
			    state->unit_people[i], rest->people[j]);

			if (cost >= GROUPING_PAIRS_FORBIDDEN)
				return false;
			sum += cost;
		}
	}
	*ret_cost = sum;
	return true;
}

bool
grouping_cost_allows(const struct grouping_state *state,
    const struct grouping_change *change)
{
	const struct grouping_table *table = &state->tables[change->table];
	uint32_t size = table->size, hosts = table->hosts;

	if (change->out != GROUPING_NONE) {
		size -= state->units[change->out].size;
		hosts -= state->units[change->out].hosts;
	}
	if (change->in != GROUPING_NONE) {
		if (!grouping_state_fits(state, change->in, table->venue, table->slot))
			return false;
		size += state->units[change->in].size;
		hosts += state->units[change->in].hosts;
	}
	return size >= state->input->size_min && size <= table->seats && hosts > 0;
}

bool
grouping_cost_change(const struct grouping_state *state,
    const struct grouping_change *change, int64_t *ret_cost)
{
	struct grouping_rest rest;
	int64_t pairs = 0;

	if (!grouping_cost_allows(state, change))
		return false;
	int64_t cost = grouping_cost_cheap(state, change, &rest);

	if (change->in != GROUPING_NONE &&
	    !grouping_cost_pairs(state, change->in, &rest, &pairs))
		return false;
	if (change->out != GROUPING_NONE)
		cost -= state->units[change->out].pairs_cost;
	*ret_cost = cost + pairs;
	return true;
}

static int64_t
cost_of_table(const struct grouping_state *state, uint32_t table)
{
	struct grouping_change nothing = { table, GROUPING_NONE, GROUPING_NONE };
	struct grouping_rest rest;
	int64_t cost = 0;

	grouping_cost_rest(state, &nothing, &rest);
	for (uint32_t i = 0; i < rest.count; i++) {
		uint32_t minutes = grouping_state_minutes(state, rest.people[i],
		    state->tables[table].venue);

		if (state->stays != NULL && state->stays[rest.people[i]].table != table)
			cost += state->stays[rest.people[i]].cost;
		cost += (int64_t)state->input->weights.travel * minutes / 5;
		cost += grouping_cost_with(state, rest.people[i], rest.codes, i);
		for (uint32_t j = 0; j < i; j++)
			cost += grouping_pairs_cost(&state->pairs, rest.people[i],
			    rest.people[j]);
	}
	return cost + cost_of_alone(state, &rest, GROUPING_NONE);
}

int64_t
grouping_cost_total(const struct grouping_state *state)
{
	int64_t cost = 0;

	for (uint32_t table = 0; table < state->tables_count; table++)
		cost += cost_of_table(state, table);
	for (uint32_t i = 0; i < state->pool.count; i++)
		cost += state->units[state->pool.items[i]].left_cost;
	return cost;
}
