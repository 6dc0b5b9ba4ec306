/* grouping_words.h - what explain, relax and feasible found, in plain English. Every
 * sentence is a line of its own; names are given by the caller, their control
 * characters are shown as \xHH. */
#ifndef CONVENE_GROUPING_WORDS_H
#define CONVENE_GROUPING_WORDS_H

#include "grouping_explain.h"
#include "grouping_feasible.h"
#include "grouping_relax.h"
#include "text.h"

enum grouping_name {
	GROUPING_NAME_PERSON,
	GROUPING_NAME_GROUP, /* "table 7", when the caller numbers them its own way */
	GROUPING_NAME_SLOT,  /* "Thu 3 Dec 18:30" */
	GROUPING_NAME_VENUE,
	GROUPING_NAME_SITE,
	GROUPING_NAME_ATTRIBUTE,  /* "specialty" */
	GROUPING_NAME_ATTRIBUTES, /* "specialties" */
	GROUPING_NAME_MET,        /* of input->pairs[index]: "2 rounds ago", "on 4 May" */
	GROUPING_NAME_COUNT,
};

/* A name, good until the next two calls; NULL gives "person 12", "evening 3", ... */
struct grouping_names {
	const char *(
	    *name)(enum grouping_name kind, size_t index, void *arg); /* or NULL */
	void *arg;
};

/* Each adds lines to the text. */
void grouping_words_table(const struct grouping_explained_table *table,
    const struct grouping_names *names, struct text *text);
void grouping_words_person(const struct grouping_explained_person *person,
    const struct grouping_names *names, struct text *text);
void grouping_words_round(const struct grouping_explained_round *round,
    const struct grouping_names *names, struct text *text);
void grouping_words_conflict(const struct grouping_conflict *conflict,
    const struct grouping_names *names, struct text *text);
void grouping_words_finding(const struct grouping_input *input,
    const struct grouping_finding *finding, const struct grouping_names *names,
    struct text *text);
#endif
