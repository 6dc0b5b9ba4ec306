/* verify_walk.h - what the parts of verify share while they go from round to round. */
#ifndef CONVENE_VERIFY_WALK_H
#define CONVENE_VERIFY_WALK_H

#include "verify.h"

#define VERIFY_NOBODY SIZE_MAX

/* Two who met, in a round counted from 0; -1 is the last one before the plan. */
struct verify_meeting {
	size_t a, b; /* a < b */
	int round;
};

struct verify_table {
	size_t number;   /* in the plan, from 1 */
	size_t *members; /* rows of the roster, as the plan has them */
	size_t count, host;
	int evening;       /* weekday, or -1 */
	const char *venue; /* NULL: none is named */
};

struct verify_walk {
	const struct verify_basis *basis;
	struct text *findings;
	size_t count;
	struct arena arena;
	size_t people;
	int round;
	struct verify_meeting *meetings; /* sorted while a round is looked at */
	size_t meetings_count, meetings_room;
	size_t *seats, *led, *left_in_row; /* by person, before this round */
	size_t *table_of;                  /* of this round; 0: left out or unknown */
	int64_t costs[GROUPING_TERM_COUNT];
	struct verify_table *tables;
	size_t tables_count;
	struct lookup venues; /* names to rows */
	int *used;            /* [venue * 7 + evening]: tables of this round */
	size_t willing;       /* to host */
	bool is_season; /* its plans name no hosts, and those left out without a reason */
};

void verify_walk_say(struct verify_walk *walk, const char *fmt, ...) PRINTF_LIKE(2, 3);
void verify_walk_meet(struct verify_walk *walk, size_t a, size_t b, int round);
void verify_walk_sort(struct verify_walk *walk);
bool verify_walk_have_met(const struct verify_walk *walk, size_t a, size_t b);

/* The tables of a round of the plan, after verify_walk_sort(); that it was held. */
void verify_walk_read(struct verify_walk *walk, const struct json *round);
void verify_walk_remember(struct verify_walk *walk);
const struct roster_person *verify_walk_person(const struct verify_walk *walk,
    size_t row);

/* verify_history.c: fills meetings from history.csv. */
void verify_history_read(struct verify_walk *walk);

/* verify_rules.c: the hard rules of one table, and of all. */
void verify_rules_people(struct verify_walk *walk, const struct verify_table *table);
void verify_rules_table(struct verify_walk *walk, const struct verify_table *table);
void verify_rules_round(struct verify_walk *walk);

/* verify_season.c: all of it. */
void verify_season_rounds(struct verify_walk *walk, const struct json *season);

/* verify_score.c: adds what a table costs; minutes to a venue, or -1: no way known. */
void verify_score_table(struct verify_walk *walk, const struct verify_table *table);
void verify_score_round(struct verify_walk *walk, const struct json *round);
int verify_score_minutes(const struct verify_walk *walk, size_t row, const char *venue);
#endif
