/* A row is a conversation: what the relay says and our words (smtp_talk.h), and how the
 * mail and the connection end. */
#include "smtp_talk.h"

#include "run.h"

#include <string.h>

/* clang-format off */
static const struct {
	bool has_pipelining;
	const char *heard;         /* and our words */
	const char *written;
	enum smtp_class class;     /* _COUNT: no result */
	enum smtp_phase phase, after;
	int code;
} rows[] = {
	{ true, "", ALL, SMTP_CLASS_COUNT, 0, SMTP_MAIL, 0 },
	{ true, OK_TO_ALL, ALL, SMTP_CLASS_COUNT, 0, SMTP_BEGIN, 0 },
	{ true, OK_TO_ALL "!250 2.0.0 queued as Q1\r\n", ALL SENT, SMTP_ACCEPTED, SMTP_DOT, SMTP_IDLE, 250 },
	{ false, "", MAIL, SMTP_CLASS_COUNT, 0, SMTP_MAIL, 0 },
	{ false, "250 ok\r\n", MAIL RCPT, SMTP_CLASS_COUNT, 0, SMTP_RCPT, 0 },
	{ false, OK_TO_ALL "!250 ok\r\n", ALL SENT, SMTP_ACCEPTED, SMTP_DOT, SMTP_IDLE, 250 },
	{ true, "250 ok\r\n251 elsewhere\r\n354 go\r\n!250 ok\r\n", ALL SENT, SMTP_ACCEPTED, SMTP_DOT, SMTP_IDLE, 250 },

	/* MAIL: the relay's trouble, but for the size */
	{ true, "451 later\r\n", ALL, SMTP_RELAY, SMTP_MAIL, SMTP_RCPT, 451 },
	{ true, "451 later\r\n503 x\r\n503 x\r\n", ALL, SMTP_RELAY, SMTP_MAIL, SMTP_IDLE, 451 },
	{ true, "530 5.7.0 login\r\n503 x\r\n503 x\r\n", ALL, SMTP_RELAY, SMTP_MAIL, SMTP_IDLE, 530 },
	{ true, "552 too big\r\n503 x\r\n503 x\r\n", ALL, SMTP_REFUSED, SMTP_MAIL, SMTP_IDLE, 552 },
	{ true, "554 5.3.4 too big\r\n503 x\r\n503 x\r\n", ALL, SMTP_REFUSED, SMTP_MAIL, SMTP_IDLE, 554 },
	{ true, "554 5.3.2 x\r\n503 x\r\n503 x\r\n", ALL, SMTP_RELAY, SMTP_MAIL, SMTP_IDLE, 554 },
	{ false, "451 later\r\n", MAIL, SMTP_RELAY, SMTP_MAIL, SMTP_IDLE, 451 },
	{ true, "421 bye\r\n", ALL, SMTP_RELAY, SMTP_MAIL, SMTP_OVER, 421 },
	{ true, "354 what\r\n", ALL, SMTP_NOT_SENT, SMTP_MAIL, SMTP_OVER, 0 },
	{ true, "220 what\r\n", ALL, SMTP_NOT_SENT, SMTP_MAIL, SMTP_OVER, 0 },
	{ true, "451 x\r\n250 ok\r\n354 go\r\n", ALL, SMTP_RELAY, SMTP_MAIL, SMTP_OVER, 451 },

	/* RCPT; 354 all the same is answered with the dot alone */
	{ true, "250 ok\r\n451 4.7.1 grey\r\n503 x\r\n", ALL, SMTP_DEFERRED, SMTP_RCPT, SMTP_IDLE, 451 },
	{ true, "250 ok\r\n550 5.1.1 no\r\n554 x\r\n", ALL, SMTP_REFUSED, SMTP_RCPT, SMTP_IDLE, 550 },
	{ true, "250 ok\r\n550 5.1.1 no\r\n354 go\r\n", ALL ".\r\n", SMTP_REFUSED, SMTP_RCPT, SMTP_DOT, 550 },
	{ true, "250 ok\r\n550 5.1.1 no\r\n354 go\r\n|554 x\r\n", ALL ".\r\n", SMTP_REFUSED, SMTP_RCPT, SMTP_IDLE, 550 },
	{ true, "250 ok\r\n550 5.1.1 no\r\n354 go\r\n|250 odd\r\n", ALL ".\r\n", SMTP_REFUSED, SMTP_RCPT, SMTP_IDLE, 550 },
	{ true, "250 ok\r\n550 5.1.1 no\r\n421 x\r\n", ALL, SMTP_REFUSED, SMTP_RCPT, SMTP_OVER, 550 },
	{ true, "250 ok\r\n421 bye\r\n", ALL, SMTP_RELAY, SMTP_RCPT, SMTP_OVER, 421 },
	{ false, "250 ok\r\n550 5.1.1 no\r\n", MAIL RCPT, SMTP_REFUSED, SMTP_RCPT, SMTP_IDLE, 550 },

	/* DATA */
	{ true, "250 ok\r\n250 ok\r\n451 x\r\n", ALL, SMTP_DEFERRED, SMTP_DATA, SMTP_IDLE, 451 },
	{ true, "250 ok\r\n250 ok\r\n554 x\r\n", ALL, SMTP_REFUSED, SMTP_DATA, SMTP_IDLE, 554 },
	{ true, "250 ok\r\n250 ok\r\n421 x\r\n", ALL, SMTP_RELAY, SMTP_DATA, SMTP_OVER, 421 },
	{ true, "250 ok\r\n250 ok\r\n250 what\r\n", ALL, SMTP_NOT_SENT, SMTP_DATA, SMTP_OVER, 0 },

	/* while the begin mark is committed */
	{ true, OK_TO_ALL "421 bye\r\n", ALL, SMTP_RELAY, SMTP_BEGIN, SMTP_OVER, 421 },
	{ true, OK_TO_ALL "250 what\r\n", ALL, SMTP_NOT_SENT, SMTP_BEGIN, SMTP_OVER, 0 },
	{ true, OK_TO_ALL "550 what\r\n", ALL, SMTP_NOT_SENT, SMTP_BEGIN, SMTP_OVER, 0 },

	/* the dot: a reply decides, without one nobody knows */
	{ true, OK_TO_ALL "!452 full\r\n", ALL SENT, SMTP_DEFERRED, SMTP_DOT, SMTP_IDLE, 452 },
	{ true, OK_TO_ALL "!421 4.3.2 bye\r\n", ALL SENT, SMTP_DEFERRED, SMTP_DOT, SMTP_OVER, 421 },
	{ true, OK_TO_ALL "!554 5.7.1 spam\r\n", ALL SENT, SMTP_REFUSED, SMTP_DOT, SMTP_IDLE, 554 },
	{ true, OK_TO_ALL "!354 what\r\n", ALL SENT, SMTP_UNKNOWN, SMTP_DOT, SMTP_OVER, 0 },
	{ true, OK_TO_ALL "!251 what\r\n", ALL SENT, SMTP_UNKNOWN, SMTP_DOT, SMTP_OVER, 0 },
	{ true, OK_TO_ALL "!junk\r\n", ALL SENT, SMTP_UNKNOWN, SMTP_DOT, SMTP_OVER, 0 },
	{ true, OK_TO_ALL "!250-a\r\n550 b\r\n", ALL SENT, SMTP_UNKNOWN, SMTP_DOT, SMTP_OVER, 0 },

	/* lost, or a deadline over */
	{ true, "#", ALL, SMTP_NOT_SENT, SMTP_MAIL, SMTP_OVER, 0 },
	{ true, "250 ok\r\n#", ALL, SMTP_NOT_SENT, SMTP_RCPT, SMTP_OVER, 0 },
	{ true, "250 ok\r\n250 ok\r\n#", ALL, SMTP_NOT_SENT, SMTP_DATA, SMTP_OVER, 0 },
	{ true, OK_TO_ALL "#", ALL, SMTP_NOT_SENT, SMTP_BEGIN, SMTP_OVER, 0 },
	{ true, OK_TO_ALL "!#", ALL SENT, SMTP_UNKNOWN, SMTP_DOT, SMTP_OVER, 0 },
	{ true, OK_TO_ALL "!250 o#", ALL SENT, SMTP_UNKNOWN, SMTP_DOT, SMTP_OVER, 0 },
	{ true, OK_TO_ALL "!250 ok\r\n#", ALL SENT, SMTP_ACCEPTED, SMTP_DOT, SMTP_OVER, 250 },
	{ true, "junk\r\n", ALL, SMTP_NOT_SENT, SMTP_MAIL, SMTP_OVER, 0 },

	/* idle: 421, or anything, ends the connection and no mail */
	{ true, OK_TO_ALL "!250 ok\r\n421 bye\r\n", ALL SENT, SMTP_ACCEPTED, SMTP_DOT, SMTP_OVER, 250 },
	{ true, OK_TO_ALL "!250 ok\r\n250 unasked\r\n", ALL SENT, SMTP_ACCEPTED, SMTP_DOT, SMTP_OVER, 250 },

	/* the next mail; a refused envelope without 354 wants RSET first */
	{ true, OK_TO_ALL "!250 ok\r\n~" OK_TO_ALL, ALL SENT ALL, SMTP_CLASS_COUNT, 0, SMTP_BEGIN, 0 },
	{ true, "250 ok\r\n550 no\r\n503 x\r\n~", ALL "RSET\r\n" ALL, SMTP_CLASS_COUNT, 0, SMTP_RESET, 0 },
	{ true, "250 ok\r\n550 no\r\n503 x\r\n~250 ok\r\n" OK_TO_ALL, ALL "RSET\r\n" ALL, SMTP_CLASS_COUNT, 0, SMTP_BEGIN, 0 },
	{ false, "250 ok\r\n550 no\r\n~", MAIL RCPT "RSET\r\n", SMTP_CLASS_COUNT, 0, SMTP_RESET, 0 },
	{ false, "250 ok\r\n550 no\r\n~250 ok\r\n", MAIL RCPT "RSET\r\n" MAIL, SMTP_CLASS_COUNT, 0, SMTP_MAIL, 0 },
	{ true, "250 ok\r\n550 no\r\n354 go\r\n|554 x\r\n~", ALL ".\r\n" ALL, SMTP_CLASS_COUNT, 0, SMTP_MAIL, 0 },
	{ true, "250 ok\r\n550 no\r\n503 x\r\n~421 bye\r\n", ALL "RSET\r\n" ALL, SMTP_RELAY, SMTP_RESET, SMTP_OVER, 421 },
	{ true, "250 ok\r\n550 no\r\n503 x\r\n~500 what\r\n" OK_TO_ALL, ALL "RSET\r\n" ALL, SMTP_RELAY, SMTP_RESET, SMTP_OVER, 500 },
};
/* clang-format on */

static void
check_row(int row, size_t bit)
{
	struct smtp_talk talk = { 0 };
	bool has_result = rows[row].class != SMTP_CLASS_COUNT;

	smtp_talk_run(&talk, rows[row].has_pipelining, rows[row].heard, bit);
	ck_assert_msg(strcmp(text_string(&talk.written), rows[row].written) == 0,
	    "row %d in bits of %zu wrote %s", row, bit, text_string(&talk.written));
	ck_assert_msg(smtp_dialogue_phase(&talk.dialogue) == rows[row].after,
	    "row %d is then %s", row,
	    smtp_result_phase_name(smtp_dialogue_phase(&talk.dialogue)));
	ck_assert_msg(talk.count == has_result, "row %d has %d results", row, talk.count);
	if (has_result) {
		ck_assert_msg(talk.results[0].class == rows[row].class, "row %d ends %s",
		    row, smtp_result_class_name(talk.results[0].class));
		ck_assert_msg(talk.results[0].phase == rows[row].phase,
		    "row %d ends in %s", row,
		    smtp_result_phase_name(talk.results[0].phase));
		ck_assert_int_eq(talk.results[0].code, rows[row].code);
	}
	smtp_talk_done(&talk);
}

START_TEST(test_conversation_split_anywhere)
{
	static const size_t bits[] = { 1, 2, 3, 7, 1000 };

	for (size_t i = 0; i < COUNT_OF(bits); i++)
		check_row(_i, bits[i]);
}
END_TEST

START_TEST(test_result_carries_the_relays_words)
{
	struct smtp_talk talk = { 0 };

	smtp_talk_run(&talk, true,
	    OK_TO_ALL "!250-2.0.0 fine\r\n250 2.0.0 Ok: queued as 4Xy\r\n", 1000);
	ck_assert_str_eq(talk.results[0].enhanced, "2.0.0");
	ck_assert_str_eq(talk.results[0].words, "2.0.0 fine 2.0.0 Ok: queued as 4Xy");
	ck_assert_str_eq(talk.results[0].queue_id, "4Xy");
	smtp_talk_done(&talk);
}
END_TEST

/* The relay refuses in the middle of the body, which has not left yet: an answer. */
START_TEST(test_refusal_inside_the_body)
{
	static const struct {
		const char *reply;
		enum smtp_class class;
	} replies[] = { { "550 5.7.1 no\r\n", SMTP_REFUSED },
		{ "450 no\r\n", SMTP_DEFERRED }, { "421 bye\r\n", SMTP_DEFERRED },
		{ "250 what\r\n", SMTP_UNKNOWN } };

	for (size_t i = 0; i < COUNT_OF(replies); i++) {
		struct smtp_talk talk = { 0 };

		smtp_talk_run(&talk, true, OK_TO_ALL, 1000);
		smtp_dialogue_begin(&talk.dialogue);
		smtp_dialogue_sent(&talk.dialogue, 5);
		ck_assert_int_eq(smtp_dialogue_phase(&talk.dialogue), SMTP_BODY);
		smtp_talk_hear(&talk, replies[i].reply, strlen(replies[i].reply));
		ck_assert_int_eq(talk.count, 1);
		ck_assert_int_eq(talk.results[0].class, replies[i].class);
		ck_assert_int_eq(talk.results[0].phase, SMTP_BODY);
		ck_assert_int_eq(smtp_dialogue_phase(&talk.dialogue), SMTP_OVER);
		smtp_talk_done(&talk);
	}
}
END_TEST

START_TEST(test_envelope_is_one_flight)
{
	struct smtp_talk talk = { 0 };
	const char *bytes;
	size_t length;

	smtp_dialogue_init(&talk.dialogue,
	    &(struct smtp_offer){ .has_pipelining = true });
	smtp_dialogue_mail(&talk.dialogue, &smtp_talk_first);
	ck_assert(smtp_dialogue_output(&talk.dialogue, &bytes, &length));
	ck_assert_uint_eq(length, strlen(ALL));
	smtp_dialogue_done(&talk.dialogue);
}
END_TEST

/* TLS repeats a send from the same bytes: they neither move nor change meanwhile. */
START_TEST(test_flight_stays_where_it_is)
{
	struct smtp_talk talk = { 0 };
	const char *before, *after;
	size_t length;

	smtp_talk_run(&talk, false, "250 ok\r\n250 ok\r\n", 1000);
	smtp_dialogue_done(&talk.dialogue);
	smtp_dialogue_init(&talk.dialogue, &(struct smtp_offer){ 0 });
	smtp_dialogue_mail(&talk.dialogue, &smtp_talk_first);
	ck_assert(smtp_dialogue_output(&talk.dialogue, &before, &length));
	smtp_dialogue_sent(&talk.dialogue, 3);
	smtp_talk_hear(&talk, "250 early\r\n", 11);
	ck_assert(smtp_dialogue_output(&talk.dialogue, &after, &length));
	ck_assert_ptr_eq(after, before + 3);
	ck_assert_uint_eq(length, strlen(MAIL) - 3);
	text_clear(&talk.written);
	smtp_talk_write(&talk, 1000);
	ck_assert_str_eq(text_string(&talk.written), "L FROM:<d@h.test>\r\n" RCPT);
	smtp_talk_done(&talk);
}
END_TEST

START_TEST(test_quit)
{
	struct smtp_talk talk = { 0 };

	smtp_talk_run(&talk, true, OK_TO_ALL "!250 ok\r\n", 1000);
	smtp_dialogue_quit(&talk.dialogue);
	smtp_talk_write(&talk, 1);
	ck_assert_str_eq(text_string(&talk.written), ALL SENT "QUIT\r\n");
	ck_assert_int_eq(smtp_dialogue_phase(&talk.dialogue), SMTP_QUIT);
	smtp_talk_hear(&talk, "221 bye\r\n", 9);
	ck_assert_int_eq(smtp_dialogue_phase(&talk.dialogue), SMTP_OVER);
	ck_assert_int_eq(talk.count, 1);
	smtp_talk_done(&talk);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("smtp_dialogue");

	tcase_add_loop_test(tests, test_conversation_split_anywhere, 0, COUNT_OF(rows));
	tcase_add_test(tests, test_result_carries_the_relays_words);
	tcase_add_test(tests, test_refusal_inside_the_body);
	tcase_add_test(tests, test_envelope_is_one_flight);
	tcase_add_test(tests, test_flight_stays_where_it_is);
	tcase_add_test(tests, test_quit);
	return run_tests("smtp_dialogue", tests);
}
