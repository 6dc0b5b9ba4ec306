#include "db_request.h"

#include "clock.h"

#include <assert.h>
#include <string.h>

static struct db_request *
request_new(int step_count)
{
	size_t count = (size_t)step_count;
	struct db_request *request = alloc_zero(1,
	    sizeof *request + count * sizeof request->steps[0]);

	assert(step_count > 0);
	request->step_count = step_count;
	request->since_ms = clock_now_ms();
	request->failed_step = -1;
	return request;
}

static void
fill_step(struct db_request *request, int at, const struct db_step *step)
{
	struct db_request_step *mine = &request->steps[at];
	size_t count = (size_t)step->param_count;

	mine->sql = step->sql;
	mine->rows_wanted = step->rows_wanted;
	mine->on_row = step->on_row;
	mine->param_count = step->param_count;
	mine->params = alloc_zero(count + 1, sizeof *mine->params);
	for (size_t i = 0; i < count; i++) {
		const char *param = step->params[i];

		if (param == NULL)
			continue;
		mine->bytes += strlen(param);
		/* given away, so the const is not the caller's any more */
		mine->params[i] = step->takes_params ? (char *)param : alloc_text(param);
	}
	request->bytes += mine->bytes;
}

struct db_request *
db_request_of_query(const struct db_query *query)
{
	struct db_request *request = request_new(1);
	const struct db_step step = {
		.sql = query->sql,
		.param_count = query->param_count,
		.params = query->params,
		.on_row = query->on_row,
	};

	assert(query->done != NULL);
	assert(!query->is_frequent || query->on_row == NULL);
	request->done = query->done;
	request->arg = query->arg;
	request->is_read = query->is_read;
	request->answer_ms = query->answer_ms;
	request->phase = DB_STEP;
	fill_step(request, 0, &step);
	request->steps[0].is_frequent = query->is_frequent;
	return request;
}

struct db_request *
db_request_of_transaction(const struct db_transaction *transaction)
{
	struct db_request *request = request_new(transaction->step_count);

	assert(transaction->done != NULL);
	request->transacted = transaction->done;
	request->arg = transaction->arg;
	request->mode = transaction->mode;
	request->is_read = transaction->mode == DB_SNAPSHOT;
	request->answer_ms = transaction->answer_ms;
	request->phase = DB_BEGIN;
	for (int i = 0; i < transaction->step_count; i++)
		fill_step(request, i, &transaction->steps[i]);
	return request;
}

void
db_request_free_params(struct db_request *request)
{
	for (int i = 0; i < request->step_count; i++) {
		struct db_request_step *step = &request->steps[i];

		for (int j = 0; j < step->param_count; j++)
			free(TAKE(step->params[j]));
	}
}

void
db_request_free_results(struct db_request *request)
{
	for (int i = 0; i < request->step_count; i++)
		PQclear(TAKE(request->steps[i].result));
	PQclear(TAKE(request->frame_refusal));
}

static void
tell_transacted(const struct db_request *request)
{
	size_t count = (size_t)request->step_count;
	CLEANUP(free_ptr) PGresult **results = alloc_zero(count, sizeof *results);
	struct db_outcome outcome = {
		.failed_step = request->failed_step,
		.step_count = request->step_count,
		.results = results,
		.refusal = request->frame_refusal,
	};

	for (size_t i = 0; i < count; i++)
		results[i] = request->steps[i].result;
	if (request->failed_step >= 0 && outcome.refusal == NULL)
		outcome.refusal = results[request->failed_step];
	request->transacted(request->err.status, &outcome, &request->err, request->arg);
}

void
db_request_answer(struct db_request *request)
{
	db_request_free_params(request);
	if (db_request_is_transaction(request))
		tell_transacted(request);
	else
		request->done(request->err.status, request->steps[0].result,
		    &request->err, request->arg);
	db_request_free_results(request);
	for (int i = 0; i < request->step_count; i++)
		free(request->steps[i].params);
	free(request);
}
