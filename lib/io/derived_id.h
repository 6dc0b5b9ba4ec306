/* derived_id.h - one uuid for one meaning, so that a repeated insert meets its own key.
 * Version 8 of RFC 9562 from SHA-256 of the parts, joined by "/". The same as
 * derived_id() of the schema; safe in any thread. */
#ifndef CONVENE_DERIVED_ID_H
#define CONVENE_DERIVED_ID_H

#include "base.h"

#define DERIVED_ID_SIZE 37

/* The parts end with NULL. Writes 36 characters and a NUL. */
void derived_id(char ret_id[static DERIVED_ID_SIZE], const char *part, ...)
    __attribute__((sentinel));

/* What a seat of the round is called; the first of a person's turns has number 1. */
void derived_id_seat(char ret_id[static DERIVED_ID_SIZE], long long round_id,
    const char *person_id);
#endif
