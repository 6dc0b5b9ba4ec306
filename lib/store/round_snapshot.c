/* round_snapshot.c - ten statements of one read-only transaction, whose rows are put in
 * their places as they arrive: people first, for the others refer to them. */
#include "round_snapshot.h"

#include "params.h"
#include "person_index.h"
#include "prompt_choice.h"
#include "round_rows.h"

#include <string.h>

#define MET_TIMES_MAX 20

/* Things of one size that become more while rows come. */
struct list {
	void *items;
	size_t count, room;
};

struct reading {
	struct round_snapshot *snapshot;
	struct person_index index;
	struct list people, ids, pairs, sites, venues, tables, seats, prompts;
	uint8_t *minutes;
	uint64_t *given;
	round_snapshot_fn *done;
	void *arg;
};

static void *
list_add(struct list *list, size_t size)
{
	if (list->count == list->room) {
		list->room = list->room > 0 ? list->room * 2 : 64;
		list->items = alloc_check(reallocarray(list->items, list->room, size));
	}
	return (char *)list->items + list->count++ * size;
}

static void
reading_free(struct reading *reading)
{
	struct list *const lists[] = { &reading->people, &reading->ids, &reading->pairs,
		&reading->sites, &reading->venues, &reading->tables, &reading->seats,
		&reading->prompts };

	for (size_t i = 0; i < COUNT_OF(lists); i++)
		free(lists[i]->items);
	free(reading->minutes);
	free(reading->given);
	person_index_done(&reading->index);
	round_snapshot_free(&reading->snapshot);
	free(reading);
}

/* The place of an id in an ascending list. */
static bool
place_of(const struct list *ids, int64_t id, uint32_t *ret_place)
{
	const int64_t *items = ids->items;
	size_t low = 0, high = ids->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (items[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	*ret_place = (uint32_t)low;
	return low < ids->count && items[low] == id;
}

static enum status
on_facts(const PGresult *res, struct err *err, void *arg)
{
	struct reading *reading = arg;
	struct round_snapshot *snapshot = reading->snapshot;
	struct round_facts *facts = &snapshot->facts;
	enum status status = row_read(res, 0, &round_snapshot_queries[ROUND_ROWS_FACTS],
	    facts, err);

	if (status != OK)
		return status;
	facts->name = arena_text(&snapshot->arena, facts->name);
	facts->state = arena_text(&snapshot->arena, facts->state);
	facts->local_start = arena_text(&snapshot->arena, facts->local_start);
	facts->zone = arena_text(&snapshot->arena, facts->zone);
	facts->fund = arena_text(&snapshot->arena, facts->fund);
	facts->currency = arena_text(&snapshot->arena, facts->currency);
	return OK;
}

/* A quarter of one's own dinners, and always the first. */
static uint16_t
host_quota(int64_t seat_count)
{
	int64_t quota = seat_count / 4 + 1;

	return quota < UINT16_MAX ? (uint16_t)quota : UINT16_MAX;
}

static uint16_t
as_u16(int64_t value)
{
	return value < 0 ? 0 : value < UINT16_MAX ? (uint16_t)value : UINT16_MAX;
}

static enum status
on_person(const PGresult *res, struct err *err, void *arg)
{
	struct reading *reading = arg;
	const struct round_facts *facts = &reading->snapshot->facts;
	struct person_row row = { 0 };
	enum status status = row_read(res, 0, &round_snapshot_queries[ROUND_ROWS_PEOPLE],
	    &row, err);

	if (status != OK)
		return status;
	if (reading->people.count == GROUPING_PEOPLE_MAX ||
	    row.specialty >= GROUPING_CODE_MAX || row.site_id >= GROUPING_CODE_MAX)
		return err_set(err, ERR_LIMIT,
		    "the season has more people, specialties or sites than one round "
		    "takes");
	status = person_index_add(&reading->index, row.person_id,
	    (uint32_t)reading->people.count, err);
	if (status != OK)
		return status;

	char *id = list_add(&reading->ids, ROUND_UUID_SIZE);
	struct grouping_person *person = list_add(&reading->people, sizeof *person);

	memcpy(id, row.person_id, ROUND_UUID_SIZE);
	*person = (struct grouping_person){
		.codes = {
			[ROUND_SPECIALTY] = (uint32_t)row.specialty + 1,
			[ROUND_SITE] = (uint32_t)row.site_id,
			[ROUND_STAGE] = (uint32_t)row.stage + 1,
			[ROUND_PROFESSION] = (uint32_t)row.profession + 1,
		},
		.slots = row.is_free ? 1 : 0,
		.site = (uint32_t)row.site_id, /* its place comes with the sites */
		.sections = (uint64_t)row.sections,
		.minds_alone = row.minds_alone ? (uint64_t)row.sections : 0,
		.glue = (uint32_t)row.glue,
		.times_left_out = as_u16(row.credit),
		.host_load = as_u16(row.host_count),
		.host_quota = host_quota(row.seat_count),
		.travel_minutes_max = (uint8_t)facts->travel_max_min,
		.may_host = row.may_host,
	};
	return OK;
}

static enum status
on_site(const PGresult *res, struct err *err, void *arg)
{
	struct reading *reading = arg;
	struct id_row row = { 0 };
	enum status status = row_read(res, 0, &round_snapshot_queries[ROUND_ROWS_SITES],
	    &row, err);

	if (status == OK)
		*(int64_t *)list_add(&reading->sites, sizeof(int64_t)) = row.id;
	return status;
}

static enum status
on_venue(const PGresult *res, struct err *err, void *arg)
{
	struct reading *reading = arg;
	struct venue_row row = { 0 };
	enum status status = row_read(res, 0, &round_snapshot_queries[ROUND_ROWS_VENUES],
	    &row, err);

	if (status != OK)
		return status;
	*(int64_t *)list_add(&reading->venues, sizeof(int64_t)) = row.venue_id;
	*(uint16_t *)list_add(&reading->tables, sizeof(uint16_t)) = as_u16(row.tables);
	*(uint16_t *)list_add(&reading->seats, sizeof(uint16_t)) = as_u16(row.seats);
	return OK;
}

/* Between sites and venues there is no way until a row names one. */
static void
ways_start(struct reading *reading)
{
	size_t count = reading->sites.count * reading->venues.count;

	reading->minutes = alloc_zero(count + 1, 1);
	memset(reading->minutes, GROUPING_NO_WAY, count);
}

static enum status
on_way(const PGresult *res, struct err *err, void *arg)
{
	struct reading *reading = arg;
	struct way_row row = { 0 };
	uint32_t site, venue;
	enum status status = row_read(res, 0, &round_snapshot_queries[ROUND_ROWS_WAYS],
	    &row, err);

	if (status != OK)
		return status;
	if (reading->minutes == NULL)
		ways_start(reading);
	if (place_of(&reading->sites, row.site_id, &site) &&
	    place_of(&reading->venues, row.venue_id, &venue) &&
	    row.minutes < GROUPING_NO_WAY)
		reading->minutes[site * reading->venues.count + venue] = (uint8_t)
									     row.minutes;
	return OK;
}

/* Only how often and when last is kept: each meeting counts as the last one does. */
static int32_t
met_cost(int64_t weight, const struct pair_row *row)
{
	int64_t times = row->times < MET_TIMES_MAX ? row->times : MET_TIMES_MAX;
	uint32_t rounds_ago = row->rounds_ago < UINT32_MAX ? (uint32_t)row->rounds_ago
							   : UINT32_MAX;

	return (int32_t)times * grouping_met_cost((int32_t)weight, rounds_ago);
}

static enum status
on_pair(struct reading *reading, int query, const PGresult *res, struct err *err)
{
	struct pair_row row = { 0 };
	uint32_t a, b;
	enum status status = row_read(res, 0, &round_snapshot_queries[query], &row, err);

	if (status != OK)
		return status;
	if (!person_index_find(&reading->index, row.person_a, &a) ||
	    !person_index_find(&reading->index, row.person_b, &b))
		return OK; /* of somebody who is not in this round */

	struct grouping_pair *pair = list_add(&reading->pairs, sizeof *pair);
	const struct round_facts *facts = &reading->snapshot->facts;
	enum grouping_pair_kind kind = query == ROUND_ROWS_MET ? GROUPING_MET
	    : query == ROUND_ROWS_WISHES                       ? GROUPING_WISH
	    : row.is_report                                    ? GROUPING_MANAGER
							       : GROUPING_APART;

	*pair = (struct grouping_pair){ .a = a, .b = b, .kind = kind };
	if (kind == GROUPING_MET)
		pair->cost = met_cost(facts->weigh_repeats, &row);
	else if (kind == GROUPING_WISH)
		pair->cost = -(int32_t)facts->weigh_wishes;
	return OK;
}

static enum status
on_apart(const PGresult *res, struct err *err, void *arg)
{
	return on_pair(arg, ROUND_ROWS_APART, res, err);
}

static enum status
on_met(const PGresult *res, struct err *err, void *arg)
{
	return on_pair(arg, ROUND_ROWS_MET, res, err);
}

static enum status
on_wish(const PGresult *res, struct err *err, void *arg)
{
	return on_pair(arg, ROUND_ROWS_WISHES, res, err);
}

static enum status
on_prompt(const PGresult *res, struct err *err, void *arg)
{
	struct reading *reading = arg;
	struct id_row row = { 0 };
	enum status status = row_read(res, 0, &round_snapshot_queries[ROUND_ROWS_PROMPTS],
	    &row, err);

	if (status == OK)
		*(int64_t *)list_add(&reading->prompts, sizeof(int64_t)) = row.id;
	return status;
}

static void
given_start(struct reading *reading)
{
	reading->given = alloc_zero(reading->people.count *
		    PROMPT_CHOICE_WORDS(reading->prompts.count) +
		1,
	    sizeof *reading->given);
}

static enum status
on_given(const PGresult *res, struct err *err, void *arg)
{
	struct reading *reading = arg;
	struct given_row row = { 0 };
	uint32_t person, prompt;
	enum status status = row_read(res, 0, &round_snapshot_queries[ROUND_ROWS_GIVEN],
	    &row, err);

	if (status != OK)
		return status;
	if (reading->given == NULL)
		given_start(reading);
	if (person_index_find(&reading->index, row.person_id, &person) &&
	    place_of(&reading->prompts, row.prompt_id, &prompt))
		reading->given[person * PROMPT_CHOICE_WORDS(reading->prompts.count) +
		    prompt / 64] |= (uint64_t)1 << prompt % 64;
	return OK;
}

/* Moves what a list holds into the snapshot's arena. */
static void *
keep(struct reading *reading, struct list *list, size_t size)
{
	void *kept = arena_alloc(&reading->snapshot->arena, list->count + 1, size);

	if (list->count > 0)
		memcpy(kept, list->items, list->count * size);
	return kept;
}

static void
keep_people(struct reading *reading)
{
	struct grouping_input *input = &reading->snapshot->input;
	struct grouping_person *people = keep(reading, &reading->people, sizeof *people);

	for (size_t i = 0; i < reading->people.count; i++) {
		uint32_t place;

		if (place_of(&reading->sites, people[i].site, &place))
			people[i].site = place;
		else /* nowhere: no way leads to any venue */
			people[i].site = (uint32_t)reading->sites.count;
	}
	input->people = people;
	input->people_count = (uint32_t)reading->people.count;
	reading->snapshot->people = keep(reading, &reading->ids, ROUND_UUID_SIZE);
}

static void
keep_places(struct reading *reading)
{
	struct round_snapshot *snapshot = reading->snapshot;
	struct grouping_input *input = &snapshot->input;
	size_t venues = reading->venues.count, sites = reading->sites.count;
	uint8_t *minutes = arena_alloc(&snapshot->arena, (sites + 1) * venues + 1, 1);

	memcpy(minutes, reading->minutes, sites * venues);
	memset(minutes + sites * venues, GROUPING_NO_WAY, venues); /* from nowhere */
	input->minutes = minutes;
	input->sites_count = (uint32_t)sites + 1;
	input->venues_count = (uint32_t)venues;
	input->tables = keep(reading, &reading->tables, sizeof(uint16_t));
	input->table_seats = keep(reading, &reading->seats, sizeof(uint16_t));
	input->slots_count = 1;
	input->size_min = (uint32_t)snapshot->facts.seats_min;
	input->size_max = (uint32_t)snapshot->facts.seats_max;
	snapshot->venues = keep(reading, &reading->venues, sizeof(int64_t));
}

static struct grouping_weights
weights_of(const struct round_facts *facts)
{
	return (struct grouping_weights){
		.attributes = {
			[ROUND_SPECIALTY] = (int32_t)facts->weigh_specialty,
			[ROUND_SITE] = (int32_t)facts->weigh_site,
			[ROUND_STAGE] = (int32_t)facts->weigh_stage,
			[ROUND_PROFESSION] = (int32_t)facts->weigh_role,
		},
		.travel = (int32_t)facts->weigh_travel,
		.alone = (int32_t)facts->weigh_alone,
		.left_out = (int32_t)facts->weigh_left_out,
	};
}

static void
on_read(enum status status, const struct db_outcome *outcome, const struct err *db_err,
    void *arg)
{
	struct reading *reading = arg;
	struct round_snapshot *snapshot = reading->snapshot;
	struct err err = *db_err;

	if (status == OK && snapshot->facts.name == NULL)
		status = err_set(&err, ERR_NOT_FOUND, "there is no such round");
	if (status != OK) {
		reading->done(status, NULL, &err, reading->arg);
		reading_free(reading);
		return;
	}
	if (reading->minutes == NULL)
		ways_start(reading);
	if (reading->given == NULL)
		given_start(reading);
	keep_people(reading);
	keep_places(reading);
	snapshot->input.pairs = keep(reading, &reading->pairs,
	    sizeof(struct grouping_pair));
	snapshot->input.pairs_count = reading->pairs.count;
	snapshot->input.weights = weights_of(&snapshot->facts);
	snapshot->prompts = keep(reading, &reading->prompts, sizeof(int64_t));
	snapshot->prompts_count = (uint32_t)reading->prompts.count;
	size_t words = PROMPT_CHOICE_WORDS(reading->prompts.count) *
	    reading->people.count;
	uint64_t *given = ARENA_NEW(&snapshot->arena, uint64_t, words + 1);

	memcpy(given, reading->given, words * sizeof *given);
	snapshot->given = given;
	reading->done(OK, TAKE(reading->snapshot), &err, reading->arg);
	reading_free(reading);
}

void
round_snapshot_read(struct db *db, int64_t round_id, round_snapshot_fn *done, void *arg)
{
	static db_row_fn *const on_rows[ROUND_SNAPSHOT_QUERY_COUNT] = {
		[ROUND_ROWS_FACTS] = on_facts,
		[ROUND_ROWS_PEOPLE] = on_person,
		[ROUND_ROWS_SITES] = on_site,
		[ROUND_ROWS_VENUES] = on_venue,
		[ROUND_ROWS_WAYS] = on_way,
		[ROUND_ROWS_APART] = on_apart,
		[ROUND_ROWS_MET] = on_met,
		[ROUND_ROWS_WISHES] = on_wish,
		[ROUND_ROWS_PROMPTS] = on_prompt,
		[ROUND_ROWS_GIVEN] = on_given,
	};
	CLEANUP(params_done) struct params params = { .count = 0 };
	struct db_step steps[ROUND_SNAPSHOT_QUERY_COUNT];
	struct reading *reading = alloc_zero(1, sizeof *reading);

	reading->snapshot = alloc_zero(1, sizeof *reading->snapshot);
	reading->done = done;
	reading->arg = arg;
	params_int(&params, round_id);
	for (size_t i = 0; i < COUNT_OF(steps); i++)
		steps[i] = (struct db_step){
			.sql = round_snapshot_queries[i].sql,
			.param_count = round_snapshot_queries[i].param_count,
			.params = params.values,
			.on_row = on_rows[i],
		};
	db_transact(db,
	    &(struct db_transaction){
		.mode = DB_SNAPSHOT,
		.step_count = COUNT_OF(steps),
		.steps = steps,
		.done = on_read,
		.arg = reading,
	    });
}

void
round_snapshot_free(struct round_snapshot **snapshotp)
{
	struct round_snapshot *snapshot = TAKE(*snapshotp);

	if (snapshot == NULL)
		return;
	arena_done(&snapshot->arena);
	free(snapshot);
}
