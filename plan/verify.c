#include "verify.h"

#include "verify_walk.h"

#include <string.h>

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

size_t
verify_plan(const struct json *plan, const struct verify_basis *basis,
    struct text *findings)
{
	size_t people = sheets_count(basis->sheets, SHEETS_ROSTER);
	const struct json *rounds = json_find(plan, "rounds");
	const char *kind = json_as_text(json_find(plan, "kind"));
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
	if (kind != NULL && strcmp(kind, "season") == 0) {
		verify_season_rounds(&walk, plan);
		return walk.count;
	}
	if (rounds == NULL) {
		check_round(&walk, plan);
		return walk.count;
	}
	if (json_count(rounds) == 0)
		verify_walk_say(&walk, "the plan has no round");
	for (size_t r = 0; r < json_count(rounds); r++) {
		check_round(&walk, json_at(rounds, r));
		verify_walk_remember(&walk);
	}
	return walk.count;
}
