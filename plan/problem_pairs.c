/* problem_pairs.c - pairs that stay as they are, and meetings with the round in which
 * they were, whose cost falls from round to round. */
#include "problem_pairs.h"

#include <assert.h>
#include <string.h>

#define PAIRS_MAX ((size_t)1 << 26)

struct problem_pair {
	uint32_t a, b;
	enum grouping_pair_kind kind;
	int32_t value; /* of a wish its cost; of a meeting its round, -1 is the last */
};

static enum status
add(struct problem_pair **pairs, size_t *count, size_t *room,
    const struct problem_pair *pair, struct err *err)
{
	if (*count == PAIRS_MAX)
		return err_set(err, ERR_LIMIT, "more than %zu pairs have met", PAIRS_MAX);
	if (*count == *room) {
		*room = *room > 0 ? *room * 2 : 256;
		*pairs = alloc_check(reallocarray(*pairs, *room, sizeof **pairs));
	}
	(*pairs)[(*count)++] = *pair;
	return OK;
}

static enum status
add_fixed(struct problem *problem, size_t a, size_t b, enum grouping_pair_kind kind,
    int32_t value, struct err *err)
{
	const struct problem_pair pair = { (uint32_t)a, (uint32_t)b, kind, value };

	return add(&problem->fixed, &problem->fixed_count, &problem->fixed_room, &pair,
	    err);
}

static enum status
add_met(struct problem *problem, size_t a, size_t b, int32_t round, struct err *err)
{
	const struct problem_pair pair = { (uint32_t)a, (uint32_t)b, GROUPING_MET,
		round };

	return add(&problem->met, &problem->met_count, &problem->met_room, &pair, err);
}

static bool
find(const struct problem *problem, const char *id, size_t *ret_person)
{
	return lookup_find(&problem->sheets->people, id, ret_person);
}

/* Up the ladder of managers, which has no circles. */
static enum status
read_managers(struct problem *problem, struct err *err)
{
	enum status status = OK;

	for (uint32_t i = 0; i < problem->input.people_count; i++) {
		const char *manager = sheets_person(problem->sheets, i)->manager;
		size_t above;

		for (int level = 0; level < problem->rules->levels && manager != NULL &&
		     find(problem, manager, &above) && status == OK;
		     level++) {
			status = add_fixed(problem, i, above, GROUPING_MANAGER, 0, err);
			manager = sheets_person(problem->sheets, above)->manager;
		}
	}
	return status;
}

static enum status
read_exclusions(struct problem *problem, struct err *err)
{
	enum status status = OK;
	const struct sheet *sheet = &problem->sheets->sheets[SHEETS_EXCLUDE];

	for (size_t i = 0; i < sheet->row_count && status == OK; i++) {
		const struct meeting_pair *pair = sheet_at(sheet, i);
		size_t a, b;

		if (find(problem, pair->a, &a) && find(problem, pair->b, &b))
			status = add_fixed(problem, a, b, GROUPING_APART, 0, err);
	}
	return status;
}

/* One person at one table of a round that was. */
struct past_seat {
	int round;
	const char *group;
	size_t person;
};

static int
compare_seats(const void *a, const void *b)
{
	const struct past_seat *x = a, *y = b;
	int groups;

	if (x->round != y->round)
		return x->round < y->round ? -1 : 1;
	groups = strcmp(x->group, y->group);
	if (groups != 0)
		return groups;
	return x->person < y->person ? -1 : x->person > y->person;
}

static bool
is_same_table(const struct past_seat *x, const struct past_seat *y)
{
	return x->round == y->round && strcmp(x->group, y->group) == 0;
}

/* A seat that is told twice was one seat. Returns how many are left. */
static size_t
sort_seats(struct past_seat *seats, size_t count)
{
	size_t kept = 0;

	qsort(seats, count, sizeof *seats, compare_seats);
	for (size_t i = 0; i < count; i++)
		if (kept == 0 || compare_seats(&seats[kept - 1], &seats[i]) != 0)
			seats[kept++] = seats[i];
	return kept;
}

static enum status
pair_up(struct problem *problem, const struct past_seat *seats, size_t count,
    int last_round, struct err *err)
{
	enum status status = OK;

	for (size_t i = 0; i < count; i++)
		for (size_t j = i + 1;
		     status == OK && j < count && is_same_table(&seats[i], &seats[j]);
		     j++)
			status = add_met(problem, seats[i].person, seats[j].person,
			    seats[i].round - last_round - 1, err);
	return status;
}

static enum status
read_history(struct problem *problem, struct err *err)
{
	const struct sheet *sheet = &problem->sheets->sheets[SHEETS_HISTORY];
	CLEANUP(free_ptr)
	struct past_seat *seats = alloc_zero(sheet->row_count + 1, sizeof *seats);
	size_t count = 0;
	int last_round = 0;
	enum status status = OK;

	for (size_t i = 0; i < sheet->row_count && status == OK; i++) {
		const struct meeting_past *past = sheet_at(sheet, i);
		int ago = past->rounds_ago > 0 ? past->rounds_ago : 1;
		size_t a, b;

		if (past->id != NULL && past->round > last_round)
			last_round = past->round;
		if (past->id != NULL && find(problem, past->id, &a))
			seats[count++] = (struct past_seat){ past->round, past->group,
				a };
		else if (past->id == NULL && find(problem, past->a, &a) &&
		    find(problem, past->b, &b))
			status = add_met(problem, a, b, -ago, err);
		else
			problem->passed_over++;
	}
	count = sort_seats(seats, count);
	return status == OK ? pair_up(problem, seats, count, last_round, err) : status;
}

static void
tell_flaw(const struct problem *problem, int line, const char *what, const char *id,
    struct text *errors)
{
	text_add_line(errors, problem->rules->source.path);
	text_add(errors, ":");
	text_add_int(errors, line);
	text_add(errors, ": ");
	text_add_line(errors, id);
	text_add(errors, ": ");
	text_add_line(errors, what);
	text_add(errors, "\n");
}

/* Circles that share somebody become one: people are tied by the least number. */
static void
tie(struct problem *problem, size_t a, size_t b, uint32_t *next)
{
	struct grouping_person *people = problem->people;
	uint32_t kept = people[a].glue, dropped = people[b].glue;

	if (kept == 0)
		kept = people[a].glue = dropped != 0 ? dropped : ++*next;
	if (dropped == 0) {
		people[b].glue = kept;
		return;
	}
	for (uint32_t i = 0; dropped != kept && i < problem->input.people_count; i++)
		if (people[i].glue == dropped)
			people[i].glue = kept;
}

static enum status
wish(struct problem *problem, const struct rules_circle *circle, const size_t *people,
    struct err *err)
{
	enum status status = OK;

	for (size_t i = 0; i < circle->people.count; i++)
		for (size_t j = i + 1; j < circle->people.count && status == OK; j++)
			status = add_fixed(problem, people[i], people[j], GROUPING_WISH,
			    -circle->points, err);
	return status;
}

static enum status
read_circle(struct problem *problem, const struct rules_circle *circle, uint32_t *next,
    struct text *errors, struct err *err)
{
	size_t people[GROUPING_SIZE_MAX] = { 0 }, count = 0;
	size_t before = errors->length;

	for (const struct rules_text *text = circle->people.first; text != NULL;
	     text = text->next)
		if (!find(problem, text->text, &people[count++]))
			tell_flaw(problem, text->line, "is not on the roster", text->text,
			    errors);
	if (errors->length > before)
		return OK; /* told at the end, with the others */
	if (!circle->is_kept)
		return wish(problem, circle, people, err);
	for (size_t i = 1; i < count; i++)
		tie(problem, people[0], people[i], next);
	for (size_t i = 0; i < count && circle->evenings != 0; i++)
		problem->people[people[i]].slots &= circle->evenings;
	return OK;
}

/* People in a small group sit together anyhow; a group larger than a table never can. */
static void
check_ties(const struct problem *problem, struct text *errors)
{
	for (const struct rules_circle *circle = problem->rules->circles; circle != NULL;
	     circle = circle->next) {
		size_t person;
		uint32_t tied = 0;

		if (!circle->is_kept ||
		    !find(problem, circle->people.first->text, &person))
			continue;
		for (uint32_t i = 0; i < problem->input.people_count; i++)
			tied += problem->people[i].glue == problem->people[person].glue;
		if (tied > problem->input.size_max)
			tell_flaw(problem, circle->line,
			    "with the circles that share its people it is larger than a "
			    "table",
			    circle->name, errors);
	}
}

static enum status
read_circles(struct problem *problem, struct text *errors, struct err *err)
{
	size_t before = errors->length, person;
	uint32_t next = 0;
	enum status status = OK;

	for (const struct rules_circle *circle = problem->rules->circles;
	     circle != NULL && status == OK; circle = circle->next)
		status = read_circle(problem, circle, &next, errors, err);
	for (const struct rules_text *text = problem->rules->fine_alone.first;
	     text != NULL; text = text->next)
		if (!find(problem, text->text, &person))
			tell_flaw(problem, text->line, "is not on the roster", text->text,
			    errors);
	if (status == OK && errors->length == before)
		check_ties(problem, errors);
	if (status == OK && errors->length > before)
		return err_set(err, ERR_INVALID, "%s: the rules do not fit the roster",
		    problem->rules->source.path);
	return status;
}

enum status
problem_pairs_read(struct problem *problem, struct text *errors, struct err *err)
{
	enum status status = read_managers(problem, err);

	if (status == OK)
		status = read_exclusions(problem, err);
	if (status == OK)
		status = read_history(problem, err);
	return status == OK ? read_circles(problem, errors, err) : status;
}

enum status
problem_pairs_note(struct problem *problem, const struct grouping_plan *plan,
    struct err *err)
{
	enum status status = OK;

	for (uint32_t g = 0; g < plan->groups_count; g++) {
		const struct grouping_group *group = &plan->groups[g];

		for (uint32_t i = 0; i < group->size; i++)
			for (uint32_t j = i + 1; j < group->size && status == OK; j++)
				status = add_met(problem, group->members[i],
				    group->members[j], (int32_t)problem->round, err);
	}
	return status;
}

uint32_t
problem_pairs_rounds_ago(const struct problem *problem, size_t pair)
{
	assert(pair >= problem->fixed_count &&
	    pair < problem->fixed_count + problem->met_count);
	return (uint32_t)((int32_t)problem->round -
	    problem->met[pair - problem->fixed_count].value);
}

void
problem_pairs_write(struct problem *problem)
{
	size_t count = problem->fixed_count + problem->met_count;
	struct grouping_pair *pairs = alloc_check(
	    reallocarray(problem->pairs, count + 1, sizeof *pairs));

	for (size_t i = 0; i < problem->fixed_count; i++)
		pairs[i] = (struct grouping_pair){
			.a = problem->fixed[i].a,
			.b = problem->fixed[i].b,
			.kind = problem->fixed[i].kind,
			.cost = problem->fixed[i].value,
		};
	for (size_t i = 0; i < problem->met_count; i++)
		pairs[problem->fixed_count + i] = (struct grouping_pair){
			.a = problem->met[i].a,
			.b = problem->met[i].b,
			.kind = GROUPING_MET,
			.cost = grouping_met_cost(problem->rules->met,
			    problem_pairs_rounds_ago(problem, problem->fixed_count + i)),
		};
	problem->pairs = pairs;
	problem->input.pairs = pairs;
	problem->input.pairs_count = count;
}

void
problem_pairs_done(struct problem *problem)
{
	free(problem->fixed);
	free(problem->met);
	free(problem->pairs);
}
