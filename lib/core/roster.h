/* roster.h - roster.csv and enrolments.csv: the people, and who of them takes part. */
#ifndef CONVENE_ROSTER_H
#define CONVENE_ROSTER_H

#include "cell.h"
#include "sheet.h"

enum roster_panel {
	ROSTER_ALL, /* also where the cell is empty */
	ROSTER_ADULT,
	ROSTER_PAEDIATRIC
};

enum roster_relationship {
	ROSTER_EMPLOYED,
	ROSTER_AFFILIATED,
	ROSTER_TRAINEE,
	ROSTER_COMMUNITY
};

/* Texts are NULL where the cell was empty. */
struct roster_person {
	struct sheet_place place;
	const char *id;
	const char *name;
	const char *email;
	const char *specialty;
	struct sheet_list sites; /* the first is home, the others by name */
	enum roster_panel panel;
	const char *stage;
	const char *role;
	enum roster_relationship relationship;
	struct sheet_list sections; /* by name */
	const char *manager;        /* id of another person of the same file */
	struct cell_date training_ended;
	bool is_host;
	unsigned evenings; /* bit n: enum civil_weekday n */
};

/* Rejects, beside bad cells: ids and e-mail addresses (without case) that occur more than
 * once, in every row, since nobody can know which of them is right; sites that are not
 * known; managers who are not in the file, oneself, or a circle. A reject names the other
 * line. Left out is whose manager's row is rejected, as the rule that keeps the two apart
 * would be lost. */
extern const struct sheet_kind roster_people;

struct roster_enrolment {
	struct sheet_place place;
	const char *id;           /* of the person */
	enum cell_answer host;    /* CELL_UNSAID: as the roster says */
	enum cell_answer alone;   /* CELL_YES: sits as the only one of a section gladly */
	const char *together;     /* sits with all of the same word; or NULL */
	struct sheet_list wishes; /* ids of people */
	const char *consent; /* which wording, given where; NULL: as the command says */
};

extern const struct sheet_kind roster_enrolments;

const char *roster_panel_name(enum roster_panel panel);
const char *roster_relationship_name(enum roster_relationship relationship);

#define ROSTER_EVENINGS_MAX 14 /* "1;2;3;4;5;6;7" and a NUL */

/* The evenings as ISO weekdays, "2;4"; "" for none. Returns buf. */
const char *roster_evenings_format(unsigned evenings,
    char buf[static ROSTER_EVENINGS_MAX]);
#endif
