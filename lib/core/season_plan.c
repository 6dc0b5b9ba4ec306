#include "season_plan.h"

#include "grouping_input.h"
#include "season_plan_build.h"
#include "season_plan_draft.h"
#include "season_plan_joint.h"
#include "season_plan_roll.h"

#include <assert.h>
#include <inttypes.h>

#define MEETINGS_MAX (UINT64_C(1) << 28)
#define START_SHARE 1000 /* of a joint search's effort, for its first tables */
#define BUILD_SHARE 8    /* of the effort, at most, for who gets which number */

static const char *const method_names[] = {
	[SEASON_PLAN_AUTOMATIC] = "automatic",
	[SEASON_PLAN_CONSTRUCTION] = "construction",
	[SEASON_PLAN_JOINT] = "joint",
	[SEASON_PLAN_ROLLING] = "rolling",
};
_Static_assert(COUNT_OF(method_names) == SEASON_PLAN_METHOD_COUNT, "name every method");

const char *
season_plan_method_name(enum season_plan_method method)
{
	assert(method < SEASON_PLAN_METHOD_COUNT);
	return method_names[method];
}

static enum status
check_input(const struct season_plan_input *input, struct err *err)
{
	enum status status = grouping_input_check(input->round, err);
	uint64_t people = input->round->people_count, rounds = input->rounds_count;

	if (status != OK)
		return status;
	if (rounds == 0 || rounds > SEASON_PLAN_ROUNDS_MAX)
		return err_set(err, ERR_INVALID, "rounds: 1 to %d, not %" PRIu64,
		    SEASON_PLAN_ROUNDS_MAX, rounds);
	if (people * rounds * (input->round->size_max - 1) / 2 > MEETINGS_MAX)
		return err_set(err, ERR_INVALID,
		    "rounds: %" PRIu64 " with %" PRIu64
		    " people are more meetings than %" PRIu64,
		    rounds, people, MEETINGS_MAX);
	if (input->method >= SEASON_PLAN_METHOD_COUNT)
		return err_set(err, ERR_INVALID, "method: there is no %u",
		    (unsigned)input->method);
	if (input->met_weight < 1 || input->met_weight > GROUPING_WEIGHT_MAX)
		return err_set(err, ERR_INVALID, "weight met: 1 to %d, not %d",
		    GROUPING_WEIGHT_MAX, input->met_weight);
	if (input->effort > GROUPING_EFFORT_MAX)
		return err_set(err, ERR_INVALID, "effort: at most %" PRIu64 " moves",
		    GROUPING_EFFORT_MAX);
	if (input->round->fixed_count > 0)
		return err_set(err, ERR_INVALID,
		    "fixed: a season is planned without tables that are there before");
	return OK;
}

static uint64_t
share_for_start(const struct season_plan_input *input)
{
	uint64_t most = grouping_effort(input->round->people_count);
	uint64_t share = input->effort / START_SHARE;

	return share < most ? share : most;
}

static uint64_t
rest_of(const struct season_plan_draft *draft)
{
	uint64_t effort = draft->input->effort;

	return draft->moves < effort ? effort - draft->moves : 0;
}

static enum status
search_joint(struct season_plan_draft *draft, const struct grouping_options *options,
    struct arena *arena, struct err *err)
{
	const struct season_plan_input *input = draft->input;

	if (!season_plan_joint_fits(input))
		return err_set(err, ERR_LIMIT,
		    "no joint search of %u people in %u rounds: at most %d people, "
		    "in fewer rounds",
		    input->round->people_count, input->rounds_count,
		    SEASON_PLAN_JOINT_MAX);
	season_plan_roll_rounds(draft, share_for_start(input), options, arena);
	season_plan_joint_search(draft, rest_of(draft), options, arena);
	return OK;
}

static enum status
build_rounds(struct season_plan_draft *draft, const struct grouping_options *options,
    struct arena *arena, struct err *err)
{
	const struct season_plan_input *input = draft->input;
	struct season_plan_build build;
	enum status status = season_plan_build_choose(input, &build, err);

	if (status != OK)
		return status;
	return season_plan_build_rounds(draft, &build, input->effort / BUILD_SHARE,
	    options, arena, err);
}

/* A construction meets only people who met before the season, if anybody: then the joint
 * search goes on from there. */
static void
choose(struct season_plan_draft *draft, const struct grouping_options *options,
    struct arena *arena)
{
	const struct season_plan_input *input = draft->input;
	struct season_plan plan = { .repeats = 1 };

	if (build_rounds(draft, options, arena, NULL) == OK) {
		season_plan_draft_write(draft, arena, &plan);
		if (plan.repeats == 0 || !season_plan_joint_fits(input))
			return;
		season_plan_joint_search(draft, rest_of(draft), options, arena);
	} else if (search_joint(draft, options, arena, NULL) != OK) {
		season_plan_roll_rounds(draft, rest_of(draft), options, arena);
	}
}

enum status
season_plan_make(const struct season_plan_input *input,
    const struct grouping_options *options, struct arena *arena,
    struct season_plan *ret_plan, struct err *err)
{
	static const struct grouping_options none = { .stop = NULL };
	CLEANUP(arena_done) struct arena scratch = { 0 };
	struct season_plan_draft draft = { .input = input };
	enum status status = check_input(input, err);

	if (status != OK)
		return status;
	if (options == NULL)
		options = &none;
	if (input->method == SEASON_PLAN_CONSTRUCTION)
		status = build_rounds(&draft, options, &scratch, err);
	else if (input->method == SEASON_PLAN_JOINT)
		status = search_joint(&draft, options, &scratch, err);
	else if (input->method == SEASON_PLAN_ROLLING)
		season_plan_roll_rounds(&draft, input->effort, options, &scratch);
	else
		choose(&draft, options, &scratch);
	if (status == OK)
		season_plan_draft_write(&draft, arena, ret_plan);
	return status;
}

uint64_t
season_plan_effort(const struct season_plan_input *input)
{
	uint64_t people = input->round->people_count, rounds = input->rounds_count;

	if (input->method == SEASON_PLAN_ROLLING || !season_plan_joint_fits(input))
		return grouping_effort((uint32_t)people) * rounds;
	uint64_t effort = 1200000 * people * rounds;

	return effort < 1000000000 ? 1000000000 : effort;
}

static uint64_t
pairs_of(uint64_t people)
{
	return people * (people - 1) / 2;
}

uint32_t
season_plan_rounds_most(uint32_t people_count, uint32_t size_min, uint32_t size_max)
{
	uint32_t tables = people_count / size_min;

	if (tables == 0)
		return 0;
	/* The more tables, the fewer pairs meet in a round. */
	uint64_t seated = (uint64_t)tables * size_max;

	seated = seated < people_count ? seated : people_count;
	uint64_t size = seated / tables, larger = seated % tables;
	uint64_t pairs = larger * pairs_of(size + 1) + (tables - larger) * pairs_of(size);

	if (pairs == 0)
		return SEASON_PLAN_ROUNDS_MAX;
	uint64_t by_pairs = pairs_of(people_count) / pairs;
	uint64_t by_person = size > 1 ? (people_count - 1) / (size - 1) : by_pairs;
	uint64_t most = by_pairs < by_person ? by_pairs : by_person;

	return most < SEASON_PLAN_ROUNDS_MAX ? (uint32_t)most : SEASON_PLAN_ROUNDS_MAX;
}

struct grouping_input *
season_plan_people(uint32_t people_count, uint32_t size_min, uint32_t size_max,
    uint64_t seed, struct arena *arena)
{
	struct grouping_input *input = ARENA_NEW(arena, struct grouping_input, 1);
	struct grouping_person *people = ARENA_NEW(arena, struct grouping_person,
	    people_count);
	uint16_t *tables = ARENA_NEW(arena, uint16_t, 2);

	for (uint32_t p = 0; p < people_count; p++)
		people[p] = (struct grouping_person){ .slots = 1,
			.host_quota = 1,
			.travel_minutes_max = 1,
			.may_host = true };
	tables[0] = people_count < UINT16_MAX ? (uint16_t)people_count : UINT16_MAX;
	tables[1] = GROUPING_SIZE_MAX;
	*input = (struct grouping_input){ .people = people,
		.people_count = people_count,
		.slots_count = 1,
		.venues_count = 1,
		.tables = &tables[0],
		.table_seats = &tables[1],
		.sites_count = 1,
		.minutes = ARENA_NEW(arena, uint8_t, 1),
		.size_min = size_min,
		.size_max = size_max,
		.weights = { .left_out = 300 },
		.seed = seed };
	return input;
}
