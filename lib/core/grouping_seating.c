#include "grouping_seating.h"

#include "grouping_input.h"
#include "grouping_move.h"

#include <string.h>

static int
compare_numbers(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

	return a < b ? -1 : a > b;
}

static enum status
put(struct grouping_seating *seating, uint32_t person, uint32_t place, struct err *err)
{
	if (person >= seating->input->people_count)
		return err_set(err, ERR_INVALID, "plan: person %u of %u", person,
		    seating->input->people_count);
	if (seating->place[person] != GROUPING_PLACE_OUTSIDE)
		return err_set(err, ERR_INVALID, "plan: person %u is placed twice",
		    person);
	seating->place[person] = place;
	return OK;
}

static enum status
read_table(struct grouping_seating *seating, const struct grouping_plan *plan, uint32_t g,
    struct err *err)
{
	const struct grouping_input *input = seating->input;
	const struct grouping_group *group = &plan->groups[g];
	uint32_t *people = &seating->people[(size_t)g * GROUPING_SIZE_MAX];
	enum status status = OK;

	if (group->size > GROUPING_SIZE_MAX)
		return err_set(err, ERR_INVALID, "plan: group %u has %u people", g,
		    group->size);
	if (group->venue >= input->venues_count || group->slot >= input->slots_count)
		return err_set(err, ERR_INVALID, "plan: group %u: slot %u, venue %u", g,
		    group->slot, group->venue);
	for (uint32_t i = 0; status == OK && i < group->size; i++) {
		people[i] = group->members[i];
		status = put(seating, people[i], g, err);
	}
	if (status != OK)
		return status;
	qsort(people, group->size, sizeof(*people), compare_numbers);
	uint32_t seats = input->table_seats[group->venue];
	uint32_t fixed = group->fixed < input->fixed_count ? group->fixed : GROUPING_NONE;

	seating->tables[g] = (struct grouping_seated){ .venue = group->venue,
		.slot = group->slot,
		.size = group->size,
		.seats = seats < input->size_max ? seats : input->size_max,
		.host = group->host,
		.fixed = fixed,
		.is_frozen = fixed != GROUPING_NONE && input->fixed[fixed].is_frozen };
	if (group->host >= input->people_count || seating->place[group->host] != g)
		seating->tables[g].host = GROUPING_NONE;
	return OK;
}

static enum status
read_plan(struct grouping_seating *seating, const struct grouping_plan *plan,
    struct err *err)
{
	enum status status = OK;

	/* GROUPING_PLACE_OUTSIDE */
	memset(seating->place, 0xff,
	    seating->input->people_count * sizeof(*seating->place));
	for (uint32_t g = 0; status == OK && g < plan->groups_count; g++)
		status = read_table(seating, plan, g, err);
	for (uint32_t i = 0; status == OK && i < plan->left_count; i++)
		status = put(seating, plan->left[i].person, GROUPING_PLACE_LEFT, err);
	return status;
}

/* Counted, then laid out side by side, then filled from the end of each person's part. */
static void
read_ties(struct grouping_seating *seating, struct arena *arena)
{
	const struct grouping_input *input = seating->input;
	uint32_t *first = ARENA_NEW(arena, uint32_t, (size_t)input->people_count + 1);

	seating->ties = ARENA_NEW(arena, struct grouping_tie, 2 * input->pairs_count + 1);
	for (size_t i = 0; i < input->pairs_count; i++) {
		first[input->pairs[i].a]++;
		first[input->pairs[i].b]++;
	}
	for (uint32_t person = 0; person < input->people_count; person++)
		first[person + 1] += first[person];
	for (size_t i = input->pairs_count; i-- > 0;) {
		const struct grouping_pair *pair = &input->pairs[i];
		int32_t cost = pair->kind >= GROUPING_MET ? pair->cost : 0;

		seating->ties[--first[pair->a]] = (struct grouping_tie){ pair->b, cost,
			pair->kind };
		seating->ties[--first[pair->b]] = (struct grouping_tie){ pair->a, cost,
			pair->kind };
	}
	seating->tie_first = first;
}

static void
read_fixed(struct grouping_seating *seating, struct arena *arena)
{
	const struct grouping_input *input = seating->input;

	if (input->fixed_count == 0)
		return;
	seating->fixed_of = ARENA_NEW(arena, uint32_t, input->people_count);
	/* GROUPING_NONE */
	memset(seating->fixed_of, 0xff, input->people_count * sizeof(uint32_t));
	for (uint32_t k = 0; k < input->fixed_count; k++)
		for (uint32_t i = 0; i < input->fixed[k].size; i++)
			seating->fixed_of[input->fixed[k].members[i]] = k;
}

int64_t
grouping_seating_stay(const struct grouping_seating *seating, uint32_t person,
    uint32_t place)
{
	uint32_t fixed = seating->fixed_of == NULL ? GROUPING_NONE
						   : seating->fixed_of[person];

	if (fixed == GROUPING_NONE || place == GROUPING_PLACE_OUTSIDE ||
	    seating->input->fixed[fixed].is_frozen ||
	    (grouping_seating_is_table(seating, place) &&
		seating->tables[place].fixed == fixed))
		return 0;
	return seating->input->fixed[fixed].stay_cost;
}

struct glued {
	uint32_t glue, person;
};

static int
compare_glued(const void *left, const void *right)
{
	const struct glued *a = left, *b = right;

	if (a->glue != b->glue)
		return a->glue < b->glue ? -1 : 1;
	return a->person < b->person ? -1 : a->person > b->person;
}

static void
read_glue(struct grouping_seating *seating, struct arena *arena)
{
	const struct grouping_input *input = seating->input;
	CLEANUP(free_ptr)
	struct glued *glued = alloc_zero(input->people_count, sizeof(*glued));
	uint32_t count = 0;

	seating->glue_next = ARENA_NEW(arena, uint32_t, input->people_count);
	for (uint32_t i = 0; i < input->people_count; i++) {
		seating->glue_next[i] = i;
		if (input->people[i].glue != 0)
			glued[count++] = (struct glued){ input->people[i].glue, i };
	}
	qsort(glued, count, sizeof(*glued), compare_glued);
	for (uint32_t i = 0, first = 0; i < count; i++) {
		bool is_last = i + 1 == count || glued[i + 1].glue != glued[i].glue;

		seating->glue_next[glued[i].person] = glued[is_last ? first : i + 1]
							  .person;
		first = is_last ? i + 1 : first;
	}
}

enum status
grouping_seating_new(const struct grouping_input *input, const struct grouping_plan *plan,
    struct arena *arena, struct grouping_seating **ret_seating, struct err *err)
{
	enum status status = grouping_input_check(input, err);

	if (status == OK && plan->groups_count > input->people_count)
		status = err_set(err, ERR_INVALID, "plan: %u groups of %u people",
		    plan->groups_count, input->people_count);
	if (status != OK)
		return status;
	struct grouping_seating *seating = ARENA_NEW(arena, struct grouping_seating, 1);

	seating->input = input;
	seating->tables_count = plan->groups_count;
	seating->tables = ARENA_NEW(arena, struct grouping_seated, plan->groups_count);
	seating->people = ARENA_NEW(arena, uint32_t,
	    (size_t)plan->groups_count * GROUPING_SIZE_MAX);
	seating->place = ARENA_NEW(arena, uint32_t, input->people_count);
	status = read_plan(seating, plan, err);
	if (status != OK)
		return status;
	read_ties(seating, arena);
	read_glue(seating, arena);
	read_fixed(seating, arena);
	*ret_seating = seating;
	return OK;
}

uint32_t
grouping_seating_host(const struct grouping_seating *seating, uint32_t table,
    const uint32_t *people, uint32_t count)
{
	const struct grouping_person *input = seating->input->people;
	uint32_t host = GROUPING_NONE;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t person = people[i];

		if (person == seating->tables[table].host)
			return person;
		if (!grouping_seating_leads(seating, person))
			continue;
		if (host == GROUPING_NONE ||
		    input[person].host_load < input[host].host_load ||
		    (input[person].host_load == input[host].host_load && person < host))
			host = person;
	}
	return host;
}

static void
take_out(struct grouping_seating *seating, uint32_t person)
{
	uint32_t from = seating->place[person], kept = 0;

	seating->place[person] = GROUPING_PLACE_OUTSIDE;
	if (!grouping_seating_is_table(seating, from))
		return;
	uint32_t *people = &seating->people[(size_t)from * GROUPING_SIZE_MAX];

	for (uint32_t i = 0; i < seating->tables[from].size; i++)
		if (people[i] != person)
			people[kept++] = people[i];
	seating->tables[from].size = kept;
}

static void
put_in(struct grouping_seating *seating, uint32_t person, uint32_t to)
{
	seating->place[person] = to;
	if (!grouping_seating_is_table(seating, to))
		return;
	uint32_t *people = &seating->people[(size_t)to * GROUPING_SIZE_MAX];
	uint32_t at = seating->tables[to].size++;

	for (; at > 0 && people[at - 1] > person; at--)
		people[at] = people[at - 1];
	people[at] = person;
}

static void
choose_host(struct grouping_seating *seating, uint32_t table)
{
	if (grouping_seating_is_table(seating, table))
		seating->tables[table].host = grouping_seating_host(seating, table,
		    grouping_seating_people(seating, table), seating->tables[table].size);
}

/* More come to the table of this move than go, and more than there is room for. */
static bool
overfills(const struct grouping_seating *seating, const struct grouping_move *moves,
    uint32_t count, uint32_t table)
{
	uint32_t come = 0, go = 0;

	if (!grouping_seating_is_table(seating, table))
		return false;
	for (uint32_t i = 0; i < count; i++) {
		come += moves[i].to == table;
		go += seating->place[moves[i].person] == table;
	}
	return seating->tables[table].size - go + come > GROUPING_SIZE_MAX;
}

enum status
grouping_seating_apply(struct grouping_seating *seating,
    const struct grouping_move *moves, uint32_t count, struct err *err)
{
	uint32_t from[GROUPING_MOVES_MAX];
	struct grouping_moves read;
	enum status status = grouping_move_read(seating, moves, count, &read, err);

	for (uint32_t i = 0; status == OK && i < count; i++)
		if (overfills(seating, moves, count, moves[i].to))
			status = err_set(err, ERR_INVALID,
			    "change: table %u would have over %d people", moves[i].to,
			    GROUPING_SIZE_MAX);
	if (status != OK)
		return status;
	for (uint32_t i = 0; i < count; i++) {
		from[i] = seating->place[moves[i].person];
		take_out(seating, moves[i].person);
	}
	for (uint32_t i = 0; i < count; i++)
		put_in(seating, moves[i].person, moves[i].to);
	for (uint32_t i = 0; i < count; i++) {
		choose_host(seating, from[i]);
		choose_host(seating, moves[i].to);
	}
	return OK;
}
