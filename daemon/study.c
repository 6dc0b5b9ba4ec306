#include "study.h"

#include "grouping_archive.h"
#include "grouping_reason.h"
#include "round_term.h"

#include <stdio.h>
#include <string.h>

/* The days on which the pair met, as far as they are known of the table asked about. */
static const char *
met_days(const struct study *study, size_t pair)
{
	const struct round_study *stored = study->stored;
	int64_t a = study->input.pairs[pair].a + 1, b = study->input.pairs[pair].b + 1;

	for (size_t i = 0; i < stored->met_count; i++) {
		const struct round_study_met *met = &stored->met[i];

		if ((met->a == a && met->b == b) || (met->a == b && met->b == a))
			return met->days;
	}
	return NULL;
}

static const char *
name_of(enum grouping_name kind, size_t index, void *arg)
{
	struct study *study = arg;
	struct text *text = &study->words[study->next_word++ % COUNT_OF(study->words)];
	const char *days;

	text_clear(text);
	switch (kind) {
	case GROUPING_NAME_PERSON:
		text_add_bytes(text, study->people[index].name,
		    strlen(study->people[index].name)); /* cleaned by who prints it */
		return text_string(text);
	case GROUPING_NAME_GROUP:
		text_add(text, "table ");
		text_add_int(text, study->numbers[index]);
		return text_string(text);
	case GROUPING_NAME_SLOT:
		return study->stored->facts.evening;
	case GROUPING_NAME_VENUE:
		return study->stored->venues[index];
	case GROUPING_NAME_ATTRIBUTE:
		return round_term_one(index);
	case GROUPING_NAME_ATTRIBUTES:
		return round_term_many(index);
	case GROUPING_NAME_MET:
		days = met_days(study, index);
		if (days == NULL)
			return "before";
		text_add(text, "on ");
		text_add_bytes(text, days, strlen(days)); /* of the database */
		return text_string(text);
	case GROUPING_NAME_SITE:
	case GROUPING_NAME_COUNT:
		break;
	}
	return NULL;
}

/* Tables in their order, but none that is empty or at a place nobody knew. */
static uint32_t
list_groups(struct study *study, struct grouping_group *groups)
{
	const struct round_study *stored = study->stored;
	uint32_t count = 0;

	for (size_t i = 0; i < stored->tables_count; i++) {
		if (!stored->tables[i].place.is_there ||
		    stored->tables[i].place.value > (int64_t)study->input.venues_count)
			continue;
		study->numbers[count] = (uint32_t)stored->tables[i].number;
		groups[count++] = (struct grouping_group){
			.venue = (uint32_t)stored->tables[i].place.value - 1,
			.host = GROUPING_NONE,
			.fixed = GROUPING_NONE,
		};
	}
	return count;
}

static uint32_t
group_of(const struct study *study, uint32_t count, int64_t number)
{
	uint32_t low = 0, high = count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (study->numbers[middle] < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && study->numbers[low] == number ? low : GROUPING_NONE;
}

static void
seat_people(struct study *study, struct grouping_group *groups, uint32_t count)
{
	uint32_t *members = ARENA_NEW(&study->arena, uint32_t,
	    (size_t)count * GROUPING_SIZE_MAX + 1);

	for (uint32_t g = 0; g < count; g++)
		groups[g].members = members + (size_t)g * GROUPING_SIZE_MAX;
	for (uint32_t i = 0; i < study->input.people_count; i++) {
		uint32_t g = group_of(study, count, study->people[i].number);

		if (g == GROUPING_NONE || groups[g].size == GROUPING_SIZE_MAX)
			continue;
		members[(size_t)g * GROUPING_SIZE_MAX + groups[g].size++] = i;
		if (study->people[i].is_host)
			groups[g].host = i;
	}
}

static uint32_t
drop_empty(struct study *study, struct grouping_group *groups, uint32_t count)
{
	uint32_t kept = 0;

	for (uint32_t g = 0; g < count; g++)
		if (groups[g].size > 0) {
			study->numbers[kept] = study->numbers[g];
			groups[kept++] = groups[g];
		}
	return kept;
}

/* The fund's word is not the engine's: those people were given no evening. */
static enum grouping_left_reason
reason_of(const char *code)
{
	for (enum grouping_left_reason i = 0; i < GROUPING_LEFT_REASON_COUNT; i++)
		if (strcmp(grouping_reason_name(i), code) == 0)
			return i;
	return GROUPING_LEFT_NO_SLOT;
}

static void
list_left(struct study *study)
{
	struct grouping_left *left = ARENA_NEW(&study->arena, struct grouping_left,
	    study->input.people_count + 1);

	study->plan.left = left;
	for (uint32_t i = 0; i < study->input.people_count; i++)
		if (study->people[i].number == 0 && study->people[i].reason_code != NULL)
			left[study->plan.left_count++] = (struct grouping_left){
				.person = i,
				.reason = reason_of(study->people[i].reason_code),
			};
}

void
study_seat(struct study *study)
{
	const struct round_study *stored = study->stored;
	struct grouping_group *groups = ARENA_NEW(&study->arena, struct grouping_group,
	    stored->tables_count + 1);

	study->plan = (struct grouping_plan){ .groups = groups };
	study->numbers = ARENA_NEW(&study->arena, uint32_t, stored->tables_count + 1);
	uint32_t count = list_groups(study, groups);

	seat_people(study, groups, count);
	study->plan.groups_count = drop_empty(study, groups, count);
	list_left(study);
}

static enum status
rebuild(struct study *study, struct err *err)
{
	const struct round_study *stored = study->stored;
	const char *input = stored->facts.input;
	enum status status = grouping_archive_read(input, strlen(input), &study->arena,
	    &study->input, err);

	if (status != OK)
		return err_set(err, ERR_BUG, "the stored input of %s: %.180s",
		    stored->facts.name, err->text);
	if (study->input.people_count != stored->people_count ||
	    study->input.venues_count != stored->venues_count)
		return err_set(err, ERR_BUG,
		    "the stored input of %s and its people or venues do not fit",
		    stored->facts.name);
	study->people = stored->people;
	study->names = (struct grouping_names){ name_of, study };
	study_seat(study);
	return OK;
}

static void
study_work(void *arg, const atomic_bool *is_cancelled)
{
	struct study *study = arg;

	study->err.status = rebuild(study, &study->err);
	if (study->err.status == OK)
		study->err.status = study->work(study, is_cancelled, &study->err);
}

void
study_end(struct study *study)
{
	round_study_free(&study->stored);
	arena_done(&study->arena);
	for (size_t i = 0; i < COUNT_OF(study->words); i++)
		text_done(&study->words[i]);
	text_done(&study->answer);
	round_change_rows_done(&study->rows);
	free(study);
}

static void
on_worked(enum status status, void *arg)
{
	struct study *study = arg;

	if (status != OK)
		(void)err_set(&study->err, status, "the daemon is ending");
	if (study->err.status == OK && study->after != NULL) {
		study->after(study);
		return;
	}
	if (study->err.status == OK)
		call_answer(study->call, 200, &study->answer);
	else
		call_refuse(study->call, &study->err);
	study_end(study);
}

static void
on_read(enum status status, struct round_study *stored, const struct err *err, void *arg)
{
	struct study *study = arg;

	study->stored = stored;
	study->err = *err;
	if (status == OK &&
	    workers_run(study->call->daemon->workers, study_work, on_worked, study, NULL,
		&study->err) == OK)
		return;
	call_refuse(study->call, &study->err);
	study_end(study);
}

void
study_start(struct call *call, enum round_study_kind kind, const char *name,
    study_fn *work, study_after_fn *after)
{
	struct study *study = alloc_zero(1, sizeof *study);

	study->call = call;
	study->work = work;
	study->after = after;
	round_study_read(call->daemon->db, kind, name, on_read, study);
}

enum status
study_person(const struct study *study, const char *id, uint32_t *ret_person,
    struct err *err)
{
	for (uint32_t i = 0; i < study->input.people_count; i++)
		if (strcmp(study->people[i].id, id) == 0) {
			*ret_person = i;
			return OK;
		}
	return err_set(err, ERR_NOT_FOUND,
	    "%s is nobody of round %s: convenectl seat list %s", id,
	    study->stored->facts.name, study->stored->facts.name);
}

enum status
study_group(const struct study *study, int64_t number, uint32_t *ret_group,
    struct err *err)
{
	uint32_t group = group_of(study, study->plan.groups_count, number);

	if (group == GROUPING_NONE)
		return err_set(err, ERR_NOT_FOUND,
		    "round %s has no table %lld with people, or it was moved to a venue "
		    "that forming did not know: convenectl gathering list %s",
		    study->stored->facts.name, (long long)number,
		    study->stored->facts.name);
	*ret_group = group;
	return OK;
}
