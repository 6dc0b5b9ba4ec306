/* ical_words.h - our verbs and answers as libical's numbers and back; for ical.c and
 * ical_read.c alone. */
#ifndef CONVENE_ICAL_WORDS_H
#define CONVENE_ICAL_WORDS_H

#include "ical.h"

#define ICAL_MAILTO "mailto:"
#define ICAL_MAILTO_LENGTH (sizeof ICAL_MAILTO - 1)

/* enum icalproperty_method, icalparameter_partstat; of OTHER there is none. */
int ical_words_method(enum ical_verb verb);
int ical_words_partstat(enum ical_answer answer);

/* What we do not know is OTHER. */
enum ical_verb ical_words_verb(int method);
enum ical_answer ical_words_answer(int partstat);
#endif
