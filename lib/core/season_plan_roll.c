#include "season_plan_roll.h"

#include <assert.h>
#include <string.h>

struct roll {
	struct season_plan_draft *draft;
	const struct grouping_options *options;
	struct grouping_options inner;
	struct grouping_input input; /* of one round */
	struct grouping_person *people;
	struct grouping_pair *pairs; /* room for the meetings of all rounds */
};

/* One round's progress is the season's, with the moves of those before it. */
static void
on_progress(const struct grouping_progress *progress, void *arg)
{
	const struct roll *roll = arg;
	struct grouping_progress whole = *progress;

	whole.moves += roll->draft->moves;
	whole.effort = roll->draft->input->effort;
	roll->options->progress(&whole, roll->options->arg);
}

static void
roll_init(struct roll *roll, struct season_plan_draft *draft,
    const struct grouping_options *options, struct arena *arena)
{
	const struct grouping_input *round = draft->input->round;
	size_t meetings = (size_t)round->people_count * (round->size_max - 1) / 2 + 1;

	*roll = (struct roll){ .draft = draft,
		.options = options,
		.inner = { .stop = options->stop,
		    .progress = options->progress == NULL ? NULL : on_progress,
		    .arg = roll },
		.input = *round };
	roll->people = ARENA_NEW(arena, struct grouping_person, round->people_count);
	roll->pairs = ARENA_NEW(arena, struct grouping_pair,
	    round->pairs_count + meetings * draft->input->rounds_count);
	if (round->pairs_count > 0)
		memcpy(roll->pairs, round->pairs,
		    round->pairs_count * sizeof(*roll->pairs));
	memcpy(roll->people, round->people, round->people_count * sizeof(*roll->people));
	roll->input.people = roll->people;
	roll->input.pairs = roll->pairs;
}

/* Who does not come offers no slot. */
static void
choose_people(struct roll *roll, uint32_t week)
{
	const struct season_plan_input *input = roll->draft->input;

	for (uint32_t p = 0; p < input->round->people_count; p++)
		roll->people[p].slots = season_plan_draft_comes(input, p, week)
		    ? input->round->people[p].slots
		    : 0;
}

static void
note_meetings(struct roll *roll, const struct grouping_group *group)
{
	for (uint32_t i = 1; i < group->size; i++)
		for (uint32_t j = 0; j < i; j++)
			roll->pairs[roll->input.pairs_count++] = (struct grouping_pair){
				group->members[j], group->members[i], GROUPING_MET,
				roll->draft->input->met_weight
			};
}

static void
keep_round(struct roll *roll, uint32_t week, const struct grouping_plan *plan,
    struct arena *arena)
{
	struct season_plan_draft *draft = roll->draft;

	season_plan_draft_open(draft, week, plan->groups_count, arena);
	for (uint32_t g = 0; g < plan->groups_count; g++) {
		const struct grouping_group *group = &plan->groups[g];
		struct season_plan_table *table = &draft->weeks[week].tables[g];

		table->slot = group->slot;
		table->venue = group->venue;
		for (uint32_t i = 0; i < group->size; i++)
			season_plan_draft_sit(table, group->members[i]);
		note_meetings(roll, group);
	}
	/* Whoever has no seat now is not left out again, if others can be. */
	for (uint32_t i = 0; i < plan->left_count; i++) {
		struct grouping_person *person = &roll->people[plan->left[i].person];

		if (person->slots != 0 && person->times_left_out < UINT16_MAX)
			person->times_left_out++;
	}
	draft->moves += plan->moves;
	draft->truncated = draft->truncated || plan->truncated;
}

void
season_plan_roll_rounds(struct season_plan_draft *draft, uint64_t effort,
    const struct grouping_options *options, struct arena *arena)
{
	CLEANUP(arena_done) struct arena scratch = { 0 };
	uint32_t rounds = draft->input->rounds_count;
	struct roll roll;

	roll_init(&roll, draft, options, &scratch);
	draft->method = SEASON_PLAN_ROLLING;
	for (uint32_t week = 0; week < rounds; week++) {
		struct grouping_plan plan;

		choose_people(&roll, week);
		roll.input.effort = effort * (week + 1) / rounds - effort * week / rounds;
		enum status status = grouping_form(&roll.input, &roll.inner, &scratch,
		    &plan, NULL);
		assert(status == OK); /* checked, and meetings only add lawful pairs */
		keep_round(&roll, week, &plan, arena);
	}
}
