#include "chore_store.h"

#include "constraint.h"
#include "params.h"
#include "queries.inc"

#include <assert.h>

/* A chore answers a row for each thing it did, or one row with their number. */
static const struct {
	const char *name, *sql;
	const char *count; /* the column with the number; NULL: the rows count */
	bool wants_now, wants_resend;
} chores[] = {
	[CHORE_PUBLISH] = { "round publish", SQL_ROUND_PUBLISH_DUE, NULL, true, false },
	[CHORE_LAPSE] = { "seat lapse", SQL_SEAT_LAPSE_DUE, "seats", true, false },
	[CHORE_CONFIRM] = { "gathering confirm", SQL_GATHERING_CONFIRM_DUE, NULL, true,
	    false },
	[CHORE_HOLD_TABLES] = { "gathering hold", SQL_GATHERING_HOLD_DUE, NULL, true,
	    false },
	[CHORE_HOLD_ROUNDS] = { "round hold", SQL_ROUND_HOLD_DUE, NULL, true, false },
	[CHORE_MISS] = { "round miss", SQL_ROUND_MISS_DUE, "rounds", true, false },
	[CHORE_EXPIRE_MAIL] = { "message expire", SQL_MESSAGE_EXPIRE_DUE, "messages",
	    true, false },
	[CHORE_SWEEP_MAIL] = { "message sweep", SQL_MESSAGE_SWEEP, "messages", false,
	    false },
	[CHORE_RESEND_MAIL] = { "message resend", SQL_MESSAGE_RESEND_DUE, "messages",
	    true, true },
	[CHORE_REMIND] = { "message remind", SQL_MESSAGE_REMIND_DUE, "messages", true,
	    false },
	[CHORE_CARD] = { "message card", SQL_MESSAGE_HOST_CARD_DUE, "messages", true,
	    false },
	[CHORE_DAY_BEFORE] = { "message day before", SQL_MESSAGE_DAY_BEFORE_DUE,
	    "messages", true, false },
	[CHORE_AFTER_DINNER] = { "message after dinner", SQL_MESSAGE_AFTER_DINNER_DUE,
	    "messages", true, false },
	[CHORE_DIGEST] = { "message digest", SQL_MESSAGE_DIGEST_DUE, "messages", true,
	    false },
	[CHORE_RELEASE_MAIL] = { "message release", SQL_MESSAGE_RELEASE_DUE, "messages",
	    true, false },
};
_Static_assert(COUNT_OF(chores) == CHORE_COUNT, "a statement for every chore");

struct asking {
	enum chore chore;
	chore_done_fn *done;
	void *arg;
};

const char *
chore_store_name(enum chore chore)
{
	assert(chore < CHORE_COUNT);
	return chores[chore].name;
}

static void
on_answer(enum status status, const PGresult *res, const struct err *db_err, void *arg)
{
	CLEANUP(free_ptr) struct asking *asking = arg;
	const char *count = chores[asking->chore].count;
	struct err err = *db_err;
	int64_t done = 0;

	if (status != OK && res != NULL)
		constraint_explain(res, &err);
	else if (status == OK && count == NULL)
		done = PQntuples(res);
	else if (status == OK && PQntuples(res) == 1 && PQfnumber(res, count) >= 0)
		done = strtoll(PQgetvalue(res, 0, PQfnumber(res, count)), NULL, 10);
	asking->done(err.status, done, &err, asking->arg);
}

void
chore_store_run(struct db *db, enum chore chore, const struct chore_time *time,
    chore_done_fn *done, void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };
	struct asking *asking = alloc_zero(1, sizeof *asking);

	assert(chore < CHORE_COUNT);
	*asking = (struct asking){ chore, done, arg };
	if (chores[chore].wants_now)
		params_int(&params, time->now_s);
	if (chores[chore].wants_resend)
		params_int(&params, time->resend_s);
	db_query(db,
	    &(struct db_query){
		.sql = chores[chore].sql,
		.param_count = params.count,
		.params = params.values,
		.done = on_answer,
		.arg = asking,
	    });
}
