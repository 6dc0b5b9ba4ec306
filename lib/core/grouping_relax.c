#include "grouping_relax.h"

#include "grouping_relax_part.h"

#include <string.h>

#define EFFORT 20000 /* moves of each search */
#define ALL UINT32_MAX

/* How a rule is let go: by so much (0: nothing), or ALL of it. */
static void
relax_travel(struct grouping_relax_part *part, uint32_t amount)
{
	for (uint32_t i = 0; i < part->asked; i++) {
		uint32_t limit = part->people[i].travel_minutes_max;

		limit = amount > GROUPING_NO_WAY - 1 - limit ? GROUPING_NO_WAY - 1
							     : limit + amount;
		part->people[i].travel_minutes_max = (uint8_t)limit;
	}
}

static void
relax_size_max(struct grouping_relax_part *part, uint32_t amount)
{
	uint32_t size = part->input.size_max;

	amount = amount > GROUPING_SIZE_MAX - size ? GROUPING_SIZE_MAX - size : amount;
	part->input.size_max = size + amount;
	for (uint32_t v = 0; v < part->input.venues_count; v++) {
		uint32_t seats = part->table_seats[v] + amount;

		if (part->table_seats[v] > 0)
			part->table_seats[v] = seats > UINT16_MAX ? UINT16_MAX
								  : (uint16_t)seats;
	}
}

static void
relax_size_min(struct grouping_relax_part *part, uint32_t amount)
{
	uint32_t size = part->input.size_min;

	part->input.size_min = amount >= size ? 1 : size - amount;
}

static void
relax_quota(struct grouping_relax_part *part, uint32_t amount)
{
	for (uint32_t i = 0; i < part->input.people_count; i++) {
		uint32_t quota = part->people[i].host_quota;

		quota = amount > UINT16_MAX - quota ? UINT16_MAX : quota + amount;
		part->people[i].host_quota = (uint16_t)quota;
	}
}

static void
relax_tables(struct grouping_relax_part *part, uint32_t amount)
{
	size_t cells = (size_t)part->input.venues_count * part->input.slots_count;
	uint32_t enough = part->input.people_count;

	for (size_t cell = 0; cell < cells; cell++) {
		uint32_t tables = part->tables[cell];

		tables += amount < enough ? amount : enough;
		part->tables[cell] = tables > UINT16_MAX ? UINT16_MAX : (uint16_t)tables;
	}
}

static void
relax_host(struct grouping_relax_part *part, uint32_t amount)
{
	for (uint32_t i = 0; amount > 0 && i < part->input.people_count; i++)
		part->people[i].may_host = true;
}

static void
relax_slot(struct grouping_relax_part *part, uint32_t amount)
{
	for (uint32_t i = 0; amount > 0 && i < part->asked; i++)
		part->people[i].slots = UINT64_MAX >>
		    (GROUPING_SLOTS_MAX - part->input.slots_count);
}

static void
drop_pairs(struct grouping_relax_part *part, enum grouping_pair_kind kind)
{
	size_t kept = 0;

	for (size_t i = 0; i < part->input.pairs_count; i++)
		if (part->pairs[i].kind != kind)
			part->pairs[kept++] = part->pairs[i];
	part->input.pairs_count = kept;
}

static void
relax_manager(struct grouping_relax_part *part, uint32_t amount)
{
	if (amount > 0)
		drop_pairs(part, GROUPING_MANAGER);
}

static void
relax_glue(struct grouping_relax_part *part, uint32_t amount)
{
	for (uint32_t i = 0; amount > 0 && i < part->asked; i++)
		part->people[i].glue = 0;
}

static void
relax_apart(struct grouping_relax_part *part, uint32_t amount)
{
	if (amount > 0)
		drop_pairs(part, GROUPING_APART);
}

static const struct {
	void (*relax)(struct grouping_relax_part *part, uint32_t amount);
	uint32_t step, most; /* of an offer; most 0: all or nothing */
} rules[] = {
	[GROUPING_RELAX_TRAVEL] = { relax_travel, 5, 60 },
	[GROUPING_RELAX_SIZE_MAX] = { relax_size_max, 1, 2 },
	[GROUPING_RELAX_SIZE_MIN] = { relax_size_min, 1, 2 },
	[GROUPING_RELAX_QUOTA] = { relax_quota, 1, 2 },
	[GROUPING_RELAX_TABLES] = { relax_tables, 1, 2 },
	[GROUPING_RELAX_HOST] = { relax_host, 0, 0 },
	[GROUPING_RELAX_SLOT] = { relax_slot, 0, 0 },
	[GROUPING_RELAX_MANAGER] = { relax_manager, 0, 0 },
	[GROUPING_RELAX_GLUE] = { relax_glue, 0, 0 },
	[GROUPING_RELAX_APART] = { relax_apart, 0, 0 },
};
_Static_assert(COUNT_OF(rules) == GROUPING_RELAX_COUNT, "a way to relax every rule");

typedef uint32_t amounts[GROUPING_RELAX_COUNT];

/* How many of those asked about get a seat without anybody else losing theirs. */
static uint32_t
seat(const struct grouping_relax_part *part, const amounts relaxed)
{
	CLEANUP(arena_done) struct arena scratch = { 0 };
	struct grouping_relax_part *trial = grouping_relax_part_copy(part, &scratch);
	struct grouping_plan plan;

	for (int rule = 0; rule < GROUPING_RELAX_COUNT; rule++)
		rules[rule].relax(trial, relaxed[rule]);
	trial->input.effort = EFFORT;
	if (grouping_form(&trial->input, NULL, &scratch, &plan, NULL) != OK)
		return 0; /* cannot be: it is a part of an input that was taken */
	return plan.left_count < part->asked ? part->asked - plan.left_count : 0;
}

/* A deletion filter: whatever rule can go without helping goes for good. */
static void
find_conflict(const struct grouping_relax_part *part, struct grouping_conflict *conflict)
{
	amounts relaxed;

	for (int rule = 0; rule < GROUPING_RELAX_COUNT; rule++)
		relaxed[rule] = ALL;
	if (seat(part, relaxed) < part->asked)
		return;
	memset(relaxed, 0, sizeof(relaxed));
	for (enum grouping_relax_rule rule = 0; rule < GROUPING_RELAX_COUNT; rule++) {
		relaxed[rule] = ALL;
		if (seat(part, relaxed) < part->asked)
			continue;
		relaxed[rule] = 0;
		conflict->rules[conflict->rules_count++] = rule;
	}
}

/* The least amount that seats as many as the most does. */
static struct grouping_relaxation
try_rule(const struct grouping_relax_part *part, enum grouping_relax_rule rule)
{
	amounts relaxed = { 0 };
	uint32_t low = 1,
		 high = rules[rule].most == 0 ? 1 : rules[rule].most / rules[rule].step;
	uint32_t step = rules[rule].most == 0 ? ALL : rules[rule].step;
	struct grouping_relaxation relaxation = { .rule = rule };

	relaxed[rule] = high * step;
	relaxation.seated = seat(part, relaxed);
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		relaxed[rule] = middle * step;
		if (seat(part, relaxed) >= relaxation.seated)
			high = middle;
		else
			low = middle + 1;
	}
	relaxation.amount = rules[rule].most == 0 ? 0 : high * step;
	return relaxation;
}

static int
compare_relaxations(const void *left, const void *right)
{
	const struct grouping_relaxation *a = left, *b = right;

	if (a->seated != b->seated)
		return a->seated > b->seated ? -1 : 1;
	return a->rule < b->rule ? -1 : a->rule > b->rule;
}

static void
find_relaxations(const struct grouping_relax_part *part,
    struct grouping_conflict *conflict)
{
	for (enum grouping_relax_rule rule = 0; rule < GROUPING_RELAX_APART; rule++) {
		struct grouping_relaxation relaxation = try_rule(part, rule);

		if (relaxation.seated <= conflict->seated)
			continue;
		relaxation.seated -= conflict->seated;
		conflict->relaxations[conflict->relaxations_count++] = relaxation;
	}
	qsort(conflict->relaxations, conflict->relaxations_count,
	    sizeof(*conflict->relaxations), compare_relaxations);
}

static bool
has_only(const struct grouping_person *person, uint32_t slot)
{
	return person->slots == UINT64_C(1) << slot;
}

static void
find_narrow(const struct grouping_relax_part *part, struct grouping_conflict *conflict)
{
	for (uint32_t slot = 0; slot < part->input.slots_count; slot++) {
		uint32_t count = 0;

		for (uint32_t i = 0; i < part->asked; i++)
			count += has_only(&part->people[i], slot);
		if (count > conflict->narrow) {
			conflict->narrow = count;
			conflict->slot = slot;
		}
	}
	for (uint32_t i = 0; conflict->narrow > 0 && i < part->asked; i++) {
		uint32_t count = 0;

		for (uint32_t j = 0; j < part->asked; j++)
			count += has_only(&part->people[j], conflict->slot) &&
			    has_only(&part->people[i], conflict->slot) &&
			    part->people[j].site == part->people[i].site;
		if (count > conflict->from_site) {
			conflict->from_site = count;
			conflict->site = part->sites[part->people[i].site];
		}
	}
}

/* Those asked about, and who has no seat either because they stay together: the rules
 * between them would be missed else. */
static const uint32_t *
with_circles(const struct grouping_input *input, const struct grouping_plan *plan,
    const uint32_t *people, uint32_t *count, struct arena *arena)
{
	uint32_t asked = *count;
	uint32_t *all = ARENA_NEW(arena, uint32_t, (size_t)asked + plan->left_count + 1);

	for (uint32_t i = 0; i < asked; i++)
		all[i] = people[i];
	for (uint32_t i = 0; i < plan->left_count && *count < GROUPING_RELAX_PEOPLE_MAX;
	     i++) {
		uint32_t person = plan->left[i].person, glue = input->people[person].glue;
		bool is_tied = false, is_asked = glue == 0;

		for (uint32_t j = 0; j < asked && !is_asked; j++) {
			is_asked = people[j] == person;
			is_tied |= input->people[people[j]].glue == glue;
		}
		if (is_tied && !is_asked)
			all[(*count)++] = person;
	}
	return all;
}

void
grouping_relax_people(const struct grouping_input *input,
    const struct grouping_plan *plan, const uint32_t *people, uint32_t count,
    struct grouping_conflict *ret_conflict)
{
	CLEANUP(arena_done) struct arena scratch = { 0 };
	const amounts nothing = { 0 };
	struct grouping_conflict conflict = { .people = 0 };
	const struct grouping_relax_part *part;

	count = count < GROUPING_RELAX_PEOPLE_MAX ? count : GROUPING_RELAX_PEOPLE_MAX;
	people = with_circles(input, plan, people, &count, &scratch);
	if (count > 0) {
		part = grouping_relax_part_new(input, plan, people, count, &scratch);
		conflict.people = part->asked;
		conflict.seated = seat(part, nothing);
		find_narrow(part, &conflict);
		if (conflict.seated < part->asked) {
			find_conflict(part, &conflict);
			find_relaxations(part, &conflict);
		}
	}
	*ret_conflict = conflict;
}
