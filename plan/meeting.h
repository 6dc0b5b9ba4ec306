/* meeting.h - history.csv and exclude.csv: who has met whom, and who must not. */
#ifndef CONVENE_MEETING_H
#define CONVENE_MEETING_H

#include "cell.h"
#include "sheet.h"

#define MEETING_ROUNDS_MAX 9999

/* A row is a person at a table of a round, or a pair. Texts are NULL, numbers 0, where
 * the cell was empty. */
struct meeting_past {
	struct sheet_place place;
	const char *id;
	int round; /* the higher, the later */
	const char *group;
	const char *a, *b;
	int rounds_ago; /* of a pair: 1 is the last round */
};

/* Rejects a row that is neither of the two, or both, and a pair of one person. */
extern const struct sheet_kind meeting_history;

struct meeting_pair {
	struct sheet_place place;
	const char *a, *b;
};

/* Rejects a pair of one person, and (its sites being the ids of the roster) somebody who
 * is not on the roster: with a misspelt id the rule would be lost. */
extern const struct sheet_kind meeting_exclusions;
#endif
