/* inbox.h - mails into convene-intake beside the round of stage.sql, and what came of
 * them. */
#ifndef CONVENE_INBOX_H
#define CONVENE_INBOX_H

#include "intake.h"

#include "staged.h"

extern struct intake *inbox; /* as role convene-intake */

void inbox_setup(void);
void inbox_teardown(void);

/* Takes one that has to be recorded. */
void inbox_take(const char *mail, size_t length);
void inbox_take_text(const char *fmt, ...) PRINTF_LIKE(1, 2);

/* What the last mail was recorded as: "words, to administrator". */
const char *inbox_recorded(void);

/* The id and the state of the newest seat of person Pnumber. */
const char *inbox_seat(int number);
const char *inbox_state(int number);

/* An invitation that the relay took from us for Pnumber's seat: its id. bounce+TOKEN@ and
 * reply+TOKEN@ of it are md5('bounce NUMBER') and md5('reply NUMBER'). */
const char *inbox_message(int number);
#endif
