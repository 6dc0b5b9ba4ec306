/* verify_season.c - a season's plan: the hard rules of each round, and its repeats. */
#include "verify_walk.h"

#include <inttypes.h>

/* How many pairs of the table have met, in an earlier round or before the season. */
static size_t
count_repeats(const struct verify_walk *walk, const struct verify_table *table)
{
	size_t repeats = 0;

	for (size_t i = 0; i < table->count; i++)
		for (size_t j = i + 1; j < table->count; j++)
			repeats += verify_walk_have_met(walk, table->members[i],
			    table->members[j]);
	return repeats;
}

static void
check_host(struct verify_walk *walk, const struct verify_table *table)
{
	for (size_t i = 0; i < table->count; i++)
		if (verify_walk_person(walk, table->members[i])->is_host)
			return;
	verify_walk_say(walk, "table %zu: nobody is willing to host", table->number);
}

static size_t
check_round(struct verify_walk *walk, const struct json *round)
{
	int64_t told = -1;
	size_t repeats = 0;

	for (size_t g = 0; g < walk->tables_count; g++) {
		verify_rules_people(walk, &walk->tables[g]);
		check_host(walk, &walk->tables[g]);
		repeats += count_repeats(walk, &walk->tables[g]);
	}
	verify_rules_round(walk);
	if (!json_as_int(json_find(round, "repeats"), &told) || (size_t)told != repeats)
		verify_walk_say(walk, "there are %zu repeats, not %" PRId64, repeats,
		    told);
	return repeats;
}

void
verify_season_rounds(struct verify_walk *walk, const struct json *season)
{
	const struct json *rounds = json_find(season, "rounds");
	size_t repeats = 0, clean = 0, left = 0;
	int64_t told = -1;

	walk->is_season = true;
	for (size_t r = 0; r < json_count(rounds); r++) {
		verify_walk_read(walk, json_at(rounds, r));
		repeats += check_round(walk, json_at(rounds, r));
		clean += repeats == 0;
		left += json_count(json_find(json_at(rounds, r), "left_out"));
		verify_walk_remember(walk);
	}
	walk->round = 0; /* what follows is about no round */
	if (!json_as_int(json_find(season, "repeats"), &told) || (size_t)told != repeats)
		verify_walk_say(walk, "there are %zu repeats in all, not %" PRId64,
		    repeats, told);
	if (!json_as_int(json_find(season, "rounds_clean"), &told) ||
	    (size_t)told != clean)
		verify_walk_say(walk, "%zu rounds are without repeats, not %" PRId64,
		    clean, told);
	if (!json_as_int(json_find(season, "left_out"), &told) || (size_t)told != left)
		verify_walk_say(walk, "%zu seats are missing, not %" PRId64, left, told);
}
