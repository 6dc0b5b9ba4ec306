#include "journal.h"

#include "run.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int reader, kept_stderr;

static void
setup(void)
{
	int ends[2];

	ck_assert_int_eq(pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0);
	kept_stderr = dup(STDERR_FILENO);
	dup2(ends[1], STDERR_FILENO);
	close(ends[1]);
	reader = ends[0];
	unsetenv("JOURNAL_STREAM");
	journal_open(JOURNAL_INFO, 1000);
}

static void
teardown(void)
{
	dup2(kept_stderr, STDERR_FILENO);
	close(kept_stderr);
	close(reader);
}

static const char *
written(void)
{
	static char text[100000];
	ssize_t length = read(reader, text, sizeof text - 1);

	text[length > 0 ? length : 0] = '\0';
	return text;
}

START_TEST(test_level_text_and_fields_in_one_line)
{
	struct journal_line line = {
		.level = JOURNAL_ERROR,
		.message_id = "0123456789abcdef0123456789abcdef",
		.round = "winter-27/1",
		.seat = "s1",
		.actor = "ada",
	};

	journal_write(&line, "no %s\r\nCONVENE_ACTOR=root", "venue");
	ck_assert_str_eq(written(),
	    "<3>no venue\\x0D\\x0ACONVENE_ACTOR=root "
	    "MESSAGE_ID=0123456789abcdef0123456789abcdef CONVENE_ROUND=winter-27/1 "
	    "CONVENE_SEAT=s1 CONVENE_ACTOR=ada\n");
}
END_TEST

START_TEST(test_lower_levels_are_silent)
{
	journal_open(JOURNAL_WARNING, 10);
	journal_write(&(struct journal_line){ .level = JOURNAL_NOTICE }, "no");
	journal_write(&(struct journal_line){ .level = JOURNAL_WARNING }, "yes");
	ck_assert_str_eq(written(), "<4>yes\n");
	ck_assert_uint_eq(journal_dropped(), 0);
}
END_TEST

START_TEST(test_long_line_is_cut)
{
	char text[5000];

	memset(text, 'x', sizeof text);
	journal_write(&(struct journal_line){ .level = JOURNAL_INFO }, "%.*s",
	    (int)sizeof text, text);
	ck_assert_uint_lt(strlen(written()), 2100);
	ck_assert_uint_eq(journal_dropped(), 0);
}
END_TEST

static int
count_lines(const char *text)
{
	int count = 0;

	for (; *text != '\0'; text++)
		count += *text == '\n';
	return count;
}

/* A second may end in the middle: twice the limit and a word about it at the most. */
START_TEST(test_a_flood_is_bounded_and_counted)
{
	journal_open(JOURNAL_INFO, 5);
	for (int i = 0; i < 500; i++)
		journal_write(&(struct journal_line){ .level = JOURNAL_INFO }, "%d", i);
	ck_assert_uint_ge(journal_dropped(), 490);
	journal_close();

	const char *text = written();
	ck_assert_int_le(count_lines(text), 12);
	ck_assert_ptr_nonnull(strstr(text, "lines were dropped here\n"));
}
END_TEST

/* Nobody reads: lines are dropped, the loop goes on, and says so when somebody does. */
START_TEST(test_nobody_reads)
{
	char text[1000];

	fcntl(STDERR_FILENO, F_SETFL, 0); /* would block */
	memset(text, 'x', sizeof text);
	for (int i = 0; i < 500; i++)
		journal_write(&(struct journal_line){ .level = JOURNAL_INFO }, "%.*s",
		    (int)sizeof text, text);
	ck_assert_uint_gt(journal_dropped(), 100);
	(void)written();
	journal_close();
	ck_assert_ptr_nonnull(strstr(written(), "lines were dropped here\n"));
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("journal");

	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, test_level_text_and_fields_in_one_line);
	tcase_add_test(tests, test_lower_levels_are_silent);
	tcase_add_test(tests, test_long_line_is_cut);
	tcase_add_test(tests, test_a_flood_is_bounded_and_counted);
	tcase_add_test(tests, test_nobody_reads);
	return run_tests("journal", tests);
}
