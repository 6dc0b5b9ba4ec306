#include "outcome.h"

#include "grouping_reason.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void
add_groups(struct json *object, const struct problem *problem,
    const struct grouping_plan *plan)
{
	struct json *groups = json_add_array(object, "groups");

	for (uint32_t g = 0; g < plan->groups_count; g++) {
		const struct grouping_group *group = &plan->groups[g];
		struct json *item = json_push_object(groups);
		struct json *members = json_add_array(item, "members");

		for (uint32_t i = 0; i < group->size; i++)
			json_push_text(members,
			    problem_person(problem, group->members[i]));
		json_add_text(item, "evening", problem_evening(group->slot));
		json_add_text(item, "host", problem_person(problem, group->host));
		json_add_text(item, "venue", problem_venue(problem, group->venue));
	}
}

static void
add_left_out(struct json *object, const struct problem *problem,
    const struct grouping_plan *plan)
{
	struct json *list = json_add_array(object, "left_out");

	for (uint32_t i = 0; i < plan->left_count; i++) {
		const struct grouping_left *left = &plan->left[i];
		struct json *item = json_push_object(list);
		char words[GROUPING_REASON_TEXT_MAX];

		json_add_text(item, "id", problem_person(problem, left->person));
		json_add_text(item, "reason", grouping_reason_name(left->reason));
		json_add_text(item, "words",
		    grouping_reason_text(&problem->input, left, words));
	}
}

static void
add_terms(struct json *object, const struct grouping_plan *plan)
{
	struct json *terms = json_add_object(object, "terms");

	for (enum grouping_term term = 0; term < GROUPING_TERM_COUNT; term++) {
		if (rules_term(term) == NULL)
			continue;
		struct json *item = json_add_object(terms, rules_term(term));

		json_add_int(item, "cost", plan->costs[term]);
		json_add_int(item, "bound", plan->bounds[term]);
	}
}

/* As a fraction of the bound; null where the bound is no scale for it. */
static void
add_gap(struct json *object, const struct grouping_plan *plan)
{
	if (plan->cost == plan->bound)
		json_add_int(object, "gap", 0);
	else if (plan->bound <= 0)
		json_add_null(object, "gap");
	else
		json_add_real(object, "gap",
		    (double)(plan->cost - plan->bound) / (double)plan->bound);
}

void
outcome_add(struct json *object, const struct problem *problem,
    const struct solve_result *result)
{
	const struct grouping_plan *plan = &result->plan;
	char digest[17];

	snprintf(digest, sizeof digest, "%016" PRIx64, plan->digest);
	add_groups(object, problem, plan);
	add_left_out(object, problem, plan);
	json_add_int(object, "cost", plan->cost);
	add_terms(object, plan);
	json_add_int(object, "bound", plan->bound);
	add_gap(object, plan);
	if (plan->is_proved)
		json_add_null(object, "bound_tables");
	else
		json_add_int(object, "bound_tables", plan->groups_count);
	json_add_bool(object, "proved_optimal", plan->is_proved);
	json_add_int(object, "hard_violations", plan->violations);
	json_add_int(object, "moves", (int64_t)plan->moves);
	json_add_real(object, "seconds", result->seconds);
	json_add_bool(object, "truncated", plan->truncated);
	json_add_int(object, "seed", (int64_t)plan->seed);
	json_add_int(object, "effort", (int64_t)plan->effort);
	json_add_text(object, "digest", digest);
}

static void
add_source(struct json *files, const char *word, const struct source *source)
{
	if (source->path == NULL)
		return;
	struct json *file = json_add_object(files, word);

	json_add_text(file, "file", source->path);
	json_add_text(file, "sha256", source->sha256);
}

void
outcome_add_basis(struct json *object, const struct problem *problem)
{
	struct json *basis = json_add_object(object, "basis");
	struct json *files = json_add_object(basis, "files");

	for (enum sheets_file file = 0; file < SHEETS_COUNT; file++)
		if (file != SHEETS_ROSTER || problem->sheets->invented == 0)
			add_source(files, sheets_word(file),
			    &problem->sheets->sources[file]);
	if (problem->sheets->invented > 0)
		json_add_int(basis, "people", problem->sheets->invented);
	add_source(files, "rules", &problem->rules->source);
	json_add_int(basis, "size_min", problem->input.size_min);
	json_add_int(basis, "size_max", problem->input.size_max);
}

static enum status
read_source(const struct json *files, const char *word, const char **ret_path,
    const char **ret_sha256, struct err *err)
{
	const struct json *file = NULL;
	enum status status = json_opt_object(files, word, &file, err);

	if (status != OK || file == NULL)
		return status;
	status = json_get_text(file, "file", ret_path, err);
	return status == OK ? json_get_text(file, "sha256", ret_sha256, err) : status;
}

static enum status
read_number(const struct json *basis, const char *name, uint32_t most,
    uint32_t *ret_number, struct err *err)
{
	int64_t number = 0;
	enum status status = json_get_int(basis, name, &number, err);

	if (status == OK && (number < 1 || number > most))
		return err_set(err, ERR_INVALID, "%s is 1 to %" PRIu32 ", not %" PRId64,
		    name, most, number);
	if (status == OK)
		*ret_number = (uint32_t)number;
	return status;
}

enum status
outcome_read_basis(const struct json *plan, struct outcome_basis *ret_basis,
    struct err *err)
{
	const struct json *basis = NULL, *files = NULL;
	struct outcome_basis read = { .rules = NULL };
	enum status status = json_get_object(plan, "basis", &basis, err);

	if (status == OK)
		status = json_get_object(basis, "files", &files, err);
	for (enum sheets_file file = 0; file < SHEETS_COUNT && status == OK; file++)
		status = read_source(files, sheets_word(file), &read.paths[file],
		    &read.sha256s[file], err);
	if (status == OK)
		status = read_source(files, "rules", &read.rules, &read.rules_sha256,
		    err);
	if (status == OK)
		status = read_number(basis, "size_min", GROUPING_SIZE_MAX, &read.size_min,
		    err);
	if (status == OK)
		status = read_number(basis, "size_max", GROUPING_SIZE_MAX, &read.size_max,
		    err);
	if (status == OK && json_has(basis, "people"))
		status = read_number(basis, "people", SHEETS_PEOPLE_MAX, &read.invented,
		    err);
	if (status == OK && read.size_min > read.size_max)
		return err_set(err, ERR_INVALID, "size_min is over size_max");
	if (status == OK && (read.paths[SHEETS_ROSTER] == NULL) == (read.invented == 0))
		return err_set(err, ERR_INVALID, "the plan names no roster");
	if (status == OK)
		*ret_basis = read;
	return status;
}

enum status
outcome_read_matrix(const struct json *plan, struct outcome_basis *ret_basis,
    struct err *err)
{
	const struct json *basis = NULL, *files = NULL;
	struct outcome_basis read = { .matrix = NULL };
	enum status status = json_get_object(plan, "basis", &basis, err);

	if (status == OK)
		status = json_get_object(basis, "files", &files, err);
	if (status == OK)
		status = read_source(files, "matrix", &read.matrix, &read.matrix_sha256,
		    err);
	if (status == OK && read.matrix == NULL)
		return err_set(err, ERR_INVALID, "the plan names no file of distances");
	if (status == OK)
		*ret_basis = read;
	return status;
}

static enum status
find_person(const struct problem *problem, const char *id, uint32_t *ret_person,
    struct err *err)
{
	size_t row;

	if (id == NULL || !lookup_find(&problem->sheets->people, id, &row))
		return err_set(err, ERR_INVALID, "'%s' is not on the roster",
		    id == NULL ? "" : id);
	*ret_person = (uint32_t)row;
	return OK;
}

static int
compare_numbers(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static enum status
read_members(const struct json *list, const struct problem *problem, struct arena *arena,
    struct grouping_group *group, struct err *err)
{
	size_t count = json_count(list);
	uint32_t *members = ARENA_NEW(arena, uint32_t, count + 1);
	enum status status = OK;

	for (size_t i = 0; i < count && status == OK; i++)
		status = find_person(problem, json_as_text(json_at(list, i)), &members[i],
		    err);
	qsort(members, count, sizeof *members, compare_numbers);
	group->members = members;
	group->size = (uint32_t)count;
	return status;
}

static enum status
find_venue(const struct problem *problem, const char *name, uint32_t *ret_venue,
    struct err *err)
{
	for (uint32_t v = 0; v < problem->input.venues_count; v++)
		if (strcmp(problem->venues[v], name) == 0) {
			*ret_venue = v;
			return OK;
		}
	return err_set(err, ERR_INVALID, "there is no venue '%s'", name);
}

static enum status
read_group(const struct json *item, const struct problem *problem, struct arena *arena,
    struct grouping_group *group, struct err *err)
{
	const struct json *members = NULL;
	const char *evening = NULL, *host = NULL, *venue = NULL;
	enum status status = json_get_array(item, "members", &members, err);

	if (status == OK)
		status = json_get_text(item, "evening", &evening, err);
	if (status == OK)
		status = json_get_text(item, "host", &host, err);
	if (status == OK)
		status = json_get_text(item, "venue", &venue, err);
	if (status == OK)
		status = read_members(members, problem, arena, group, err);
	if (status == OK)
		status = find_person(problem, host, &group->host, err);
	if (status == OK)
		status = find_venue(problem, venue, &group->venue, err);
	if (status != OK)
		return status;
	group->slot = problem_find_evening(evening);
	if (group->slot == GROUPING_NONE)
		return err_set(err, ERR_INVALID, "'%s' is no evening like thu", evening);
	return OK;
}

static enum status
read_left(const struct json *item, const struct problem *problem,
    struct grouping_left *left, struct err *err)
{
	const char *id = NULL, *reason = NULL;
	enum status status = json_get_text(item, "id", &id, err);

	if (status == OK)
		status = json_get_text(item, "reason", &reason, err);
	if (status == OK)
		status = find_person(problem, id, &left->person, err);
	if (status != OK)
		return status;
	for (enum grouping_left_reason r = 0; r < GROUPING_LEFT_REASON_COUNT; r++)
		if (strcmp(grouping_reason_name(r), reason) == 0) {
			left->reason = r;
			return OK;
		}
	return err_set(err, ERR_INVALID, "'%s' is no reason", reason);
}

static enum status
read_bounds(const struct json *round, struct grouping_plan *plan, struct err *err)
{
	const struct json *terms = NULL, *item = NULL;
	enum status status = json_get_object(round, "terms", &terms, err);

	for (enum grouping_term t = 0; t < GROUPING_TERM_COUNT && status == OK; t++) {
		if (rules_term(t) == NULL)
			continue;
		status = json_get_object(terms, rules_term(t), &item, err);
		if (status == OK)
			status = json_get_int(item, "bound", &plan->bounds[t], err);
		if (status == OK)
			status = json_get_int(item, "cost", &plan->costs[t], err);
	}
	if (status == OK)
		status = json_get_int(round, "bound", &plan->bound, err);
	(void)json_as_bool(json_find(round, "proved_optimal"),
	    &plan->is_proved); /* else it is not */
	return status == OK ? json_get_int(round, "cost", &plan->cost, err) : status;
}

enum status
outcome_read(const struct json *round, const struct problem *problem, struct arena *arena,
    struct grouping_plan *ret_plan, struct err *err)
{
	const struct json *groups = NULL, *left_out = NULL;
	struct grouping_plan plan = { .groups = NULL };
	enum status status = json_get_array(round, "groups", &groups, err);

	if (status == OK)
		status = json_get_array(round, "left_out", &left_out, err);
	if (status != OK)
		return status;

	struct grouping_group *group = ARENA_NEW(arena, struct grouping_group,
	    json_count(groups) + 1);
	struct grouping_left *left = ARENA_NEW(arena, struct grouping_left,
	    json_count(left_out) + 1);

	for (size_t i = 0; i < json_count(groups) && status == OK; i++)
		status = read_group(json_at(groups, i), problem, arena, &group[i], err);
	for (size_t i = 0; i < json_count(left_out) && status == OK; i++)
		status = read_left(json_at(left_out, i), problem, &left[i], err);
	if (status == OK)
		status = read_bounds(round, &plan, err);
	if (status != OK)
		return status;
	plan.groups = group;
	plan.groups_count = (uint32_t)json_count(groups);
	plan.left = left;
	plan.left_count = (uint32_t)json_count(left_out);
	*ret_plan = plan;
	return OK;
}
