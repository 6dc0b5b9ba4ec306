#include "workers.h"

#include "clock.h"
#include "run.h"

#include <stdbool.h>
#include <stdint.h>

static struct event_base *base;
static struct workers *workers;

struct sum {
	int upto;
	int64_t total;
	atomic_bool has_begun;
	int told;
	enum status status;
};

static void
setup(void)
{
	base = event_base_new();
	workers = workers_open(base, 2);
}

static void
teardown(void)
{
	workers_close(&workers);
	event_base_free(base);
}

static void
add_up(void *arg, const atomic_bool *is_cancelled)
{
	struct sum *sum = arg;

	for (int i = 1; i <= sum->upto; i++)
		sum->total += i;
}

static void
go_on_for_ever(void *arg, const atomic_bool *is_cancelled)
{
	struct sum *sum = arg;

	atomic_store(&sum->has_begun, true);
	while (!atomic_load(is_cancelled))
		sum->total++;
}

static void
on_done(enum status status, void *arg)
{
	struct sum *sum = arg;

	sum->told++;
	sum->status = status;
}

static uint64_t
run(workers_work_fn *work, struct sum *sum)
{
	struct err err;
	uint64_t id;

	ck_assert_int_eq(workers_run(workers, work, on_done, sum, &id, &err), OK);
	ck_assert_int_eq(sum->told, 0);
	return id;
}

static void
wait_for(const struct sum *sum)
{
	while (sum->told == 0)
		event_base_loop(base, EVLOOP_ONCE);
	ck_assert_int_eq(sum->told, 1);
}

START_TEST(test_each_work_is_done_and_told_once)
{
	struct sum sums[WORKERS_WAITING_MAX] = { 0 };

	for (int i = 0; i < WORKERS_WAITING_MAX; i++) {
		sums[i].upto = i * 1000;
		(void)run(add_up, &sums[i]);
	}
	for (int i = 0; i < WORKERS_WAITING_MAX; i++) {
		int64_t n = i * 1000;

		wait_for(&sums[i]);
		ck_assert_int_eq(sums[i].status, OK);
		ck_assert_int_eq(sums[i].total, n * (n + 1) / 2);
	}
}
END_TEST

START_TEST(test_the_loop_turns_while_work_runs)
{
	struct sum endless = { 0 }, small = { .upto = 10 };
	struct workers_state state;
	uint64_t id = run(go_on_for_ever, &endless);

	(void)run(add_up, &small);
	wait_for(&small);
	while (!atomic_load(&endless.has_begun))
		;
	int64_t since_ms = clock_now_ms();
	do
		workers_state(workers, &state);
	while (state.oldest_ms < 20); /* a stuck one is seen by its age */
	ck_assert_int_le(state.oldest_ms, clock_now_ms() - since_ms + 10000);
	ck_assert_int_eq(state.busy, 1);
	ck_assert_int_eq(state.threads, 2);
	ck_assert_int_eq(endless.told, 0);

	workers_cancel(workers, id);
	wait_for(&endless);
	ck_assert_int_eq(endless.status, ERR_UNAVAILABLE);
	workers_state(workers, &state);
	ck_assert_int_eq(state.busy, 0);
	ck_assert_int_eq(state.oldest_ms, 0);
}
END_TEST

START_TEST(test_waiting_work_has_an_end_and_is_cancelled_too)
{
	struct sum endless[2] = { 0 }, waits[WORKERS_WAITING_MAX] = { 0 };
	struct workers_state state;
	uint64_t ids[2];
	struct err err;

	for (int i = 0; i < 2; i++) {
		ids[i] = run(go_on_for_ever, &endless[i]);
		while (!atomic_load(&endless[i].has_begun))
			;
	}
	uint64_t cancelled = run(add_up, &waits[0]);
	for (int i = 1; i < WORKERS_WAITING_MAX; i++)
		(void)run(add_up, &waits[i]);
	ck_assert_int_eq(workers_run(workers, add_up, on_done, NULL, NULL, &err),
	    ERR_UNAVAILABLE);
	ck_assert_str_eq(err.text, "workers: 64 pieces of work wait");
	workers_state(workers, &state);
	ck_assert_int_eq(state.waiting, WORKERS_WAITING_MAX);

	workers_cancel(workers, cancelled);
	workers_cancel(workers, ids[0]);
	wait_for(&waits[0]);
	wait_for(&waits[1]);
	ck_assert_int_eq(waits[0].status, ERR_UNAVAILABLE);
	ck_assert_int_eq(waits[1].status, OK);
	workers_close(&workers); /* before what it works on goes away */
	ck_assert_int_eq(endless[1].told, 1);
}
END_TEST

START_TEST(test_close_ends_and_tells_everything)
{
	struct sum endless[2] = { 0 }, waits = { 0 };

	for (int i = 0; i < 2; i++) {
		(void)run(go_on_for_ever, &endless[i]);
		while (!atomic_load(&endless[i].has_begun))
			;
	}
	(void)run(add_up, &waits);
	workers_close(&workers);
	ck_assert_ptr_null(workers);
	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(endless[i].status, ERR_UNAVAILABLE);
	ck_assert_int_eq(endless[0].told + endless[1].told + waits.told, 3);
	ck_assert_int_eq(waits.status, ERR_UNAVAILABLE);
}
END_TEST

static enum status asked = OK;

static void
ask_for_more(enum status status, void *arg)
{
	struct err err;

	asked = workers_run(workers, add_up, on_done, arg, NULL, &err);
}

START_TEST(test_who_asks_for_more_while_they_close_is_refused)
{
	struct sum sum = { 0 };
	struct err err;

	ck_assert_int_eq(workers_run(workers, add_up, ask_for_more, &sum, NULL, &err),
	    OK);
	workers_close(&workers);
	ck_assert_int_eq(asked, ERR_UNAVAILABLE);
	ck_assert_int_eq(sum.told, 0);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("workers");

	tcase_set_timeout(tests, 30);
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, test_each_work_is_done_and_told_once);
	tcase_add_test(tests, test_the_loop_turns_while_work_runs);
	tcase_add_test(tests, test_waiting_work_has_an_end_and_is_cancelled_too);
	tcase_add_test(tests, test_close_ends_and_tells_everything);
	tcase_add_test(tests, test_who_asks_for_more_while_they_close_is_refused);
	return run_tests("workers", tests);
}
