#include "db_queue.h"

void
db_queue_init(struct db_queue *queue)
{
	STAILQ_INIT(&queue->list);
	queue->count = 0;
	queue->bytes = 0;
}

void
db_queue_add(struct db_queue *queue, struct db_request *request)
{
	STAILQ_INSERT_TAIL(&queue->list, request, next);
	queue->count++;
	queue->bytes += request->bytes;
}

struct db_request *
db_queue_take(struct db_queue *queue)
{
	struct db_request *request = STAILQ_FIRST(&queue->list);

	if (request == NULL)
		return NULL;
	STAILQ_REMOVE_HEAD(&queue->list, next);
	queue->count--;
	queue->bytes -= request->bytes;
	return request;
}

void
db_queue_answer_all(struct db_queue *queue, const struct err *err)
{
	for (size_t left = queue->count; left > 0; left--) {
		struct db_request *request = db_queue_take(queue);

		if (err != NULL)
			request->err = *err;
		db_request_answer(request);
	}
}
