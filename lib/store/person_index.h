/* person_index.h - finds the place of a person's uuid in a snapshot's order. */
#ifndef CONVENE_PERSON_INDEX_H
#define CONVENE_PERSON_INDEX_H

#include "base.h"

#include <stdbool.h>
#include <stdint.h>

struct person_index_slot;

/* All zero is empty. */
struct person_index {
	struct person_index_slot *slots;
	size_t slot_count, used;
};

/* The first number given to a uuid stays. ERR_INVALID: not a uuid's 36 characters. */
MUST_CHECK enum status person_index_add(struct person_index *index, const char *uuid,
    uint32_t number, struct err *err);

bool person_index_find(const struct person_index *index, const char *uuid,
    uint32_t *ret_number);

/* For CLEANUP(). */
void person_index_done(struct person_index *index);
#endif
