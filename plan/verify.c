#include "verify.h"

#include "verify_walk.h"

#include <string.h>

#define ROUNDS_MAX 1000 /* as many as groups plans; every pair of them is looked at */

static void
walk_done(struct verify_walk *walk)
{
	free(walk->meetings);
	free(walk->seats);
	free(walk->led);
	free(walk->left_in_row);
	free(walk->table_of);
	free(walk->used);
	lookup_done(&walk->venues);
	arena_done(&walk->arena);
}

static void
check_round(struct verify_walk *walk, const struct json *round)
{
	memset(walk->costs, 0, sizeof walk->costs);
	verify_walk_read(walk, round);
	for (size_t g = 0; g < walk->tables_count; g++) {
		verify_rules_table(walk, &walk->tables[g]);
		verify_score_table(walk, &walk->tables[g]);
	}
	verify_rules_round(walk);
	verify_score_round(walk, round);
}

static void
note_basis(struct verify_walk *walk)
{
	const struct sheets *sheets = walk->basis->sheets;
	size_t venues = sheets_count(sheets, SHEETS_VENUES);

	walk->used = alloc_zero(venues * 7 + 1, sizeof(int));
	for (size_t i = 0; i < venues; i++)
		(void)lookup_add(&walk->venues, sheets_venue(sheets, i)->venue, i);
	for (size_t i = 0; i < walk->people; i++)
		walk->willing += verify_walk_person(walk, i)->is_host ? 1 : 0;
	verify_history_read(walk);
}

static void
check_rounds(struct verify_walk *walk, const struct json *rounds)
{
	for (size_t r = 0; r < json_count(rounds); r++) {
		check_round(walk, json_at(rounds, r));
		verify_walk_remember(walk);
	}
}

static void
check_plan(struct verify_walk *walk, const struct json *plan)
{
	const struct json *rounds = json_find(plan, "rounds");
	const char *kind = json_as_text(json_find(plan, "kind"));
	bool is_season = kind != NULL && strcmp(kind, "season") == 0;

	if (!is_season && (kind == NULL || strcmp(kind, "groups") != 0))
		verify_walk_say(walk, "the plan is of no kind that is known");
	if (json_count(rounds) > ROUNDS_MAX)
		verify_walk_say(walk, "the plan has more than %d rounds", ROUNDS_MAX);
	else if (is_season)
		verify_season_rounds(walk, plan);
	else if (rounds == NULL)
		check_round(walk, plan);
	else if (json_count(rounds) == 0)
		verify_walk_say(walk, "the plan has no round");
	else
		check_rounds(walk, rounds);
}

size_t
verify_plan(const struct json *plan, const struct verify_basis *basis,
    struct text *findings)
{
	size_t people = sheets_count(basis->sheets, SHEETS_ROSTER);
	CLEANUP(walk_done)
	struct verify_walk walk = {
		.basis = basis,
		.findings = findings,
		.people = people,
		.seats = alloc_zero(people + 1, sizeof(size_t)),
		.led = alloc_zero(people + 1, sizeof(size_t)),
		.left_in_row = alloc_zero(people + 1, sizeof(size_t)),
		.table_of = alloc_zero(people + 1, sizeof(size_t)),
	};

	note_basis(&walk);
	check_plan(&walk, plan);
	return walk.count;
}
