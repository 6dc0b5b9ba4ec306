#include "grouping_breach.h"

#include <assert.h>

static void
add_breach(struct grouping_breaches *breaches, const struct grouping_breach *breach)
{
	if (breaches->count < GROUPING_BREACHES_MAX)
		breaches->items[breaches->count++] = *breach;
}

static struct grouping_breach
breach_at(enum grouping_breach_rule rule, uint32_t table)
{
	return (struct grouping_breach){ .rule = rule,
		.table = table,
		.person = GROUPING_NONE,
		.other = GROUPING_NONE };
}

/* A table that was too small before may stay so, but not shrink; and so on. */
void
grouping_breach_table(const struct grouping_seating *seating, uint32_t table,
    const struct grouping_company *before, const struct grouping_company *after,
    struct grouping_breaches *breaches)
{
	uint32_t least = seating->input->size_min, most = seating->tables[table].seats;
	struct grouping_breach breach;

	if (seating->tables[table].is_frozen) {
		breach = breach_at(GROUPING_BREACH_FROZEN, table);
		add_breach(breaches, &breach);
	}
	if (after->count == 0)
		return;
	if (after->count < least &&
	    (before->count == 0 || after->count < before->count)) {
		breach = breach_at(GROUPING_BREACH_TOO_FEW, table);
		breach.value = after->count;
		breach.limit = least;
		add_breach(breaches, &breach);
	}
	if (after->count > most && after->count > before->count) {
		breach = breach_at(GROUPING_BREACH_TOO_MANY, table);
		breach.value = after->count;
		breach.limit = most;
		add_breach(breaches, &breach);
	}
	if (after->hosts == 0 && (before->hosts > 0 || before->count == 0)) {
		breach = breach_at(GROUPING_BREACH_NO_HOST, table);
		add_breach(breaches, &breach);
	}
}

static void
judge_way(const struct grouping_seating *seating, const struct grouping_move *move,
    struct grouping_breaches *breaches)
{
	const struct grouping_person *person = &seating->input->people[move->person];
	const struct grouping_seated *table = &seating->tables[move->to];
	uint32_t minutes = grouping_seating_minutes(seating, move->person, table->venue);
	struct grouping_breach breach;

	if ((person->slots >> table->slot & 1) == 0) {
		breach = breach_at(GROUPING_BREACH_SLOT, move->to);
		breach.person = move->person;
		add_breach(breaches, &breach);
	}
	if (minutes > person->travel_minutes_max) {
		breach = breach_at(GROUPING_BREACH_TRAVEL, move->to);
		breach.person = move->person;
		breach.value = minutes;
		breach.limit = person->travel_minutes_max;
		add_breach(breaches, &breach);
	}
}

/* Of two who both move the first one tells. Returns whether anybody is now beside
 * somebody whom they may not meet for a confidential reason. */
static bool
judge_ties(const struct grouping_moves *moves, const struct grouping_move *move,
    struct grouping_breaches *breaches)
{
	const struct grouping_seating *seating = moves->seating;
	uint32_t person = move->person, from = seating->place[person];
	bool is_apart = false;

	for (uint32_t i = seating->tie_first[person]; i < seating->tie_first[person + 1];
	     i++) {
		const struct grouping_tie *tie = &seating->ties[i];
		struct grouping_breach breach = breach_at(GROUPING_BREACH_MANAGER,
		    move->to);

		if (tie->kind >= GROUPING_MET ||
		    grouping_move_place(moves, tie->other) != move->to ||
		    (seating->place[tie->other] == from &&
			grouping_seating_is_table(seating, from)))
			continue;
		is_apart |= tie->kind == GROUPING_APART;
		if (tie->kind == GROUPING_APART ||
		    (tie->other < person && grouping_move_of(moves, tie->other) != NULL))
			continue;
		breach.person = person;
		breach.other = tie->other;
		add_breach(breaches, &breach);
	}
	return is_apart;
}

/* Who takes no part is nobody's company. */
static void
judge_glue(const struct grouping_moves *moves, const struct grouping_move *move,
    struct grouping_breaches *breaches)
{
	const struct grouping_seating *seating = moves->seating;
	uint32_t from = seating->place[move->person];

	for (uint32_t mate = seating->glue_next[move->person]; mate != move->person;
	     mate = seating->glue_next[mate]) {
		struct grouping_breach breach = breach_at(GROUPING_BREACH_GLUE,
		    GROUPING_NONE);
		uint32_t to = grouping_move_place(moves, mate),
			 was = seating->place[mate];

		if (to == move->to || to == GROUPING_PLACE_OUTSIDE ||
		    move->to == GROUPING_PLACE_OUTSIDE ||
		    (was != from && was != GROUPING_PLACE_OUTSIDE &&
			from != GROUPING_PLACE_OUTSIDE) ||
		    (mate < move->person && grouping_move_of(moves, mate) != NULL))
			continue;
		breach.person = move->person;
		breach.other = mate;
		add_breach(breaches, &breach);
	}
}

void
grouping_breach_people(const struct grouping_moves *moves,
    struct grouping_breaches *breaches)
{
	bool is_apart = false;

	for (uint32_t i = 0; i < moves->count; i++) {
		const struct grouping_move *move = &moves->items[i];

		if (grouping_seating_is_table(moves->seating, move->to)) {
			judge_way(moves->seating, move, breaches);
			is_apart |= judge_ties(moves, move, breaches);
		}
		judge_glue(moves, move, breaches);
	}
	if (!is_apart)
		return;
	if (breaches->count == GROUPING_BREACHES_MAX)
		breaches->count--;
	struct grouping_breach breach = breach_at(GROUPING_BREACH_APART, GROUPING_NONE);

	add_breach(breaches, &breach);
}

const char *
grouping_breach_name(enum grouping_breach_rule rule)
{
	static const char *const names[] = {
		[GROUPING_BREACH_SLOT] = "slot",
		[GROUPING_BREACH_TRAVEL] = "travel",
		[GROUPING_BREACH_TOO_FEW] = "too_few",
		[GROUPING_BREACH_TOO_MANY] = "too_many",
		[GROUPING_BREACH_NO_HOST] = "no_host",
		[GROUPING_BREACH_APART] = "apart",
		[GROUPING_BREACH_MANAGER] = "manager",
		[GROUPING_BREACH_GLUE] = "glued",
		[GROUPING_BREACH_FROZEN] = "frozen",
	};
	_Static_assert(COUNT_OF(names) == GROUPING_BREACH_RULE_COUNT, "name every rule");

	assert(rule < COUNT_OF(names));
	return names[rule];
}
