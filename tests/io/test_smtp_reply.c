#include "smtp_reply.h"

#include "text.h"

#include "run.h"

#include <string.h>

static struct smtp_reply_reader reader;

static void
setup(void)
{
	memset(&reader, 0, sizeof reader);
}

static enum smtp_reading
read_in_bits(const char *bytes, size_t bit)
{
	enum smtp_reading reading = SMTP_READ_MORE;
	size_t length = strlen(bytes);

	for (size_t at = 0; at < length && reading == SMTP_READ_MORE; at += bit) {
		const char *from = bytes + at;
		size_t left = length - at < bit ? length - at : bit;

		reading = smtp_reply_read(&reader, &from, &left);
	}
	return reading;
}

/* clang-format off */
static const struct {
	const char *bytes;
	enum smtp_reading reading;
	int code;
	const char *enhanced, *words;
} cases[] = {
	{ "250 ok\r\n", SMTP_READ_WHOLE, 250, "", "ok" },
	{ "250\r\n", SMTP_READ_WHOLE, 250, "", "" },
	{ "250 \r\n", SMTP_READ_WHOLE, 250, "", "" },
	{ "354 go\n", SMTP_READ_WHOLE, 354, "", "go" },
	{ "250-one\r\n250-two\r\n250 three\r\n", SMTP_READ_WHOLE, 250, "", "one two three" },
	{ "550-5.1.1 no\r\n550 5.1.1 such\r\n", SMTP_READ_WHOLE, 550, "5.1.1", "5.1.1 no 5.1.1 such" },
	{ "550 5.123.456 x\r\n", SMTP_READ_WHOLE, 550, "5.123.456", "5.123.456 x" },
	{ "550 5.1234.5 x\r\n", SMTP_READ_WHOLE, 550, "", "5.1234.5 x" },
	{ "550 4.1.1 another class\r\n", SMTP_READ_WHOLE, 550, "", "4.1.1 another class" },
	{ "550 5.1. x\r\n", SMTP_READ_WHOLE, 550, "", "5.1. x" },
	{ "550 5.1.1\r\n", SMTP_READ_WHOLE, 550, "5.1.1", "5.1.1" },
	{ "451 caf\xC3\xA9 \x1B[31m\r\n", SMTP_READ_WHOLE, 451, "", "caf?? ?[31m" },
	{ "250-one\r\n", SMTP_READ_MORE, 0, NULL, NULL },
	{ "250 ok", SMTP_READ_MORE, 0, NULL, NULL },
	{ "250-one\r\n251 two\r\n", SMTP_READ_JUNK, 0, NULL, NULL },
	{ "\r\n", SMTP_READ_JUNK, 0, NULL, NULL },
	{ "25\r\n", SMTP_READ_JUNK, 0, NULL, NULL },
	{ "2500 ok\r\n", SMTP_READ_JUNK, 0, NULL, NULL },
	{ "650 ok\r\n", SMTP_READ_JUNK, 0, NULL, NULL },
	{ "150 ok\r\n", SMTP_READ_JUNK, 0, NULL, NULL },
	{ "hello\r\n", SMTP_READ_JUNK, 0, NULL, NULL },
};
/* clang-format on */

START_TEST(test_reply_split_anywhere)
{
	for (size_t bit = 1; bit <= strlen(cases[_i].bytes); bit++) {
		setup();
		ck_assert_msg(read_in_bits(cases[_i].bytes, bit) == cases[_i].reading,
		    "row %d in bits of %zu", _i, bit);
		if (cases[_i].reading != SMTP_READ_WHOLE)
			continue;
		ck_assert_int_eq(reader.reply.code, cases[_i].code);
		ck_assert_str_eq(reader.reply.enhanced, cases[_i].enhanced);
		ck_assert_str_eq(reader.reply.words, cases[_i].words);
	}
}
END_TEST

START_TEST(test_one_reply_after_another)
{
	const char *bytes = "250-a\r\n250 b\r\n354 c\r\n";
	size_t left = strlen(bytes);

	ck_assert_int_eq(smtp_reply_read(&reader, &bytes, &left), SMTP_READ_WHOLE);
	ck_assert_str_eq(reader.reply.words, "a b");
	ck_assert_uint_eq(left, strlen("354 c\r\n"));
	ck_assert_int_eq(smtp_reply_read(&reader, &bytes, &left), SMTP_READ_WHOLE);
	ck_assert_int_eq(reader.reply.code, 354);
	ck_assert_str_eq(reader.reply.words, "c");
	ck_assert_uint_eq(left, 0);
}
END_TEST

static enum smtp_reading
read_line_of(size_t length)
{
	CLEANUP(text_done) struct text text = { 0 };

	setup();
	text_add(&text, "250 ");
	while (text.length < length)
		text_add(&text, "x");
	text_add(&text, "\n");
	return read_in_bits(text_string(&text), 1000);
}

START_TEST(test_line_has_a_limit)
{
	ck_assert_int_eq(read_line_of(SMTP_LINE_MAX), SMTP_READ_WHOLE);
	ck_assert_uint_eq(strlen(reader.reply.words), SMTP_WORDS_MAX);
	ck_assert_int_eq(read_line_of(SMTP_LINE_MAX + 1), SMTP_READ_JUNK);
}
END_TEST

static enum smtp_reading
read_lines(int count)
{
	CLEANUP(text_done) struct text text = { 0 };

	setup();
	for (int i = 1; i < count; i++)
		text_add(&text, "250-some more words\r\n");
	text_add(&text, "250 end\r\n");
	return read_in_bits(text_string(&text), 7);
}

START_TEST(test_lines_have_a_limit)
{
	ck_assert_int_eq(read_lines(SMTP_LINES_MAX), SMTP_READ_WHOLE);
	ck_assert_uint_eq(strlen(reader.reply.words), SMTP_WORDS_MAX);
	ck_assert_int_eq(read_lines(SMTP_LINES_MAX + 1), SMTP_READ_JUNK);
}
END_TEST

static const struct {
	const char *words, *id;
} ids[] = {
	{ "2.0.0 Ok: queued as 4XyZ12abc", "4XyZ12abc" },
	{ "2.0.0 41KA0x9F012345 Message accepted for delivery", "41KA0x9F012345" },
	{ "OK id=1rXabc-0000aB-2c", "1rXabc-0000aB-2c" },
	{ "2.6.0 <a@b> [InternalId=123, Hostname=x] Queued mail for delivery", "123" },
	{ "2.0.0 Ok", "" },
	{ "", "" },
};

START_TEST(test_queue_id)
{
	struct smtp_reply reply = { .code = 250 };
	char id[SMTP_QUEUE_ID_MAX + 1];

	memcpy(reply.words, ids[_i].words, strlen(ids[_i].words));
	smtp_reply_queue_id(&reply, id);
	ck_assert_str_eq(id, ids[_i].id);
}
END_TEST

START_TEST(test_queue_id_is_cut)
{
	struct smtp_reply reply = { .code = 250, .words = "queued as " };
	char id[SMTP_QUEUE_ID_MAX + 1];

	memset(reply.words + 10, 'x', 300);
	smtp_reply_queue_id(&reply, id);
	ck_assert_uint_eq(strlen(id), SMTP_QUEUE_ID_MAX);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("smtp_reply");

	tcase_add_checked_fixture(tests, setup, NULL);
	tcase_add_loop_test(tests, test_reply_split_anywhere, 0, COUNT_OF(cases));
	tcase_add_test(tests, test_one_reply_after_another);
	tcase_add_test(tests, test_line_has_a_limit);
	tcase_add_test(tests, test_lines_have_a_limit);
	tcase_add_loop_test(tests, test_queue_id, 0, COUNT_OF(ids));
	tcase_add_test(tests, test_queue_id_is_cut);
	return run_tests("smtp_reply", tests);
}
