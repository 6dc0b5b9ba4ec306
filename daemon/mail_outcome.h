/* mail_outcome.h - what a delivery's end means for its message: the outcome on record,
 * the next try, and whether the address exists. Pure. */
#ifndef CONVENE_MAIL_OUTCOME_H
#define CONVENE_MAIL_OUTCOME_H

#include "message_store.h"
#include "smtp_result.h"

#define MAIL_OUTCOME_NOT_SENT_MAX 3 /* in a row: then it waits like one put off */

struct mail_outcome {
	enum smtp_class class; /* of the record; not always that of the result */
	int64_t wait_s;
	bool is_nobody;
};

/* spread: retry_wait_s(). */
struct mail_outcome mail_outcome_judge(const struct smtp_result *result,
    const struct message_row *row, int spread);
#endif
