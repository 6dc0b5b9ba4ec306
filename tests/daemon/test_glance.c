/* Whoever looks never waits long, and the question is asked at its own pace: on a loop
 * whose database is this file. What takes time may take longer on a busy machine. */
#include "glance.h"

#include "clock.h"
#include "run.h"

#include <check.h>
#include <event2/event.h>
#include <string.h>

#define LATE_MS 15000 /* then a test has failed, however busy the machine */
#define SLOW_MS 50

static struct event_base *base;
static struct glance *glance;
static int asked, seen;
static bool is_open, is_busy;
static int64_t seen_age_ms;
static char seen_text[20];

static void
ask(struct glance *of, void *arg)
{
	ck_assert(!is_open);
	is_open = true;
	asked++;
}

static void
tell(const char *words)
{
	CLEANUP(text_done) struct text text = { 0 };

	text_add_bytes(&text, words, strlen(words)); /* a test's */
	is_open = false;
	glance_told(glance, OK, &text);
}

static void
on_seen(const struct text *text, int64_t age_ms, void *arg)
{
	seen++;
	seen_age_ms = age_ms;
	snprintf(seen_text, sizeof seen_text, "%s",
	    text != NULL ? text_string(text) : "nothing");
}

static bool
busy(void *arg)
{
	return is_busy;
}

static void
on_over(evutil_socket_t fd, short what, void *arg)
{
	*(bool *)arg = true;
}

/* The loop runs for so long. */
static void
run_for(int64_t ms)
{
	const struct timeval wait = { ms / 1000, ms % 1000 * 1000 };
	bool is_over = false;
	struct event *over = evtimer_new(base, on_over, &is_over);

	evtimer_add(over, &wait);
	while (!is_over)
		event_base_loop(base, EVLOOP_ONCE);
	event_free(over);
}

/* Until so many were asked or seen. */
static void
run_until(const int *count, int wanted)
{
	int64_t until_ms = clock_now_ms() + LATE_MS;

	for (; *count < wanted; run_for(1))
		ck_assert_int_lt(clock_now_ms(), until_ms);
}

static void
setup(void)
{
	base = event_base_new();
	asked = seen = 0;
	is_open = is_busy = false;
}

static void
teardown(void)
{
	if (is_open)
		tell("the end");
	glance_close(&glance);
	event_base_free(base);
}

static void
open_glance(int64_t every_ms, int64_t fresh_ms)
{
	glance = glance_open(base,
	    &(struct glance_settings){
		.ask = ask,
		.fresh_ms = fresh_ms,
		.patience_ms = SLOW_MS,
		.every_ms = every_ms,
		.is_busy = busy,
	    });
}

START_TEST(test_a_young_answer_is_given_before_the_look_returns)
{
	open_glance(0, LATE_MS);
	glance_refresh(glance);
	tell("one");
	glance_refresh(glance);
	ck_assert(is_open);
	glance_look(glance, on_seen, NULL);
	ck_assert_int_eq(seen, 1);
	ck_assert_str_eq(seen_text, "one");
}
END_TEST

START_TEST(test_an_open_question_is_awaited_with_patience)
{
	open_glance(0, 0);
	glance_look(glance, on_seen, NULL);
	ck_assert_int_eq(seen, 0);
	run_until(&seen, 1);
	ck_assert_str_eq(seen_text, "nothing");
	ck_assert_int_eq(seen_age_ms, -1);
	tell("one");
	glance_look(glance, on_seen, NULL);
	glance_look(glance, on_seen, NULL);
	tell("two");
	ck_assert_int_eq(seen, 3);
	ck_assert_str_eq(seen_text, "two");
	glance_look(glance, on_seen, NULL);
	run_until(&seen, 4);
	ck_assert_str_eq(seen_text, "two");
	ck_assert_int_ge(seen_age_ms, SLOW_MS - 1); /* a timer's rounding */
}
END_TEST

/* Nobody looks. ask() sees that there are never two. */
START_TEST(test_it_is_asked_by_itself)
{
	open_glance(1, 0);
	run_for(SLOW_MS);
	ck_assert_int_eq(asked, 0);
	glance_refresh(glance);
	for (int i = 1; i < 5; i++) {
		run_until(&asked, i);
		run_for(2);
		glance_refresh(glance);
		ck_assert_int_eq(asked, i);
		tell("so");
	}
}
END_TEST

START_TEST(test_a_slow_question_rests_longer)
{
	int64_t told_ms, took_ms = clock_now_ms();

	open_glance(1, 0);
	glance_refresh(glance);
	run_for(SLOW_MS);
	tell("slow");
	told_ms = clock_now_ms();
	took_ms = told_ms - took_ms;
	glance_look(glance, on_seen, NULL); /* old, but nothing else will come */
	ck_assert_int_eq(seen, 1);
	ck_assert_int_eq(asked, 1);
	run_until(&asked, 2);
	ck_assert_int_ge(clock_now_ms() - told_ms, (SLOW_MS - 1) * GLANCE_RESTS - 1);
	tell("slow");
	glance_refresh(glance); /* no rest for what is known to have changed */
	ck_assert_int_eq(asked, 3);
	ck_assert_int_lt(took_ms, GLANCE_REST_MAX_MS);
}
END_TEST

START_TEST(test_others_go_first)
{
	open_glance(1, 0);
	glance_refresh(glance);
	tell("one");
	is_busy = true;
	run_for(SLOW_MS);
	ck_assert_int_eq(asked, 1);
	is_busy = false;
	run_until(&asked, 2);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("glance");

	tcase_set_timeout(tests, 100);
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, test_a_young_answer_is_given_before_the_look_returns);
	tcase_add_test(tests, test_an_open_question_is_awaited_with_patience);
	tcase_add_test(tests, test_it_is_asked_by_itself);
	tcase_add_test(tests, test_a_slow_question_rests_longer);
	tcase_add_test(tests, test_others_go_first);
	return run_tests("glance", tests);
}
