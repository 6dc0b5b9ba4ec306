/* study.h - a question about a round that was formed: what it was made of is read back,
 * and a worker answers. The questions are in daemon/study_*.c. */
#ifndef CONVENE_STUDY_H
#define CONVENE_STUDY_H

#include "call.h"
#include "grouping_words.h"
#include "round_change.h"
#include "round_study.h"

#include <stdatomic.h>

struct study;

/* In a worker: fills study->answer with JSON. Anything but OK refuses the call. */
typedef enum status study_fn(struct study *study, const atomic_bool *is_cancelled,
    struct err *err);

/* On the loop, when the worker's answer is not the end: takes the call over. */
typedef void study_after_fn(struct study *study);

struct study {
	struct call *call;
	study_fn *work;
	study_after_fn *after; /* or NULL: the answer is sent */
	struct round_study *stored;

	/* The worker's, until it is back. */
	struct arena arena;
	struct grouping_input input;
	/* As people sit now: of the groups what grouping_explain.h reads. Tables at
	 * venues that forming did not know are not among them. */
	struct grouping_plan plan;
	uint32_t *numbers;                 /* of tables, by group */
	struct round_study_person *people; /* of stored */
	struct grouping_names names;
	struct text words[3]; /* names that were asked for last */
	unsigned next_word;
	struct text answer;
	struct round_change_rows rows; /* of a change that is kept */
	struct err err;
	void *state; /* the question's own, in the arena */
};

/* The call is answered, now or later. name lives as long as the call. */
void study_start(struct call *call, enum round_study_kind kind, const char *name,
    study_fn *work, study_after_fn *after);

void study_end(struct study *study); /* after a study_after_fn: frees all but the call */

/* By the employer's id. ERR_NOT_FOUND: nobody of the round's people has it. */
MUST_CHECK enum status study_person(const struct study *study, const char *id,
    uint32_t *ret_person, struct err *err);

/* The group at the table of that number. ERR_NOT_FOUND in words. */
MUST_CHECK enum status study_group(const struct study *study, int64_t number,
    uint32_t *ret_group, struct err *err);

/* Makes the plan anew, after somebody's number in stored->people was changed. */
void study_seat(struct study *study);

/* The questions. */
study_fn study_verify;
study_fn study_explain_table, study_explain_person;
study_fn study_change_swap, study_change_pin;
study_after_fn study_change_keep;
#endif
