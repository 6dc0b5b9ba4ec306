#include "verify_walk.h"

#include <string.h>

static const struct meeting_past *
past_at(const struct verify_walk *walk, size_t index)
{
	return sheet_at(&walk->basis->sheets->sheets[SHEETS_HISTORY], index);
}

static bool
find(const struct verify_walk *walk, const char *id, size_t *ret_row)
{
	return lookup_find(&walk->basis->sheets->people, id, ret_row);
}

/* Rows of seats by round and group, then by person. */
static int
compare_rows(const void *x, const void *y)
{
	const struct meeting_past *one = *(const struct meeting_past *const *)x;
	const struct meeting_past *other = *(const struct meeting_past *const *)y;
	int groups = strcmp(one->group, other->group);

	if (one->round != other->round)
		return one->round - other->round;
	return groups != 0 ? groups : strcmp(one->id, other->id);
}

static void
meet_at_tables(struct verify_walk *walk, const struct meeting_past **rows, size_t count)
{
	int last = count == 0 ? 0 : rows[count - 1]->round;

	for (size_t i = 0; i < count; i++)
		for (size_t j = i + 1; j < count && rows[j]->round == rows[i]->round &&
		     strcmp(rows[j]->group, rows[i]->group) == 0;
		     j++) {
			bool is_again = strcmp(rows[j]->id, rows[j - 1]->id) == 0 ||
			    (i > 0 && compare_rows(&rows[i - 1], &rows[i]) == 0);
			size_t a, b;

			if (!is_again && find(walk, rows[i]->id, &a) &&
			    find(walk, rows[j]->id, &b))
				verify_walk_meet(walk, a, b, rows[i]->round - last - 1);
		}
}

void
verify_history_read(struct verify_walk *walk)
{
	size_t count = sheets_count(walk->basis->sheets, SHEETS_HISTORY), seats = 0;
	CLEANUP(free_ptr)
	const struct meeting_past **rows = alloc_zero(count + 1, sizeof *rows);

	for (size_t i = 0; i < count; i++) {
		const struct meeting_past *past = past_at(walk, i);
		int ago = past->rounds_ago > 0 ? past->rounds_ago : 1;
		size_t a, b;

		if (past->id != NULL)
			rows[seats++] = past;
		else if (find(walk, past->a, &a) && find(walk, past->b, &b))
			verify_walk_meet(walk, a, b, -ago);
	}
	qsort(rows, seats, sizeof *rows, compare_rows);
	meet_at_tables(walk, rows, seats);
}
