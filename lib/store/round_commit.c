/* round_commit.c - the order matters: the round is locked first, then come its rows,
 * fresh statistics before the joins of the messages, and the fund last, which everybody
 * wants. */
#include "round_commit.h"

#include "constraint.h"
#include "params.h"
#include "queries.inc"

#include <string.h>

enum {
	LOCK,
	GATHERINGS,
	SEATS,
	PROMPTS,
	LEFT_OUT,
	SEATED,
	ANSWER_LINKS,
	LEAVE_LINKS,
	ANALYZE,
	INVITE,
	RESERVE,
	FORMATION,
	FORMED,
	STEP_COUNT,
};

static const char *const statements[STEP_COUNT] = {
	[LOCK] = SQL_ROUND_LOCK,
	[GATHERINGS] = SQL_GATHERING_FORM,
	[SEATS] = SQL_SEAT_FORM,
	[PROMPTS] = SQL_PROMPT_GIVE,
	[LEFT_OUT] = SQL_LEFT_OUT_NOTE,
	[SEATED] = SQL_ENROLMENT_SEATED,
	[ANSWER_LINKS] = SQL_TOKEN_KEEP,
	[LEAVE_LINKS] = SQL_TOKEN_KEEP,
	[ANALYZE] = SQL_ROUND_ANALYZE,
	[INVITE] = SQL_MESSAGE_INVITE,
	[RESERVE] = SQL_FUND_RESERVE,
	[FORMATION] = SQL_FORMATION_KEEP,
	[FORMED] = SQL_ROUND_FORMED,
};

struct committing {
	round_commit_fn *done;
	void *arg;
	char formation_id[37];
};

void
round_commit_rows_done(struct round_commit_rows *rows)
{
	struct text *const texts[] = { &rows->numbers, &rows->venues, &rows->prompts,
		&rows->reasons, &rows->seat_people, &rows->seat_numbers,
		&rows->seat_hosts, &rows->seat_minutes, &rows->seat_ids,
		&rows->answer_digests, &rows->leave_people, &rows->leave_digests,
		&rows->left_people, &rows->left_codes, &rows->left_words, &rows->summary,
		&rows->people, &rows->places, &rows->input };

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		text_done(texts[i]);
}

static void
fill_tables(const struct round_commit *commit, struct round_commit_rows *rows,
    struct params params[STEP_COUNT])
{
	struct params *p = &params[GATHERINGS];

	params_int(p, commit->round_id);
	params_take(p, &rows->numbers);
	params_take(p, &rows->venues);
	params_take(p, &rows->prompts);
	params_take(p, &rows->reasons);
	params_int(p, commit->starts_s);
	params_text(p, commit->local_start);
	params_text(p, commit->zone);
	params_int(p, commit->lasts_min);

	p = &params[SEATS];
	params_int(p, commit->round_id);
	params_take(p, &rows->seat_people);
	params_take(p, &rows->seat_numbers);
	params_take(p, &rows->seat_hosts);
	params_take(p, &rows->seat_minutes);

	p = &params[LEFT_OUT];
	params_int(p, commit->round_id);
	params_take(p, &rows->left_people);
	params_take(p, &rows->left_codes);
	params_take(p, &rows->left_words);
}

static void
fill_link(struct params *params, struct text *digests, const char *purpose,
    struct text *rows, int64_t end_s)
{
	params_take(params, digests);
	params_text(params, purpose);
	params_take(params, rows);
	params_int(params, end_s);
}

static void
fill_round(const struct round_commit *commit, struct round_commit_rows *rows,
    struct params params[STEP_COUNT])
{
	struct params *p = &params[FORMED];

	params_int(&params[LOCK], commit->round_id);
	params_text(&params[LOCK], commit->forming_token);
	params_int(&params[PROMPTS], commit->round_id);
	params_int(&params[SEATED], commit->round_id);
	params_int(&params[INVITE], commit->round_id);
	params_int(&params[RESERVE], commit->round_id);
	params_int(&params[RESERVE], commit->now_s);
	params_text(&params[RESERVE], commit->actor);
	params_int(p, commit->round_id);
	params_text(p, commit->formation_id);
	params_int(p, commit->now_s);
	params_text(p, commit->actor);
	params_int(p, commit->seed);
	params_int(p, commit->effort);
	params_text(p, commit->snapshot_digest);
	params_int(p, commit->cost);
	params_int(p, commit->bound);
	params_take(p, &rows->summary);
}

static void
fill_formation(const struct round_commit *commit, struct round_commit_rows *rows,
    struct params *p)
{
	params_int(p, commit->round_id);
	params_text(p, commit->engine);
	params_take(p, &rows->people);
	params_take(p, &rows->places);
	params_take(p, &rows->input);
	params_text(p, commit->plan_digest);
	params_bool(p, commit->is_truncated);
}

static void
on_committed(enum status status, const struct db_outcome *outcome,
    const struct err *db_err, void *arg)
{
	CLEANUP(free_ptr) struct committing *committing = arg;
	struct err err = *db_err;

	if (status != OK && outcome->refusal != NULL)
		constraint_explain(outcome->refusal, &err);
	if (status == ERR_CONFLICT && outcome->failed_step == LOCK)
		(void)err_set(&err, ERR_CONFLICT,
		    "the round is not ours to form any more");
	if (status == ERR_CONFLICT && outcome->failed_step == SEATS)
		(void)err_set(&err, ERR_CONFLICT,
		    "people have left or paused since the plan was made");
	committing->done(err.status, err.status == OK, &err, committing->arg);
}

void
round_commit(struct db *db, const struct round_commit *commit,
    struct round_commit_rows *rows, round_commit_fn *done, void *arg)
{
	struct params params[STEP_COUNT] = { { .count = 0 } };
	struct db_step steps[STEP_COUNT];
	const int64_t rows_wanted[STEP_COUNT] = {
		[LOCK] = 1,
		[GATHERINGS] = rows->gathering_count,
		[SEATS] = rows->seat_count,
		[LEFT_OUT] = rows->left_count > 0 ? rows->left_count : DB_NO_ROWS,
		[FORMATION] = 1,
		[FORMED] = 1,
	};
	struct committing *committing = alloc_zero(1, sizeof *committing);

	committing->done = done;
	committing->arg = arg;
	fill_tables(commit, rows, params);
	fill_link(&params[ANSWER_LINKS], &rows->answer_digests, "answer", &rows->seat_ids,
	    commit->links_end_s);
	fill_link(&params[LEAVE_LINKS], &rows->leave_digests, "leave",
	    &rows->leave_people, commit->links_end_s);
	fill_round(commit, rows, params);
	fill_formation(commit, rows, &params[FORMATION]);
	for (size_t i = 0; i < STEP_COUNT; i++)
		steps[i] = (struct db_step){
			.sql = statements[i],
			.param_count = params[i].count,
			.params = params[i].values,
			.takes_params = true,
			.rows_wanted = rows_wanted[i],
		};
	db_transact(db,
	    &(struct db_transaction){
		.mode = DB_WRITE,
		.step_count = STEP_COUNT,
		.steps = steps,
		.answer_ms = commit->answer_ms,
		.done = on_committed,
		.arg = committing,
	    });
}

static void
on_looked(enum status status, const PGresult *res, const struct err *err, void *arg)
{
	CLEANUP(free_ptr) struct committing *looking = arg;
	int at = status == OK ? PQfnumber(res, "formation_id") : -1;
	bool is_ours = at >= 0 && PQntuples(res) == 1 &&
	    strcmp(PQgetvalue(res, 0, at), looking->formation_id) == 0;

	looking->done(status, is_ours, err, looking->arg);
}

void
round_commit_look(struct db *db, int64_t round_id, const char *formation_id,
    round_commit_fn *done, void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };
	struct committing *looking = alloc_zero(1, sizeof *looking);

	looking->done = done;
	looking->arg = arg;
	memcpy(looking->formation_id, formation_id, sizeof looking->formation_id - 1);
	params_int(&params, round_id);
	db_query(db,
	    &(struct db_query){
		.sql = SQL_ROUND_FORMATION,
		.param_count = params.count,
		.params = params.values,
		.is_read = true,
		.done = on_looked,
		.arg = looking,
	    });
}
