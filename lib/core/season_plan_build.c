#include "season_plan_build.h"

#include "gf.h"
#include "season_plan_number.h"

struct places { /* what everybody can come to */
	uint64_t slots;
	bool *venues;
	uint32_t hosts;
};

static uint32_t
least(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/* Tables that so many people of a class make by themselves: 0 when they cannot. */
static uint32_t
class_tables(const struct grouping_input *round, uint32_t people)
{
	uint32_t tables = people / round->size_min;

	return (uint64_t)tables * round->size_max >= people ? tables : 0;
}

/* Tables of the round in which each class sits by itself; 0: there is no such round. */
static uint32_t
extra_tables(const struct grouping_input *round, uint32_t field)
{
	uint32_t people = round->people_count, tables = 0;

	for (uint32_t first = 0; first < people; first += field) {
		uint32_t own = class_tables(round, least(field, people - first));

		if (own == 0)
			return 0;
		tables += own;
	}
	return tables;
}

static enum status
find_places(const struct season_plan_input *input, struct places *places, struct err *err)
{
	const struct grouping_input *round = input->round;
	uint64_t rounds = UINT64_MAX >> (SEASON_PLAN_ROUNDS_MAX - input->rounds_count);

	for (uint32_t v = 0; v < round->venues_count; v++)
		places->venues[v] = true;
	places->slots = UINT64_MAX;
	for (uint32_t p = 0; p < round->people_count; p++) {
		const struct grouping_person *person = &round->people[p];
		const uint8_t *minutes = round->minutes +
		    (size_t)person->site * round->venues_count;

		if (person->glue != 0)
			return err_set(err, ERR_LIMIT,
			    "no construction: some people are kept together");
		if (input->comes != NULL && (input->comes[p] & rounds) != rounds)
			return err_set(err, ERR_LIMIT,
			    "no construction: not everybody may come to every round");
		for (uint32_t v = 0; v < round->venues_count; v++)
			if (minutes[v] > person->travel_minutes_max)
				places->venues[v] = false;
		places->slots &= person->slots;
		places->hosts += person->may_host &&
		    person->host_load < person->host_quota;
	}
	if (places->slots == 0)
		return err_set(err, ERR_LIMIT,
		    "no construction: no slot suits everybody");
	return OK;
}

static uint64_t
count_tables(const struct grouping_input *round, const struct places *places,
    uint32_t slot, uint32_t size)
{
	uint64_t tables = 0;

	for (uint32_t v = 0; v < round->venues_count; v++)
		if (places->venues[v] && round->table_seats[v] >= size)
			tables += round->tables[(size_t)v * round->slots_count + slot];
	return tables;
}

/* The slot with the most tables of the size, if they are enough. */
static uint32_t
find_slot(const struct grouping_input *round, const struct places *places, uint32_t size,
    uint32_t tables)
{
	uint32_t best = GROUPING_NONE;
	uint64_t most = 0;

	for (uint32_t s = 0; s < round->slots_count; s++) {
		if ((places->slots >> s & 1) == 0)
			continue;
		uint64_t count = count_tables(round, places, s, size);

		if (count >= tables && count > most) {
			best = s;
			most = count;
		}
	}
	return best;
}

static bool
try_field(const struct season_plan_input *input, const struct places *places,
    uint32_t field, struct season_plan_build *build)
{
	const struct grouping_input *round = input->round;
	uint32_t people = round->people_count, classes = (people + field - 1) / field;
	uint32_t tables = field, size = classes;

	if (classes > round->size_max || people / field < round->size_min ||
	    classes > field || places->hosts < field || !gf_exists(field))
		return false;
	*build = (struct season_plan_build){ field, field, 0 };
	/* Only a class of hosts gives each table one; without them all must be. */
	if (input->rounds_count > field && places->hosts == people &&
	    extra_tables(round, field) > 0) {
		tables = extra_tables(round, field) > field ? extra_tables(round, field)
							    : field;
		size = round->size_max;
		build->rounds_max++;
	}
	build->slot = find_slot(round, places, size, tables);
	return build->slot != GROUPING_NONE;
}

enum status
season_plan_build_choose(const struct season_plan_input *input,
    struct season_plan_build *ret_build, struct err *err)
{
	const struct grouping_input *round = input->round;
	CLEANUP(free_ptr)
	bool *venues = alloc_zero(round->venues_count + 1, sizeof(*venues));
	struct places places = { .venues = venues };
	uint32_t most = 0;
	enum status status = find_places(input, &places, err);

	if (status != OK)
		return status;
	for (uint32_t field =
		 (round->people_count + round->size_max - 1) / round->size_max;
	     field <= round->people_count / round->size_min; field++) {
		struct season_plan_build build;

		if (!try_field(input, &places, field, &build))
			continue;
		if (build.rounds_max >= input->rounds_count) {
			*ret_build = build;
			return OK;
		}
		most = build.rounds_max;
	}
	if (most > 0)
		return err_set(err, ERR_LIMIT,
		    "no construction: it gives %u rounds, %u are asked", most,
		    input->rounds_count);
	return err_set(err, ERR_LIMIT,
	    "no construction: no number of tables for %u people is a prime or its power, "
	    "with a host and a place for each table",
	    round->people_count);
}

/* Which table a number sits at: [round * people + number]. */
static struct season_plan_number
number_tables(const struct season_plan_input *input, uint32_t field, struct arena *arena)
{
	uint32_t people = input->round->people_count, rounds = input->rounds_count;
	uint32_t *tables = ARENA_NEW(arena, uint32_t, (size_t)people * rounds);
	struct gf gf;

	gf_init(&gf, field, arena);
	for (uint32_t r = 0; r < rounds && r < field; r++)
		for (uint32_t p = 0; p < people; p++)
			tables[(size_t)r * people + p] = gf_add(&gf, p % field,
			    gf_multiply(&gf, r, p / field));
	for (uint32_t p = 0, first = 0; p < people && rounds > field; p++) {
		uint32_t size = least(field, people - p / field * field);
		uint32_t own = class_tables(input->round, size);

		tables[(size_t)field * people + p] = first +
		    (uint32_t)((uint64_t)(p % field) * own / size);
		if ((p + 1) % field == 0)
			first += own;
	}
	return (struct season_plan_number){ .input = input,
		.tables = tables,
		.field = field };
}

/* The tables of a round stand at the venues in turn, as many as each has. */
static void
place_tables(const struct season_plan_input *input, uint32_t slot, const bool *venues,
    uint32_t size, struct season_plan_week *week)
{
	const struct grouping_input *round = input->round;
	uint32_t t = 0;

	for (uint32_t v = 0; v < round->venues_count; v++) {
		if (!venues[v] || round->table_seats[v] < size)
			continue;
		for (uint32_t i = 0;
		     i < round->tables[(size_t)v * round->slots_count + slot]; i++) {
			if (t == week->tables_count)
				return;
			week->tables[t].slot = slot;
			week->tables[t++].venue = v;
		}
	}
}

static void
write_rounds(struct season_plan_draft *draft, const struct season_plan_build *build,
    const struct season_plan_number *number, const bool *venues, struct arena *arena)
{
	const struct season_plan_input *input = draft->input;
	const struct grouping_input *round = input->round;
	uint32_t people = round->people_count;

	for (uint32_t r = 0; r < input->rounds_count; r++) {
		struct season_plan_week *week = &draft->weeks[r];
		bool is_extra = r == build->field;

		season_plan_draft_open(draft, r,
		    is_extra ? extra_tables(round, build->field) : build->field, arena);
		place_tables(input, build->slot, venues,
		    build->rounds_max > build->field
			? round->size_max
			: (people + build->field - 1) / build->field,
		    week);
		for (uint32_t p = 0; p < people; p++)
			season_plan_draft_sit(
			    &week->tables[number->tables[(size_t)r * people + p]],
			    number->people[p]);
	}
	draft->method = SEASON_PLAN_CONSTRUCTION;
	draft->field = build->field;
}

enum status
season_plan_build_rounds(struct season_plan_draft *draft,
    const struct season_plan_build *build, uint64_t effort,
    const struct grouping_options *options, struct arena *arena, struct err *err)
{
	CLEANUP(arena_done) struct arena scratch = { 0 };
	const struct season_plan_input *input = draft->input;
	struct places places = { .venues = ARENA_NEW(&scratch, bool,
				     input->round->venues_count) };
	enum status status = find_places(input, &places, err);

	if (status != OK)
		return status;
	struct season_plan_number number = number_tables(input, build->field, &scratch);
	status = season_plan_number_people(&number, effort, options, &scratch, err);
	draft->moves += number.moves;
	draft->truncated = number.truncated;
	if (status == OK)
		write_rounds(draft, build, &number, places.venues, arena);
	return status;
}
