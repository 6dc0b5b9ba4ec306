#include "verify_walk.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void
verify_walk_say(struct verify_walk *walk, const char *fmt, ...)
{
	char sentence[sizeof(struct err)];
	va_list ap;

	if (++walk->count > VERIFY_TOLD_MAX)
		return;
	va_start(ap, fmt);
	vsnprintf(sentence, sizeof sentence, fmt, ap);
	va_end(ap);
	if (walk->round > 0) {
		text_add(walk->findings, "round ");
		text_add_int(walk->findings, walk->round + 1);
		text_add(walk->findings, ": ");
	}
	text_add_line(walk->findings, sentence);
	text_add(walk->findings, "\n");
}

const struct roster_person *
verify_walk_person(const struct verify_walk *walk, size_t row)
{
	return sheets_person(walk->basis->sheets, row);
}

void
verify_walk_meet(struct verify_walk *walk, size_t a, size_t b, int round)
{
	if (walk->meetings_count == walk->meetings_room) {
		walk->meetings_room = walk->meetings_room * 2 + 256;
		walk->meetings = alloc_check(reallocarray(walk->meetings,
		    walk->meetings_room, sizeof *walk->meetings));
	}
	walk->meetings[walk->meetings_count++] = (struct verify_meeting){
		.a = a < b ? a : b,
		.b = a < b ? b : a,
		.round = round,
	};
}

static int
compare_meetings(const void *x, const void *y)
{
	const struct verify_meeting *one = x, *other = y;

	if (one->a != other->a)
		return one->a < other->a ? -1 : 1;
	if (one->b != other->b)
		return one->b < other->b ? -1 : 1;
	return one->round - other->round;
}

void
verify_walk_sort(struct verify_walk *walk)
{
	if (walk->meetings_count > 1)
		qsort(walk->meetings, walk->meetings_count, sizeof *walk->meetings,
		    compare_meetings);
}

/* The first meeting of the two, or where it would stand. */
static size_t
find_meeting(const struct verify_walk *walk, size_t a, size_t b)
{
	size_t low = 0, high = walk->meetings_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct verify_meeting *at = &walk->meetings[middle];

		if (at->a < a || (at->a == a && at->b < b))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool
verify_walk_have_met(const struct verify_walk *walk, size_t a, size_t b)
{
	size_t least = a < b ? a : b, most = a < b ? b : a;
	size_t at = find_meeting(walk, least, most);

	return at < walk->meetings_count && walk->meetings[at].a == least &&
	    walk->meetings[at].b == most;
}

static size_t
person_named(const struct verify_walk *walk, const struct json *id)
{
	const char *text = json_as_text(id);
	size_t row;

	if (text == NULL || !lookup_find(&walk->basis->sheets->people, text, &row))
		return VERIFY_NOBODY;
	return row;
}

static int
evening_named(const char *word)
{
	static const char days[] = "montuewedthufrisatsun";

	for (int day = 0; word != NULL && day < 7; day++)
		if (strlen(word) == 3 && memcmp(days + day * 3, word, 3) == 0)
			return day;
	return -1;
}

/* number: of the table, from 1; 0: among those left out. */
static bool
place(struct verify_walk *walk, const struct json *id, size_t number, size_t *ret_row)
{
	size_t row = person_named(walk, id);
	const char *text = json_as_text(id);

	if (row == VERIFY_NOBODY) {
		verify_walk_say(walk, "'%s' is not on the roster",
		    text == NULL ? "" : text);
		return false;
	}
	if (walk->table_of[row] != SIZE_MAX) {
		verify_walk_say(walk, "%s is placed twice", text);
		return false;
	}
	walk->table_of[row] = number;
	*ret_row = row;
	return true;
}

static void
read_table(struct verify_walk *walk, const struct json *item, struct verify_table *table)
{
	const struct json *members = json_find(item, "members");
	size_t count = json_count(members);

	table->members = ARENA_NEW(&walk->arena, size_t, count + 1);
	for (size_t i = 0; i < count; i++)
		if (place(walk, json_at(members, i), table->number,
			&table->members[table->count]))
			table->count++;
	table->evening = evening_named(json_as_text(json_find(item, "evening")));
	table->venue = json_as_text(json_find(item, "venue"));
	table->host = person_named(walk, json_find(item, "host"));
}

void
verify_walk_read(struct verify_walk *walk, const struct json *round)
{
	const struct json *groups = json_find(round, "groups");
	const struct json *left = json_find(round, "left_out");
	size_t row;

	verify_walk_sort(walk);
	for (size_t i = 0; i < walk->people; i++)
		walk->table_of[i] = SIZE_MAX;
	walk->tables_count = json_count(groups);
	walk->tables = ARENA_NEW(&walk->arena, struct verify_table,
	    walk->tables_count + 1);
	if (json_kind(groups) != JSON_KIND_ARRAY || json_kind(left) != JSON_KIND_ARRAY)
		verify_walk_say(walk, "the plan has no groups or no left_out");
	for (size_t g = 0; g < walk->tables_count; g++) {
		walk->tables[g].number = g + 1;
		read_table(walk, json_at(groups, g), &walk->tables[g]);
	}
	for (size_t i = 0; i < json_count(left); i++) {
		const struct json *item = json_at(left, i);
		const char *reason = json_as_text(json_find(item, "reason"));

		if (place(walk, walk->is_season ? item : json_find(item, "id"), 0,
			&row) &&
		    !walk->is_season && (reason == NULL || reason[0] == '\0'))
			verify_walk_say(walk, "%s is left out without a reason",
			    verify_walk_person(walk, row)->id);
	}
	for (size_t i = 0; i < walk->people; i++)
		if (walk->table_of[i] == SIZE_MAX)
			verify_walk_say(walk, "%s is neither seated nor left out",
			    verify_walk_person(walk, i)->id);
}

/* The round was held: what it means for the next one. */
void
verify_walk_remember(struct verify_walk *walk)
{
	for (size_t i = 0; i < walk->people; i++) {
		bool is_seated = walk->table_of[i] != 0 && walk->table_of[i] != SIZE_MAX;

		walk->seats[i] += is_seated;
		walk->left_in_row[i] = is_seated ? 0 : walk->left_in_row[i] + 1;
	}
	for (size_t g = 0; g < walk->tables_count; g++) {
		const struct verify_table *table = &walk->tables[g];

		if (table->host != VERIFY_NOBODY)
			walk->led[table->host]++;
		for (size_t i = 0; i < table->count; i++)
			for (size_t j = i + 1; j < table->count; j++)
				verify_walk_meet(walk, table->members[i],
				    table->members[j], walk->round);
	}
	walk->round++;
}
