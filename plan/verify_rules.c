#include "verify_walk.h"

#include <string.h>

static const char *
id_of(const struct verify_walk *walk, size_t row)
{
	return verify_walk_person(walk, row)->id;
}

static bool
is_at(const struct verify_walk *walk, const char *id, const struct verify_table *table)
{
	size_t row;

	return lookup_find(&walk->basis->sheets->people, id, &row) &&
	    walk->table_of[row] == table->number;
}

static void
check_people(struct verify_walk *walk, const struct verify_table *table)
{
	if (table->count < walk->basis->size_min || table->count > walk->basis->size_max)
		verify_walk_say(walk, "table %zu has %zu people, not %u to %u",
		    table->number, table->count, walk->basis->size_min,
		    walk->basis->size_max);
	for (size_t i = 0; i < table->count; i++) {
		const struct roster_person *person = verify_walk_person(walk,
		    table->members[i]);
		int minutes = table->venue == NULL
		    ? -1
		    : verify_score_minutes(walk, table->members[i], table->venue);

		if (table->evening < 0 ||
		    (person->evenings & walk->basis->rules->evenings &
			1U << table->evening) == 0)
			verify_walk_say(walk, "table %zu: %s did not offer its evening",
			    table->number, person->id);
		if (minutes < 0)
			verify_walk_say(walk, "table %zu: %s has no way to its venue",
			    table->number, person->id);
		else if (minutes > walk->basis->rules->minutes_max)
			verify_walk_say(walk, "table %zu: %s travels %d minutes, over %u",
			    table->number, person->id, minutes,
			    walk->basis->rules->minutes_max);
	}
}

/* A quarter of one's dinners and always one, or twice the even share where few lead. */
static size_t
most_led(const struct verify_walk *walk, size_t row)
{
	size_t own = walk->seats[row] / 4 + 1;
	size_t tables = walk->people / walk->basis->size_min + 1;
	size_t even = (2 * tables * ((size_t)walk->round + 1) + walk->willing - 1) /
	    walk->willing; /* this one is willing */

	return own > even ? own : even;
}

static void
check_host(struct verify_walk *walk, const struct verify_table *table)
{
	if (table->host == VERIFY_NOBODY || walk->table_of[table->host] != table->number)
		verify_walk_say(walk, "table %zu: its host does not sit there",
		    table->number);
	else if (!verify_walk_person(walk, table->host)->is_host)
		verify_walk_say(walk, "table %zu: %s is not willing to host",
		    table->number, id_of(walk, table->host));
	else if (walk->round > 0 && walk->led[table->host] >= most_led(walk, table->host))
		verify_walk_say(walk, "table %zu: %s has led often enough", table->number,
		    id_of(walk, table->host));
}

/* Whether the table holds a manager of this person, up to so many levels. */
static void
check_managers(struct verify_walk *walk, const struct verify_table *table, size_t row)
{
	const struct roster_person *person = verify_walk_person(walk, row);
	const char *manager = person->manager;
	size_t above;

	for (int level = 0; level < walk->basis->rules->levels && manager != NULL;
	     level++) {
		if (is_at(walk, manager, table))
			verify_walk_say(walk, "table %zu: %s leads %s", table->number,
			    manager, person->id);
		if (!lookup_find(&walk->basis->sheets->people, manager, &above))
			return;
		manager = verify_walk_person(walk, above)->manager;
	}
}

void
verify_rules_people(struct verify_walk *walk, const struct verify_table *table)
{
	check_people(walk, table);
	for (size_t i = 0; i < table->count; i++)
		check_managers(walk, table, table->members[i]);
}

void
verify_rules_table(struct verify_walk *walk, const struct verify_table *table)
{
	verify_rules_people(walk, table);
	check_host(walk, table);
}

static void
check_exclusions(struct verify_walk *walk)
{
	const struct sheet *sheet = &walk->basis->sheets->sheets[SHEETS_EXCLUDE];
	const struct lookup *people = &walk->basis->sheets->people;

	for (size_t i = 0; i < sheet->row_count; i++) {
		const struct meeting_pair *pair = sheet_at(sheet, i);
		size_t a, b;

		if (lookup_find(people, pair->a, &a) &&
		    lookup_find(people, pair->b, &b) && walk->table_of[a] != 0 &&
		    walk->table_of[a] != SIZE_MAX &&
		    walk->table_of[a] == walk->table_of[b])
			verify_walk_say(walk, "table %zu: %s and %s must not meet",
			    walk->table_of[a], pair->a, pair->b);
	}
}

static bool
is_elsewhere(const struct verify_walk *walk, size_t row, unsigned evenings)
{
	size_t number = walk->table_of[row];
	const struct verify_table *table;

	if (number == 0 || number > walk->tables_count)
		return false; /* left out, or nowhere, which is told already */
	table = &walk->tables[number - 1];
	return table->evening >= 0 && (evenings & 1U << table->evening) == 0;
}

static void
check_kept(struct verify_walk *walk, const struct rules_circle *circle)
{
	const struct lookup *people = &walk->basis->sheets->people;
	size_t first = SIZE_MAX, row;

	for (const struct rules_text *text = circle->people.first; text != NULL;
	     text = text->next) {
		if (!lookup_find(people, text->text, &row))
			continue;
		if (first == SIZE_MAX)
			first = row;
		if (walk->table_of[row] != walk->table_of[first])
			verify_walk_say(walk, "%s and %s were to stay together",
			    id_of(walk, first), text->text);
		if (circle->evenings != 0 && is_elsewhere(walk, row, circle->evenings))
			verify_walk_say(walk, "%s was to come on another evening",
			    text->text);
	}
}

static void
check_venue(struct verify_walk *walk, const struct verify_table *table)
{
	const struct catalogue_venue *venue;
	size_t row;

	if (!lookup_find(&walk->venues, table->venue, &row) || table->evening < 0)
		return; /* told already */
	venue = sheets_venue(walk->basis->sheets, row);
	if (++walk->used[row * 7 + (size_t)table->evening] > venue->tables)
		verify_walk_say(walk, "table %zu: %s has %d tables at the same time",
		    table->number, table->venue, venue->tables);
	if (table->count > (size_t)venue->seats)
		verify_walk_say(walk, "table %zu: %s has %d seats at a table",
		    table->number, table->venue, venue->seats);
}

void
verify_rules_round(struct verify_walk *walk)
{
	check_exclusions(walk);
	for (const struct rules_circle *circle = walk->basis->rules->circles;
	     circle != NULL; circle = circle->next)
		if (circle->is_kept)
			check_kept(walk, circle);
	if (walk->basis->sheets->sources[SHEETS_VENUES].path == NULL)
		return;
	memset(walk->used, 0,
	    sheets_count(walk->basis->sheets, SHEETS_VENUES) * 7 * sizeof(int));
	for (size_t g = 0; g < walk->tables_count; g++)
		if (walk->tables[g].venue != NULL)
			check_venue(walk, &walk->tables[g]);
}
