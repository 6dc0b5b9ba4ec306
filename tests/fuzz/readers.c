#include "readers.h"

#include "check_matrix.h"
#include "grouping_archive.h"
#include "grouping_check.h"
#include "grouping_explain.h"
#include "matrix.h"
#include "matrix_check.h"
#include "matrix_file.h"
#include "outcome.h"
#include "problem.h"
#include "solve.h"
#include "verify.h"

#include <assert.h>
#include <string.h>

#define PEOPLE_MAX 60 /* of a search; more would be slow */

static const char header[] = "id,name,email,specialty,sites,panel,stage,role,"
			     "relationship,sections,manager,training_ended,host,"
			     "evenings\n";
static const char sample[] = "P1,A,a@x.org,X,S,,,,employed,Young,,,yes,tue;thu\n"
			     "P2,B,b@x.org,X,S,,,,employed,,P1,,no,thu\n"
			     "P3,C,c@x.org,Y,T,,,,employed,Young,P2,,yes,thu\n"
			     "P4,D,d@x.org,Z,T,,,,employed,,,,no,thu\n"
			     "P5,E,e@x.org,Z,T,,,,employed,,,,yes,tue\n";

static const char sample_sites[] = "site,name,region,latitude,longitude,timezone\n"
				   "S,One,R,42.3,-71.1,UTC\n"
				   "T,Two,R,42.31,-71.12,UTC\n";

struct world {
	struct sheets sheets;
	struct rules rules;
	struct problem problem;
	struct text errors;
};

static void
world_done(struct world *world)
{
	problem_done(&world->problem);
	rules_done(&world->rules);
	sheets_done(&world->sheets);
	text_done(&world->errors);
}

static void
put(struct world *world, enum sheets_file file, const void *bytes, size_t size)
{
	world->sheets.sources[file].path = sheets_word(file);
	text_add_bytes(&world->sheets.sources[file].bytes, bytes, size);
}

static void
put_sample(struct world *world)
{
	put(world, SHEETS_ROSTER, header, strlen(header));
	put(world, SHEETS_ROSTER, sample, strlen(sample));
}

/* Whatever can be read can be planned, and the plan is right. */
static void
plan(struct world *world)
{
	const struct solve_order order = { .seed = 1,
		.effort = 50,
		.has_effort = true,
		.threads = 1 };
	CLEANUP(arena_done) struct arena arena = { 0 };
	CLEANUP(text_done) struct text findings = { 0 };
	CLEANUP(json_free) struct json *json = json_new_object();
	struct verify_basis basis = { .sheets = &world->sheets,
		.rules = &world->rules,
		.size_min = 2,
		.size_max = 3 };
	struct solve_result result;
	struct err err;

	if (problem_new(&world->sheets, &world->rules, 2, 3, &world->problem,
		&world->errors, &err) != OK ||
	    world->problem.input.people_count > PEOPLE_MAX)
		return;
	if (solve_grouping(&world->problem.input, &order, &arena, &result, &err) != OK) {
		assert(err.status == ERR_INVALID);
		return;
	}
	json_add_text(json, "kind", "groups");
	outcome_add(json, &world->problem, &result);
	assert(verify_plan(json, &basis, &findings) == 0);
}

static void
read_sheet(enum sheets_file file, const uint8_t *data, size_t size)
{
	CLEANUP(world_done) struct world world = { .errors = { 0 } };
	struct err err;

	if (file != SHEETS_ROSTER)
		put_sample(&world);
	if (file == SHEETS_VENUES)
		put(&world, SHEETS_SITES, sample_sites, strlen(sample_sites));
	put(&world, file, data, size);
	rules_start(&world.rules);
	world.rules.source.path = "rules";
	if (sheets_parse(&world.sheets, &world.errors, &err) == OK)
		plan(&world);
}

static void
read_roster(const uint8_t *data, size_t size)
{
	read_sheet(SHEETS_ROSTER, data, size);
}

static void
read_sites(const uint8_t *data, size_t size)
{
	read_sheet(SHEETS_SITES, data, size);
}

static void
read_venues(const uint8_t *data, size_t size)
{
	read_sheet(SHEETS_VENUES, data, size);
}

static void
read_history(const uint8_t *data, size_t size)
{
	read_sheet(SHEETS_HISTORY, data, size);
}

static void
read_exclude(const uint8_t *data, size_t size)
{
	read_sheet(SHEETS_EXCLUDE, data, size);
}

static void
read_rules(const uint8_t *data, size_t size)
{
	CLEANUP(world_done) struct world world = { .errors = { 0 } };
	CLEANUP(text_done) struct text bytes = { 0 };
	struct err err;

	put_sample(&world);
	text_add_bytes(&bytes, data, size);
	rules_start(&world.rules);
	world.rules.source.path = "rules";
	if (rules_parse(&world.rules, "rules", text_string(&bytes), size, &world.errors,
		&err) == OK &&
	    sheets_parse(&world.sheets, &world.errors, &err) == OK)
		plan(&world);
}

static void
read_matrix(const uint8_t *data, size_t size)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	CLEANUP(text_done) struct text bytes = { 0 };
	struct matrix matrix;
	struct matrix_plan found;
	int64_t objective = 0;
	struct err err;

	text_add_bytes(&bytes, data, size);
	if (matrix_file_parse("file", text_string(&bytes), size, &arena, &matrix, &err) !=
		OK ||
	    matrix.count > PEOPLE_MAX)
		return;

	struct matrix_input input = { .matrix = &matrix,
		.seed = 1,
		.effort = 1000,
		.path = cpu_best() };

	matrix_form(&input, NULL, &arena, &found);
	assert(matrix_check(text_string(&bytes), found.group_of, matrix.count, &objective,
		   &err) == OK);
	assert(objective == found.objective);
}

/* What is read is written alike; and it can be planned, and the plan is right. */
static void
read_archive(const uint8_t *data, size_t size)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	CLEANUP(text_done) struct text bytes = { 0 }, again = { 0 };
	struct grouping_input input;
	struct grouping_plan found;
	struct err err;

	text_add_bytes(&bytes, data, size);
	if (grouping_archive_read(text_string(&bytes), size, &arena, &input, &err) != OK)
		return;
	grouping_archive_input(&input, &again);
	assert(again.length == size && memcmp(text_string(&again), data, size) == 0);
	input.effort = 50;
	if (input.people_count > PEOPLE_MAX || input.fixed_count > PEOPLE_MAX)
		return;
	assert(grouping_form(&input, NULL, &arena, &found, &err) == OK);
	assert(grouping_check_plan(&input, &found, &err) == OK);
}

/* Whatever could be read is explained, or refused. */
static void
explain(const struct grouping_input *input, const struct grouping_plan *found,
    struct arena *arena)
{
	struct grouping_explain *explained;
	struct grouping_explained_person person;
	struct grouping_explained_round round;
	struct err err;

	if (grouping_explain_new(input, found, arena, &explained, &err) != OK)
		return;
	grouping_explain_round(explained, &round);
	for (uint32_t i = 0; i < input->people_count; i++)
		grouping_explain_person(explained, i, &person);
}

/* As `check` takes one of `matrix`. */
static void
check_matrix(const struct json *json)
{
	CLEANUP(text_done) struct text bytes = { 0 }, findings = { 0 };
	struct outcome_basis read;
	struct err err;

	if (outcome_read_matrix(json, &read, &err) != OK)
		return;
	text_add(&bytes, "3 2 ds 1 2 1 2\n0 1 5\n0 2 2.5\n1 2 7\n");
	(void)check_matrix_plan(json, &bytes, &findings); /* that it ends is asked */
}

/* As `check` and `explain` take it. */
static void
read_plan(const uint8_t *data, size_t size)
{
	CLEANUP(world_done) struct world world = { .errors = { 0 } };
	CLEANUP(arena_done) struct arena arena = { 0 };
	CLEANUP(text_done) struct text findings = { 0 };
	CLEANUP(json_free) struct json *json = NULL;
	struct outcome_basis read;
	struct grouping_plan found;
	struct err err;

	rules_start(&world.rules);
	put_sample(&world);
	if (json_parse(data, size, &json, &err) != OK)
		return;
	check_matrix(json);

	struct verify_basis basis = { .sheets = &world.sheets,
		.rules = &world.rules,
		.size_min = 2,
		.size_max = 3 };

	if (outcome_read_basis(json, &read, &err) == OK) {
		basis.size_min = read.size_min;
		basis.size_max = read.size_max;
	}
	assert(sheets_parse(&world.sheets, &world.errors, &err) == OK);
	(void)verify_plan(json, &basis, &findings); /* that it ends is what is asked */
	if (problem_new(&world.sheets, &world.rules, basis.size_min, basis.size_max,
		&world.problem, &world.errors, &err) == OK &&
	    outcome_read(json, &world.problem, &arena, &found, &err) == OK)
		explain(&world.problem.input, &found, &arena);
}

void
readers_start(void)
{
}

const struct readers_target readers_table[] = {
	{ "roster", read_roster },
	{ "sites", read_sites },
	{ "venues", read_venues },
	{ "history", read_history },
	{ "exclude", read_exclude },
	{ "rules", read_rules },
	{ "matrix", read_matrix },
	{ "plan", read_plan },
	{ "archive", read_archive },
	{ NULL, NULL },
};
