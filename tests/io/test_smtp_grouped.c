/* The body of a mail and the envelope of the next in one flight: whatever the relay says
 * to which of the two, and wherever it is cut, each ends as it would have alone. */
#include "smtp_talk.h"

#include "run.h"

#include <string.h>

#define BOTH OK_TO_ALL "+!"
#define TWO ALL SENT ALL_2
#define NONE                           \
	{                              \
		SMTP_CLASS_COUNT, 0, 0 \
	}

/* clang-format off */
static const struct {
	const char *heard;         /* and our words: smtp_talk.h */
	const char *written;
	struct {
		enum smtp_class class; /* _COUNT: no result */
		enum smtp_phase phase;
		int code;
	} ends[2];
	enum smtp_phase after;
} rows[] = {
	/* the way it goes */
	{ OK_TO_ALL "+", ALL, { NONE, NONE }, SMTP_BEGIN },
	{ BOTH, TWO, { NONE, NONE }, SMTP_DOT },
	{ BOTH "250 ok\r\n", TWO, { { SMTP_ACCEPTED, SMTP_DOT, 250 }, NONE }, SMTP_MAIL },
	{ BOTH "250 ok\r\n" OK_TO_ALL, TWO, { { SMTP_ACCEPTED, SMTP_DOT, 250 }, NONE }, SMTP_BEGIN },
	{ BOTH "250 ok\r\n" OK_TO_ALL "!250 ok\r\n", TWO SENT_2, { { SMTP_ACCEPTED, SMTP_DOT, 250 }, { SMTP_ACCEPTED, SMTP_DOT, 250 } }, SMTP_IDLE },
	{ OK_TO_ALL "!+250 ok\r\n" OK_TO_ALL "!250 ok\r\n", TWO SENT_2, { { SMTP_ACCEPTED, SMTP_DOT, 250 }, { SMTP_ACCEPTED, SMTP_DOT, 250 } }, SMTP_IDLE },

	/* the dot's answer is the first mail's alone */
	{ BOTH "452 full\r\n" OK_TO_ALL "!250 ok\r\n", TWO SENT_2, { { SMTP_DEFERRED, SMTP_DOT, 452 }, { SMTP_ACCEPTED, SMTP_DOT, 250 } }, SMTP_IDLE },
	{ BOTH "554 5.7.1 spam\r\n" OK_TO_ALL, TWO, { { SMTP_REFUSED, SMTP_DOT, 554 }, NONE }, SMTP_BEGIN },

	/* the envelope's answers are the second's */
	{ BOTH "250 ok\r\n451 later\r\n503 x\r\n503 x\r\n", TWO, { { SMTP_ACCEPTED, SMTP_DOT, 250 }, { SMTP_RELAY, SMTP_MAIL, 451 } }, SMTP_IDLE },
	{ BOTH "250 ok\r\n552 5.3.4 big\r\n503 x\r\n503 x\r\n", TWO, { { SMTP_ACCEPTED, SMTP_DOT, 250 }, { SMTP_REFUSED, SMTP_MAIL, 552 } }, SMTP_IDLE },
	{ BOTH "250 ok\r\n250 ok\r\n550 5.1.1 no\r\n503 x\r\n", TWO, { { SMTP_ACCEPTED, SMTP_DOT, 250 }, { SMTP_REFUSED, SMTP_RCPT, 550 } }, SMTP_IDLE },
	{ BOTH "250 ok\r\n250 ok\r\n550 5.1.1 no\r\n354 go\r\n|554 x\r\n", TWO ".\r\n", { { SMTP_ACCEPTED, SMTP_DOT, 250 }, { SMTP_REFUSED, SMTP_RCPT, 550 } }, SMTP_IDLE },
	{ BOTH "250 ok\r\n451 x\r\n250 ok\r\n354 go\r\n", TWO, { { SMTP_ACCEPTED, SMTP_DOT, 250 }, { SMTP_RELAY, SMTP_MAIL, 451 } }, SMTP_OVER },
	{ BOTH "250 ok\r\n250 ok\r\n250 ok\r\n451 x\r\n", TWO, { { SMTP_ACCEPTED, SMTP_DOT, 250 }, { SMTP_DEFERRED, SMTP_DATA, 451 } }, SMTP_IDLE },
	{ BOTH "250 ok\r\n421 bye\r\n", TWO, { { SMTP_ACCEPTED, SMTP_DOT, 250 }, { SMTP_RELAY, SMTP_MAIL, 421 } }, SMTP_OVER },

	/* an end of the connection is the end of both */
	{ BOTH "421 bye\r\n", TWO, { { SMTP_DEFERRED, SMTP_DOT, 421 }, { SMTP_NOT_SENT, SMTP_MAIL, 0 } }, SMTP_OVER },
	{ BOTH "354 what\r\n", TWO, { { SMTP_UNKNOWN, SMTP_DOT, 0 }, { SMTP_NOT_SENT, SMTP_MAIL, 0 } }, SMTP_OVER },
	{ BOTH "junk\r\n", TWO, { { SMTP_UNKNOWN, SMTP_DOT, 0 }, { SMTP_NOT_SENT, SMTP_MAIL, 0 } }, SMTP_OVER },
	{ BOTH "#", TWO, { { SMTP_UNKNOWN, SMTP_DOT, 0 }, { SMTP_NOT_SENT, SMTP_MAIL, 0 } }, SMTP_OVER },
	{ BOTH "250 o#", TWO, { { SMTP_UNKNOWN, SMTP_DOT, 0 }, { SMTP_NOT_SENT, SMTP_MAIL, 0 } }, SMTP_OVER },
	{ BOTH "250 ok\r\n#", TWO, { { SMTP_ACCEPTED, SMTP_DOT, 250 }, { SMTP_NOT_SENT, SMTP_MAIL, 0 } }, SMTP_OVER },
	{ BOTH "250 ok\r\n250 ok\r\n#", TWO, { { SMTP_ACCEPTED, SMTP_DOT, 250 }, { SMTP_NOT_SENT, SMTP_RCPT, 0 } }, SMTP_OVER },
	{ BOTH "250 ok\r\n" OK_TO_ALL "#", TWO, { { SMTP_ACCEPTED, SMTP_DOT, 250 }, { SMTP_NOT_SENT, SMTP_BEGIN, 0 } }, SMTP_OVER },
	{ BOTH "250 ok\r\n" OK_TO_ALL "!#", TWO SENT_2, { { SMTP_ACCEPTED, SMTP_DOT, 250 }, { SMTP_UNKNOWN, SMTP_DOT, 0 } }, SMTP_OVER },

	/* before the body has begun, none of the two has */
	{ OK_TO_ALL "+#", ALL, { { SMTP_NOT_SENT, SMTP_BEGIN, 0 }, { SMTP_NOT_SENT, SMTP_MAIL, 0 } }, SMTP_OVER },
	{ OK_TO_ALL "+421 bye\r\n", ALL, { { SMTP_RELAY, SMTP_BEGIN, 421 }, { SMTP_NOT_SENT, SMTP_MAIL, 0 } }, SMTP_OVER },

	/* RSET leads after a refused one, also when that came second */
	{ BOTH "250 ok\r\n250 ok\r\n550 no\r\n503 x\r\n~250 ok\r\n" OK_TO_ALL "+!250 ok\r\n", TWO "RSET\r\n" ALL SENT ALL_2, { { SMTP_ACCEPTED, SMTP_DOT, 250 }, NONE }, SMTP_MAIL },
};
/* clang-format on */

static void
check_row(int row, size_t bit)
{
	struct smtp_talk talk = { 0 };
	int wanted = 0;

	smtp_talk_run(&talk, true, rows[row].heard, bit);
	ck_assert_msg(strcmp(text_string(&talk.written), rows[row].written) == 0,
	    "row %d in bits of %zu wrote %s", row, bit, text_string(&talk.written));
	ck_assert_msg(smtp_dialogue_phase(&talk.dialogue) == rows[row].after,
	    "row %d is then %s", row,
	    smtp_result_phase_name(smtp_dialogue_phase(&talk.dialogue)));
	for (int i = 0; i < 2 && rows[row].ends[i].class != SMTP_CLASS_COUNT; i++) {
		const struct smtp_result *result = &talk.results[i];

		ck_assert_msg(i < talk.count, "row %d tells of %d", row, talk.count);
		ck_assert_msg(result->class == rows[row].ends[i].class,
		    "row %d, mail %d ends %s", row, i,
		    smtp_result_class_name(result->class));
		ck_assert_msg(result->phase == rows[row].ends[i].phase,
		    "row %d, mail %d ends in %s", row, i,
		    smtp_result_phase_name(result->phase));
		ck_assert_int_eq(result->code, rows[row].ends[i].code);
		wanted++;
	}
	ck_assert_msg(talk.count == wanted, "row %d has %d results", row, talk.count);
	smtp_talk_done(&talk);
}

START_TEST(test_two_mails_split_anywhere)
{
	static const size_t bits[] = { 1, 2, 3, 7, 1000 };

	for (size_t i = 0; i < COUNT_OF(bits); i++)
		check_row(_i, bits[i]);
}
END_TEST

static void
begin_both(struct smtp_talk *talk)
{
	smtp_talk_run(talk, true, OK_TO_ALL "+", 1000);
	text_clear(&talk->written);
	smtp_dialogue_begin(&talk->dialogue);
}

START_TEST(test_body_and_next_envelope_are_one_flight)
{
	struct smtp_talk talk = { 0 };
	const char *bytes;
	size_t length;

	begin_both(&talk);
	ck_assert(smtp_dialogue_output(&talk.dialogue, &bytes, &length));
	ck_assert_uint_eq(length, strlen(SENT ALL_2));
	smtp_talk_done(&talk);
}
END_TEST

/* A reply before the dot has left is a refusal of the body, one after it is the dot's,
 * though the envelope behind it is still here. */
START_TEST(test_body_ends_within_the_flight)
{
	for (size_t gone = 1; gone <= strlen(SENT ALL_2); gone++) {
		bool is_body = gone < strlen(SENT);
		struct smtp_talk talk = { 0 };

		begin_both(&talk);
		smtp_dialogue_sent(&talk.dialogue, gone);
		ck_assert_int_eq(smtp_dialogue_phase(&talk.dialogue),
		    is_body ? SMTP_BODY : SMTP_DOT);
		smtp_talk_hear(&talk, "550 no\r\n", 8);
		ck_assert_int_eq(talk.results[0].class, SMTP_REFUSED);
		ck_assert_int_eq(talk.count, is_body ? 2 : 1);
		ck_assert_int_eq(smtp_dialogue_phase(&talk.dialogue),
		    is_body ? SMTP_OVER : SMTP_MAIL);
		if (is_body)
			ck_assert_int_eq(talk.results[1].class, SMTP_NOT_SENT);
		smtp_talk_done(&talk);
	}
}
END_TEST

/* TLS repeats a send from the same bytes: what comes behind moves nothing. */
START_TEST(test_body_under_way_stays_where_it_is)
{
	struct smtp_talk talk = { 0 };
	const char *before, *after;
	size_t length;

	smtp_talk_run(&talk, true, OK_TO_ALL, 1000);
	text_clear(&talk.written);
	smtp_dialogue_begin(&talk.dialogue);
	ck_assert(smtp_dialogue_output(&talk.dialogue, &before, &length));
	smtp_dialogue_sent(&talk.dialogue, 3);
	smtp_dialogue_mail(&talk.dialogue, &smtp_talk_second);
	ck_assert(smtp_dialogue_output(&talk.dialogue, &after, &length));
	ck_assert_ptr_eq(after, before + 3);
	ck_assert_uint_eq(length, strlen(SENT) - 3);
	smtp_talk_write(&talk, 1000);
	ck_assert_str_eq(text_string(&talk.written), &(SENT ALL_2)[3]);
	smtp_talk_done(&talk);
}
END_TEST

START_TEST(test_only_pipelining_takes_the_next)
{
	struct smtp_talk talk = { 0 };

	smtp_talk_run(&talk, false, OK_TO_ALL "!", 1000);
	ck_assert(!smtp_dialogue_takes_next(&talk.dialogue));
	smtp_talk_done(&talk);
	talk = (struct smtp_talk){ 0 };
	smtp_talk_run(&talk, true, "250 ok\r\n550 no\r\n354 go\r\n", 1000);
	ck_assert_int_eq(smtp_dialogue_phase(&talk.dialogue), SMTP_DOT);
	ck_assert(!smtp_dialogue_takes_next(&talk.dialogue)); /* the dot alone */
	smtp_talk_done(&talk);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("smtp_grouped");

	tcase_add_loop_test(tests, test_two_mails_split_anywhere, 0, COUNT_OF(rows));
	tcase_add_test(tests, test_body_and_next_envelope_are_one_flight);
	tcase_add_test(tests, test_body_ends_within_the_flight);
	tcase_add_test(tests, test_body_under_way_stays_where_it_is);
	tcase_add_test(tests, test_only_pipelining_takes_the_next);
	return run_tests("smtp_grouped", tests);
}
