#include "meeting.h"

#include <string.h>

/* clang-format off */
#define PAST(field) offsetof(struct meeting_past, field)
#define PAIR(field) offsetof(struct meeting_pair, field)

static const struct sheet_column past_columns[] = {
	{ "id", "who sat there, as on the roster",
	    SHEET_OPTIONAL, false, cell_key, PAST(id), 1, 64, NULL },
	{ "round", "the number of the round, the later the higher",
	    SHEET_OPTIONAL, false, cell_count, PAST(round), 1, MEETING_ROUNDS_MAX, NULL },
	{ "group", "which table of that round it was",
	    SHEET_OPTIONAL, false, cell_text, PAST(group), 1, 200, NULL },
	{ "a", "one of a pair, as on the roster",
	    SHEET_OPTIONAL, false, cell_key, PAST(a), 1, 64, NULL },
	{ "b", "the other one",
	    SHEET_OPTIONAL, false, cell_key, PAST(b), 1, 64, NULL },
	{ "rounds_ago", "when the pair met; 1, or nothing, is the last round",
	    SHEET_OPTIONAL, false, cell_count, PAST(rounds_ago), 1, MEETING_ROUNDS_MAX,
	    NULL },
};

static const struct sheet_column pair_columns[] = {
	{ "a", "one of the two, as on the roster",
	    SHEET_FILLED, false, cell_key, PAIR(a), 1, 64, NULL },
	{ "b", "the other one",
	    SHEET_FILLED, false, cell_key, PAIR(b), 1, 64, NULL },
};
/* clang-format on */

static void
check_history(struct sheet *sheet, const struct lookup *sites)
{
	(void)sites;
	for (size_t i = 0; i < sheet->row_count; i++) {
		const struct meeting_past *past = sheet_at(sheet, i);
		bool is_seat = past->id != NULL && past->round > 0 && past->group != NULL;
		bool is_pair = past->a != NULL && past->b != NULL;
		bool has_seat = past->id != NULL || past->round > 0 ||
		    past->group != NULL;
		bool has_pair = past->a != NULL || past->b != NULL ||
		    past->rounds_ago > 0;

		if (past->place.is_rejected)
			continue;
		if (!(is_seat && !has_pair) && !(is_pair && !has_seat))
			sheet_refuse(sheet, i,
			    "a row has id, round and group, or else a and b");
		else if (is_pair && strcmp(past->a, past->b) == 0)
			sheet_refuse(sheet, i, "a and b are the same person");
	}
}

static void
check_known(struct sheet *sheet, size_t index, const struct lookup *ids, const char *id)
{
	size_t person;

	if (id != NULL && ids != NULL && !lookup_find(ids, id, &person))
		sheet_refuse(sheet, index, "'%s' is not on the roster", id);
}

static void
check_exclusions(struct sheet *sheet, const struct lookup *ids)
{
	for (size_t i = 0; i < sheet->row_count; i++) {
		const struct meeting_pair *pair = sheet_at(sheet, i);

		check_known(sheet, i, ids, pair->a);
		check_known(sheet, i, ids, pair->b);
		if (pair->a != NULL && pair->b != NULL && strcmp(pair->a, pair->b) == 0)
			sheet_refuse(sheet, i, "a and b are the same person");
	}
}

const struct sheet_kind meeting_history = {
	.name = "history.csv",
	.columns = past_columns,
	.column_count = COUNT_OF(past_columns),
	.row_size = sizeof(struct meeting_past),
	.check = check_history,
};

const struct sheet_kind meeting_exclusions = {
	.name = "exclude.csv",
	.columns = pair_columns,
	.column_count = COUNT_OF(pair_columns),
	.row_size = sizeof(struct meeting_pair),
	.check = check_exclusions,
};
