#include "season_plan_note.h"

#include <inttypes.h>
#include <stdio.h>

#define NOTES_MAX (SEASON_PLAN_NOTE_KIND_COUNT + GROUPING_SLOTS_MAX)

/* Who comes at all, and offered one of these slots. */
static uint32_t
count_people(const struct season_plan_input *input, uint64_t slots)
{
	uint64_t rounds = UINT64_MAX >> (SEASON_PLAN_ROUNDS_MAX - input->rounds_count);
	uint32_t count = 0;

	for (uint32_t p = 0; p < input->round->people_count; p++)
		count += (input->round->people[p].slots & slots) != 0 &&
		    (input->comes == NULL || (input->comes[p] & rounds) != 0);
	return count;
}

static bool
has_captives(const struct season_plan_input *input, uint32_t slot)
{
	for (uint32_t p = 0; p < input->round->people_count; p++)
		if (input->round->people[p].slots == UINT64_C(1) << slot)
			return true;
	return false;
}

static bool
note_rounds(const struct season_plan_input *input, uint32_t slot, uint32_t people,
    struct season_plan_note *note)
{
	uint32_t most = season_plan_rounds_most(people, input->round->size_min,
	    input->round->size_max);

	*note = (struct season_plan_note){ .kind = slot == GROUPING_NONE
		    ? SEASON_PLAN_NOTE_ROUNDS
		    : SEASON_PLAN_NOTE_SLOT,
		.slot = slot,
		.people = people,
		.rounds = most };
	return most < input->rounds_count;
}

void
season_plan_note_list(const struct season_plan_input *input, struct arena *arena,
    struct season_plan *plan)
{
	struct season_plan_note *notes = ARENA_NEW(arena, struct season_plan_note,
	    NOTES_MAX);
	uint32_t everybody = count_people(input, UINT64_MAX), count = 0;
	bool has_tables = false;

	for (uint32_t w = 0; w < plan->rounds_count; w++)
		has_tables = has_tables || plan->rounds[w].groups_count > 0;
	notes[count++] = (struct season_plan_note){ has_tables ? SEASON_PLAN_NOTE_METHOD
							       : SEASON_PLAN_NOTE_NOBODY,
		GROUPING_NONE, everybody, plan->rounds_clean };
	/* With rounds that not everybody comes to, there may be more of them. */
	if (has_tables && input->comes == NULL)
		count += note_rounds(input, GROUPING_NONE, everybody, &notes[count]);
	for (uint32_t s = 0; s < input->round->slots_count && has_tables; s++) {
		uint32_t people = count_people(input, UINT64_C(1) << s);

		if (people < everybody && has_captives(input, s))
			count += note_rounds(input, s, people, &notes[count]);
	}
	if (has_tables && plan->left > 0)
		notes[count++] = (struct season_plan_note){ SEASON_PLAN_NOTE_LEFT,
			GROUPING_NONE, everybody, plan->rounds_count };
	plan->notes = notes;
	plan->notes_count = count;
}

static const char *
s_of(uint64_t count)
{
	return count == 1 ? "" : "s";
}

static const char *
people_of(uint32_t count)
{
	return count == 1 ? "person" : "people";
}

static void
say_method(const struct season_plan *plan, char *buf)
{
	if (plan->repeats == 0)
		snprintf(buf, SEASON_PLAN_NOTE_MAX, "%u round%s without repeats (%s)",
		    plan->rounds_count, s_of(plan->rounds_count),
		    season_plan_method_name(plan->method));
	else
		snprintf(buf, SEASON_PLAN_NOTE_MAX,
		    "%" PRIu64 " repeat%s in %u round%s, the first %u without any (%s)",
		    plan->repeats, s_of(plan->repeats), plan->rounds_count,
		    s_of(plan->rounds_count), plan->rounds_clean,
		    season_plan_method_name(plan->method));
}

static void
say_nobody(const struct season_plan_input *input, const struct season_plan_note *note,
    char *buf)
{
	if (note->people < input->round->size_min)
		snprintf(buf, SEASON_PLAN_NOTE_MAX,
		    "%u %s cannot make a table of %u to %u", note->people,
		    people_of(note->people), input->round->size_min,
		    input->round->size_max);
	else
		snprintf(buf, SEASON_PLAN_NOTE_MAX,
		    "no round has a lawful table for any of %u people: "
		    "form a single round to read why",
		    note->people);
}

static void
say_rounds(const struct season_plan_input *input, const struct season_plan_note *note,
    char *buf)
{
	bool is_slot = note->kind == SEASON_PLAN_NOTE_SLOT;

	snprintf(buf, SEASON_PLAN_NOTE_MAX,
	    "%s only %u %s: %u round%s without repeats, %u asked",
	    is_slot ? "this slot has" : "there are", note->people,
	    people_of(note->people), note->rounds, s_of(note->rounds),
	    input->rounds_count);
}

const char *
season_plan_note_text(const struct season_plan_input *input,
    const struct season_plan *plan, const struct season_plan_note *note,
    char buf[static SEASON_PLAN_NOTE_MAX])
{
	switch (note->kind) {
	case SEASON_PLAN_NOTE_METHOD:
		say_method(plan, buf);
		break;
	case SEASON_PLAN_NOTE_NOBODY:
		say_nobody(input, note, buf);
		break;
	case SEASON_PLAN_NOTE_ROUNDS:
	case SEASON_PLAN_NOTE_SLOT:
		say_rounds(input, note, buf);
		break;
	case SEASON_PLAN_NOTE_LEFT:
		snprintf(buf, SEASON_PLAN_NOTE_MAX,
		    "%" PRIu64 " time%s somebody who may come has no seat", plan->left,
		    s_of(plan->left));
		break;
	case SEASON_PLAN_NOTE_KIND_COUNT:
	default:
		buf[0] = '\0';
		break;
	}
	return buf;
}
