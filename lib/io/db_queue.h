/* db_queue.h - requests that wait for a line, or for their refusal. Private to db. */
#ifndef CONVENE_DB_QUEUE_H
#define CONVENE_DB_QUEUE_H

#include "db_request.h"

struct db_queue {
	STAILQ_HEAD(, db_request) list;
	size_t count;
	size_t bytes; /* of parameters */
};

void db_queue_init(struct db_queue *queue);
void db_queue_add(struct db_queue *queue, struct db_request *request);

/* The one that waits longest, off the list, or NULL. */
struct db_request *db_queue_take(struct db_queue *queue);

/* Answers what waits now; what a callback adds meanwhile stays for the next time, so that
 * one who asks again at once cannot keep the loop here. err NULL: each has its own. */
void db_queue_answer_all(struct db_queue *queue, const struct err *err);
#endif
