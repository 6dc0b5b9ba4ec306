#include "grouping_input.h"

#include <inttypes.h>

#define PAIRS_MAX ((size_t)1 << 30)

static enum status
check_sizes(const struct grouping_input *input, struct err *err)
{
	if (input->people_count == 0 || input->people_count > GROUPING_PEOPLE_MAX)
		return err_set(err, ERR_INVALID, "people: 1 to %d, not %u",
		    GROUPING_PEOPLE_MAX, input->people_count);
	if (input->size_min == 0 || input->size_max > GROUPING_SIZE_MAX ||
	    input->size_min > input->size_max)
		return err_set(err, ERR_INVALID, "size: %u..%u is not within 1..%d",
		    input->size_min, input->size_max, GROUPING_SIZE_MAX);
	if (input->slots_count == 0 || input->slots_count > GROUPING_SLOTS_MAX)
		return err_set(err, ERR_INVALID, "slots: 1 to %d, not %u",
		    GROUPING_SLOTS_MAX, input->slots_count);
	if (input->sites_count == 0 || input->sites_count > GROUPING_PEOPLE_MAX)
		return err_set(err, ERR_INVALID, "sites: 1 to %d, not %u",
		    GROUPING_PEOPLE_MAX, input->sites_count);
	if (input->venues_count > GROUPING_CODE_MAX)
		return err_set(err, ERR_INVALID, "venues: at most %d, not %u",
		    GROUPING_CODE_MAX, input->venues_count);
	if (input->pairs_count > PAIRS_MAX)
		return err_set(err, ERR_INVALID, "pairs: at most %zu, not %zu", PAIRS_MAX,
		    input->pairs_count);
	if (input->effort > GROUPING_EFFORT_MAX)
		return err_set(err, ERR_INVALID, "effort: at most %" PRIu64 " moves",
		    GROUPING_EFFORT_MAX);
	return OK;
}

static enum status
check_weight(const char *name, int32_t weight, struct err *err)
{
	if (weight < 0 || weight > GROUPING_WEIGHT_MAX)
		return err_set(err, ERR_INVALID, "weight %s: 0 to %d, not %d", name,
		    GROUPING_WEIGHT_MAX, weight);
	return OK;
}

static enum status
check_weights(const struct grouping_weights *weights, struct err *err)
{
	enum status status = check_weight("travel", weights->travel, err);

	if (status == OK)
		status = check_weight("alone", weights->alone, err);
	if (status == OK)
		status = check_weight("left out", weights->left_out, err);
	for (int i = 0; status == OK && i < GROUPING_ATTRIBUTES; i++)
		status = check_weight("of an attribute", weights->attributes[i], err);
	return status;
}

static enum status
check_person(const struct grouping_input *input, uint32_t i, struct err *err)
{
	const struct grouping_person *person = &input->people[i];
	uint64_t slots = UINT64_MAX >> (GROUPING_SLOTS_MAX - input->slots_count);

	for (int a = 0; a < GROUPING_ATTRIBUTES; a++)
		if (person->codes[a] > GROUPING_CODE_MAX)
			return err_set(err, ERR_INVALID,
			    "person %u: attribute %d has code %u, over %d", i, a,
			    person->codes[a], GROUPING_CODE_MAX);
	if ((person->slots & ~slots) != 0)
		return err_set(err, ERR_INVALID,
		    "person %u: a slot beyond the %u there are", i, input->slots_count);
	if ((person->minds_alone & ~person->sections) != 0)
		return err_set(err, ERR_INVALID,
		    "person %u: minds_alone names a section they are not in", i);
	if (person->site >= input->sites_count)
		return err_set(err, ERR_INVALID, "person %u: site %u of %u", i,
		    person->site, input->sites_count);
	if (person->travel_minutes_max >= GROUPING_NO_WAY)
		return err_set(err, ERR_INVALID, "person %u: travel limit of %u minutes",
		    i, person->travel_minutes_max);
	return OK;
}

static enum status
check_pair(const struct grouping_input *input, size_t i, struct err *err)
{
	const struct grouping_pair *pair = &input->pairs[i];
	int32_t lowest = pair->kind == GROUPING_WISH ? -GROUPING_PAIR_MAX : 0;

	if (pair->a >= input->people_count || pair->b >= input->people_count)
		return err_set(err, ERR_INVALID, "pair %zu: people %u and %u of %u", i,
		    pair->a, pair->b, input->people_count);
	if (pair->a == pair->b)
		return err_set(err, ERR_INVALID, "pair %zu: person %u with themself", i,
		    pair->a);
	if (pair->kind >= GROUPING_PAIR_KIND_COUNT)
		return err_set(err, ERR_INVALID, "pair %zu: kind %u", i,
		    (unsigned)pair->kind);
	if (pair->kind >= GROUPING_MET &&
	    (pair->cost < lowest || pair->cost > GROUPING_PAIR_MAX))
		return err_set(err, ERR_INVALID, "pair %zu: cost %d to %d, not %d", i,
		    lowest, GROUPING_PAIR_MAX, pair->cost);
	return OK;
}

static enum status
check_fixed_place(const struct grouping_input *input, uint32_t k, struct err *err)
{
	const struct grouping_fixed *fixed = &input->fixed[k];
	bool is_open = !fixed->is_frozen && fixed->slot == GROUPING_NONE &&
	    fixed->venue == GROUPING_NONE;

	if (fixed->size == 0 || fixed->size > GROUPING_SIZE_MAX)
		return err_set(err, ERR_INVALID, "fixed table %u: %u people", k,
		    fixed->size);
	if (!is_open && fixed->slot >= input->slots_count)
		return err_set(err, ERR_INVALID, "fixed table %u: slot %u of %u", k,
		    fixed->slot, input->slots_count);
	if (!is_open && fixed->venue >= input->venues_count)
		return err_set(err, ERR_INVALID, "fixed table %u: venue %u of %u", k,
		    fixed->venue, input->venues_count);
	if (fixed->stay_cost < 0 || fixed->stay_cost > GROUPING_PAIR_MAX)
		return err_set(err, ERR_INVALID,
		    "fixed table %u: staying costs 0 to %d, not %d", k, GROUPING_PAIR_MAX,
		    fixed->stay_cost);
	return OK;
}

static enum status
check_fixed(const struct grouping_input *input, struct err *err)
{
	CLEANUP(free_ptr)
	bool *is_there = alloc_zero(input->people_count, sizeof(*is_there));
	enum status status = OK;

	for (uint32_t k = 0; status == OK && k < input->fixed_count; k++) {
		const struct grouping_fixed *fixed = &input->fixed[k];

		status = check_fixed_place(input, k, err);
		for (uint32_t i = 0; status == OK && i < fixed->size; i++) {
			uint32_t person = fixed->members[i];

			if (person >= input->people_count)
				return err_set(err, ERR_INVALID,
				    "fixed table %u: person %u of %u", k, person,
				    input->people_count);
			if (is_there[person])
				return err_set(err, ERR_INVALID,
				    "fixed table %u: person %u is at a table before", k,
				    person);
			is_there[person] = true;
		}
	}
	return status;
}

static enum status
check_width(const struct grouping_input *input, struct err *err)
{
	unsigned bytes = 0;

	for (int a = 0; a < GROUPING_ATTRIBUTES; a++) {
		unsigned width = input->weights.attributes[a] > 0;

		for (uint32_t i = 0; width == 1 && i < input->people_count; i++)
			if (input->people[i].codes[a] > UINT8_MAX)
				width = 2;
		bytes += width;
	}
	if (bytes > sizeof(uint64_t))
		return err_set(err, ERR_INVALID,
		    "attributes: %u bytes of codes, 8 is the most; one over 255 takes "
		    "two",
		    bytes);
	return OK;
}

enum status
grouping_input_check(const struct grouping_input *input, struct err *err)
{
	enum status status = check_sizes(input, err);

	if (status == OK)
		status = check_weights(&input->weights, err);
	for (uint32_t i = 0; status == OK && i < input->people_count; i++)
		status = check_person(input, i, err);
	for (size_t i = 0; status == OK && i < input->pairs_count; i++)
		status = check_pair(input, i, err);
	if (status == OK)
		status = check_fixed(input, err);
	return status == OK ? check_width(input, err) : status;
}

static void
mix(uint64_t *digest, uint64_t value)
{
	*digest = (*digest ^ value) * UINT64_C(0x9e3779b97f4a7c15);
	*digest ^= *digest >> 29;
}

static void
mix_person(uint64_t *digest, const struct grouping_person *person)
{
	for (int a = 0; a < GROUPING_ATTRIBUTES; a++)
		mix(digest, person->codes[a]);
	mix(digest, person->slots);
	mix(digest, person->sections);
	mix(digest, person->minds_alone);
	mix(digest, person->site);
	mix(digest, person->glue);
	mix(digest, person->times_left_out);
	mix(digest, person->host_load);
	mix(digest, person->host_quota);
	mix(digest, person->travel_minutes_max);
	mix(digest, person->may_host);
}

static void
mix_places(uint64_t *digest, const struct grouping_input *input)
{
	size_t venues = input->venues_count;

	for (size_t i = 0; i < venues * input->slots_count; i++)
		mix(digest, input->tables[i]);
	for (size_t i = 0; i < venues; i++)
		mix(digest, input->table_seats[i]);
	for (size_t i = 0; i < venues * input->sites_count; i++)
		mix(digest, input->minutes[i]);
}

static void
mix_fixed(uint64_t *digest, const struct grouping_fixed *fixed)
{
	mix(digest, fixed->size);
	for (uint32_t i = 0; i < fixed->size; i++)
		mix(digest, fixed->members[i]);
	mix(digest, fixed->slot);
	mix(digest, fixed->venue);
	mix(digest, fixed->is_frozen);
	mix(digest, (uint64_t)fixed->stay_cost);
}

uint64_t
grouping_input_digest(const struct grouping_input *input)
{
	const struct grouping_weights *weights = &input->weights;
	uint64_t digest = 0;
	uint64_t numbers[] = { input->people_count, input->pairs_count,
		input->slots_count, input->venues_count, input->sites_count,
		input->size_min, input->size_max, (uint64_t)weights->travel,
		(uint64_t)weights->alone, (uint64_t)weights->left_out };

	for (size_t i = 0; i < COUNT_OF(numbers); i++)
		mix(&digest, numbers[i]);
	for (int a = 0; a < GROUPING_ATTRIBUTES; a++)
		mix(&digest, (uint64_t)weights->attributes[a]);
	for (uint32_t i = 0; i < input->people_count; i++)
		mix_person(&digest, &input->people[i]);
	for (size_t i = 0; i < input->pairs_count; i++) {
		mix(&digest, ((uint64_t)input->pairs[i].a << 32) | input->pairs[i].b);
		mix(&digest, input->pairs[i].kind);
		mix(&digest, (uint64_t)input->pairs[i].cost);
	}
	mix_places(&digest, input);
	for (uint32_t k = 0; k < input->fixed_count; k++)
		mix_fixed(&digest, &input->fixed[k]);
	return digest;
}
