#include "web_store.h"

#include "constraint.h"
#include "params.h"
#include "queries.inc"

#include <string.h>

struct asking {
	web_store_fn *done;
	void *arg;
};

/* Two statements of one transaction; which of them answers the page's JSON. */
#define STEPS 2
#define ACT_FIRST 1 /* so the page is the second */
#define PAGE_FIRST 0

static const char *const outcomes[] = {
	[WEB_SHOWN] = "",
	[WEB_RECORDED] = "recorded",
	[WEB_UNCHANGED] = "unchanged",
	[WEB_FULL] = "full",
	[WEB_TOO_LATE] = "too_late",
	[WEB_CLOSED] = "closed",
};
_Static_assert(COUNT_OF(outcomes) == WEB_OUTCOME_COUNT, "a word for every outcome");

static const char *
field_of(const PGresult *res, const char *column)
{
	int at = PQfnumber(res, column);

	return at < 0 || PQntuples(res) < 1 ? NULL : PQgetvalue(res, 0, at);
}

static void
finish(struct asking *asking, enum status status, enum web_outcome outcome,
    const PGresult *page, struct err *err)
{
	const char *content = status == OK ? field_of(page, "content") : NULL;

	if (status == OK && content == NULL)
		status = err_set(err, ERR_NOT_FOUND, "no such link");
	asking->done(status, outcome, content, err, asking->arg);
	free(asking);
}

static void
on_page(enum status status, const PGresult *res, const struct err *db_err, void *arg)
{
	struct err err = *db_err;

	if (res != NULL && status != OK)
		constraint_explain(res, &err);
	finish(arg, res != NULL ? err.status : status, WEB_SHOWN, res, &err);
}

static void
read_page(struct db *db, const char *sql, const char *token, int64_t now_s,
    struct asking asking)
{
	CLEANUP(params_done) struct params params = { .count = 0 };
	struct asking *kept = alloc_zero(1, sizeof *kept);

	*kept = asking;
	params_text(&params, token);
	params_int(&params, now_s);
	db_query(db,
	    &(struct db_query){
		.sql = sql,
		.param_count = params.count,
		.params = params.values,
		.is_read = true,
		.done = on_page,
		.arg = kept,
	    });
}

void
web_store_answer_page(struct db *db, const char *token, int64_t now_s, web_store_fn *done,
    void *arg)
{
	read_page(db, SQL_WEB_ANSWER_PAGE, token, now_s, (struct asking){ done, arg });
}

void
web_store_leave_page(struct db *db, const char *token, int64_t now_s, web_store_fn *done,
    void *arg)
{
	read_page(db, SQL_WEB_LEAVE_PAGE, token, now_s, (struct asking){ done, arg });
}

static enum status
explained(enum status status, const struct db_outcome *outcome, struct err *err)
{
	if (status == OK || outcome->refusal == NULL)
		return status;
	constraint_explain(outcome->refusal, err);
	return err->status;
}

/* A link that is not good answers no row, in both steps. */
static enum status
read_outcome(const PGresult *res, enum web_outcome *ret_outcome, struct err *err)
{
	const char *word = field_of(res, "outcome");

	if (word == NULL)
		return err_set(err, ERR_NOT_FOUND, "no such link");
	for (enum web_outcome i = WEB_RECORDED; i < WEB_OUTCOME_COUNT; i++)
		if (strcmp(word, outcomes[i]) == 0) {
			*ret_outcome = i;
			return OK;
		}
	return err_set(err, ERR_BUG, "web_answer() says '%s'", word);
}

static void
on_answered(enum status status, const struct db_outcome *outcome,
    const struct err *db_err, void *arg)
{
	enum web_outcome what = WEB_SHOWN;
	struct err err = *db_err;

	status = explained(status, outcome, &err);
	if (status == OK)
		status = read_outcome(outcome->results[0], &what, &err);
	finish(arg, status, what, status == OK ? outcome->results[ACT_FIRST] : NULL,
	    &err);
}

static void
on_left(enum status status, const struct db_outcome *outcome, const struct err *db_err,
    void *arg)
{
	struct err err = *db_err;

	status = explained(status, outcome, &err);
	finish(arg, status, WEB_RECORDED,
	    status == OK ? outcome->results[PAGE_FIRST] : NULL, &err);
}

static void
transact(struct db *db, const struct db_step *steps, db_transacted_fn *done,
    struct asking asking)
{
	struct asking *kept = alloc_zero(1, sizeof *kept);

	*kept = asking;
	db_transact(db,
	    &(struct db_transaction){
		.mode = DB_WRITE,
		.step_count = STEPS,
		.steps = steps,
		.done = done,
		.arg = kept,
	    });
}

static struct db_step
step(const char *sql, const struct params *params)
{
	return (struct db_step){
		.sql = sql,
		.param_count = params->count,
		.params = params->values,
		.rows_wanted = DB_ANY_ROWS,
	};
}

void
web_store_answer(struct db *db, const char *token, bool is_yes, int64_t now_s,
    web_store_fn *done, void *arg)
{
	CLEANUP(params_done) struct params said = { .count = 0 };
	CLEANUP(params_done) struct params page = { .count = 0 };

	params_text(&said, token);
	params_text(&said, is_yes ? "accept" : "decline");
	params_int(&said, now_s);
	params_text(&page, token);
	params_int(&page, now_s);

	const struct db_step steps[STEPS] = {
		step(SQL_WEB_ANSWER, &said),
		step(SQL_WEB_ANSWER_PAGE, &page),
	};

	transact(db, steps, on_answered, (struct asking){ done, arg });
}

void
web_store_leave(struct db *db, const char *token, int64_t now_s, web_store_fn *done,
    void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };

	params_text(&params, token);
	params_int(&params, now_s);

	const struct db_step steps[STEPS] = {
		step(SQL_WEB_LEAVE_PAGE, &params),
		step(SQL_WEB_LEAVE, &params),
	};

	transact(db, steps, on_left, (struct asking){ done, arg });
}
