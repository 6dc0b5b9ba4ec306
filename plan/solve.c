#include "solve.h"

#include "bar.h"
#include "clock.h"
#include "grouping_check.h"

#include <time.h>

#define SAFETY 3          /* times the wished seconds: then a plan is cut off */
#define SAFETY_MS 2000    /* and so much more */
#define PILOT_MS 100      /* of processor, to measure the rate */
#define PILOT_MOVES 20000 /* of the first pilot; each next has four times as many */

struct watch {
	atomic_bool stop;
	int64_t ends_ms; /* on clock_now_ms(); 0: never */
	struct bar bar;
};

static int64_t
processor_us(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now); /* Linux has it */
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void
on_progress(const struct grouping_progress *progress, void *arg)
{
	struct watch *watch = arg;

	bar_show(&watch->bar,
	    &(struct bar_state){
		.done = progress->moves,
		.of = progress->effort,
		.cost = progress->cost,
		.left_out = progress->left_out,
	    });
	if (watch->ends_ms > 0 && clock_now_ms() > watch->ends_ms)
		atomic_store(&watch->stop, true);
}

/* Processor time of one attempt with so many moves. */
static enum status
time_once(const struct grouping_input *input, uint64_t effort, int64_t *ret_us,
    struct err *err)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct grouping_input small = *input;
	struct grouping_plan plan;
	int64_t began = processor_us();
	enum status status;

	small.effort = effort;
	status = grouping_form(&small, NULL, &arena, &plan, err);
	*ret_us = processor_us() - began;
	return status;
}

/* Three digits are enough, and easier to type again. */
static uint64_t
rounded(uint64_t effort)
{
	uint64_t scale = 1;

	while (effort / scale >= 1000)
		scale *= 10;
	return effort / scale * scale;
}

/* Moves that take the wished time, from the rate of ever longer pilots. */
static enum status
measure(const struct grouping_input *input, const struct solve_order *order,
    uint64_t *ret_effort, struct err *err)
{
	int64_t start_us = 0, us = 0, wished_us = order->duration_ms * 1000;
	uint64_t moves = PILOT_MOVES;
	enum status status = time_once(input, 0, &start_us, err);

	for (; status == OK; moves *= 4) {
		status = time_once(input, moves, &us, err);
		if (us - start_us > PILOT_MS * 1000 || us > wished_us / 4)
			break;
	}
	if (status != OK)
		return status;

	double rate = (double)moves / (double)(us > start_us ? us - start_us : 1);
	int64_t left_us = wished_us > start_us ? wished_us - start_us : 0;
	double effort = rate * (double)left_us * order->threads;

	*ret_effort = effort >= (double)GROUPING_EFFORT_MAX ? GROUPING_EFFORT_MAX
							    : rounded((uint64_t)effort);
	return OK;
}

static enum status
choose_effort(struct grouping_input *input, const struct solve_order *order,
    struct err *err)
{
	if (order->duration_ms > 0)
		return measure(input, order, &input->effort, err);
	input->effort = order->has_effort ? order->effort
					  : grouping_effort(input->people_count);
	return OK;
}

enum status
solve_grouping(struct grouping_input *input, const struct solve_order *order,
    struct arena *arena, struct solve_result *ret_result, struct err *err)
{
	struct watch watch = { .ends_ms = 0 };
	struct grouping_options options = { .stop = &watch.stop,
		.progress = on_progress,
		.arg = &watch };
	enum status status;

	input->seed = order->seed;
	status = choose_effort(input, order, err);
	if (status != OK)
		return status;

	int64_t began_us = clock_now_us();

	if (order->duration_ms > 0)
		watch.ends_ms = clock_now_ms() + SAFETY * order->duration_ms + SAFETY_MS;
	bar_start(&watch.bar);
	status = grouping_form(input, &options, arena, &ret_result->plan, err);
	bar_end(&watch.bar);
	if (status != OK)
		return status;
	ret_result->seconds = (double)(clock_now_us() - began_us) / 1e6;
	if (grouping_check_plan(input, &ret_result->plan, err) != OK)
		return err_set(err, ERR_BUG, "the plan breaks a rule: %.180s", err->text);
	return OK;
}
