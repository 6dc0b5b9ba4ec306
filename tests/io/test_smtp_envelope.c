#include "smtp_envelope.h"

#include "run.h"

#include <signal.h>
#include <string.h>

#define BODY "Subject: x\r\n\r\nhello\r\n"
#define TEN "1234567890"
#define FIFTY TEN TEN TEN TEN TEN

static struct smtp_envelope envelope;
static struct smtp_offer offer;

static void
setup(void)
{
	envelope = (struct smtp_envelope){
		.id = "0b2c",
		.from = "dinners@hospital.test",
		.to = "ann@clinic.test",
		.bytes = BODY,
		.length = strlen(BODY),
	};
	offer = (struct smtp_offer){ 0 };
}

/* The first made libcurl 7.88.1 deliver the attacker's mail, drop ours and say it went. */
static const char *const hostile[] = {
	"<a@x>\r\nDATA\r\nSubject: forged\r\n\r\nhi\r\n.\r\nNOOP",
	"a@x.test>\r\nRCPT TO:<b@x.test",
	"a@x.test\r\nDATA",
	"a@x.test\nDATA",
	"a@x.test\r",
	"a@x.test\n",
	"a\x01@x.test",
	"a@x\x7F.test",
	"a b@x.test",
	"a\t@x.test",
	"a@x.test> SIZE=1",
	"<a@x.test>",
	"\"a\"@x.test",
	"a(b)@x.test",
	"a,b@x.test",
	"a;b@x.test",
	"a:b@x.test",
	"a\\b@x.test",
	"a@[127.0.0.1]",
	"a@b@x.test",
	"a.x.test",
	"@x.test",
	"a@",
	"",
	"a..b@x.test",
	".a@x.test",
	"a.@x.test",
	"a@x..test",
	"a@.x.test",
	"a@x.test.",
	"a@b\xC3\xBC"
	"cher.test",
	FIFTY TEN "12345@x.test",
	"a@" FIFTY "." FIFTY "." FIFTY "." FIFTY "." FIFTY,
};

START_TEST(test_hostile_address_is_refused)
{
	struct err err;

	envelope.to = hostile[_i];
	ck_assert_msg(smtp_envelope_check(&envelope, &err) == ERR_INVALID, "row %d", _i);
	ck_assert_ptr_null(strstr(err.text, "x.test"));
	setup();
	envelope.from = hostile[_i];
	ck_assert_msg(smtp_envelope_check(&envelope, &err) == ERR_INVALID, "row %d", _i);
}
END_TEST

static const char *const sound[] = {
	"a@x",
	"o'brien+dinner@x-y.test",
	"a.b=c%0d%0a@x.test", /* no escape of ours: these are seven plain characters */
	"zo\xC3\xAB@x.test",
	FIFTY TEN "1234@x.test",
};

START_TEST(test_sound_address_is_taken)
{
	struct err err = { OK, "" };

	envelope.to = sound[_i];
	ck_assert_msg(smtp_envelope_check(&envelope, &err) == OK, "%s", err.text);
}
END_TEST

static const struct {
	const char *bytes;
	size_t length;
	enum status status;
} bodies[] = {
#define BYTES(literal) literal, sizeof(literal) - 1
	{ BYTES("a\r\n"), OK },
	{ BYTES("\r\n"), OK },
	{ BYTES(""), ERR_INVALID },
	{ BYTES("a"), ERR_INVALID },
	{ BYTES("a\n"), ERR_INVALID },
	{ BYTES("a\r\nb\n"), ERR_INVALID },
	{ BYTES("a\r\nb\r"), ERR_INVALID },
	{ BYTES("a\rb\r\n"), ERR_INVALID },
	{ BYTES("a\r\r\n"), ERR_INVALID },
	{ BYTES("a\n.\r\nMAIL FROM:<x@y>\r\n"), ERR_INVALID },
	{ BYTES("a\r.\r\n"), ERR_INVALID },
	{ BYTES("a\0b\r\n"), ERR_INVALID },
	{ BYTES("caf\xC3\xA9\r\n"), ERR_INVALID },
};

START_TEST(test_body_of_whole_seven_bit_lines)
{
	struct err err;

	envelope.bytes = bodies[_i].bytes;
	envelope.length = bodies[_i].length;
	ck_assert_msg(smtp_envelope_check(&envelope, &err) == bodies[_i].status, "row %d",
	    _i);
}
END_TEST

START_TEST(test_line_has_a_limit)
{
	char line[1001];
	struct err err;

	memset(line, 'x', sizeof line);
	memcpy(line + 998, "\r\n", 2);
	envelope.bytes = line;
	envelope.length = 1000;
	ck_assert_int_eq(smtp_envelope_check(&envelope, &err), OK);
	memcpy(line + 998, "x\r\n", 3);
	envelope.length = 1001;
	ck_assert_int_eq(smtp_envelope_check(&envelope, &err), ERR_INVALID);
}
END_TEST

static const struct {
	const char *bytes, *wanted;
} dots[] = {
	{ "a\r\n", "a\r\n.\r\n" },
	{ ".\r\n", "..\r\n.\r\n" },
	{ "..\r\n.a\r\nb.\r\n", "...\r\n..a\r\nb.\r\n.\r\n" },
	{ "a\r\n.\r\n\r\n.\r\nb\r\n", "a\r\n..\r\n\r\n..\r\nb\r\n.\r\n" },
};

START_TEST(test_dots_are_doubled)
{
	CLEANUP(text_done) struct text text = { 0 };

	envelope.bytes = dots[_i].bytes;
	envelope.length = strlen(dots[_i].bytes);
	smtp_envelope_add_body(&text, &envelope);
	ck_assert_str_eq(text_string(&text), dots[_i].wanted);
}
END_TEST

START_TEST(test_words_follow_the_offer)
{
	CLEANUP(text_done) struct text text = { 0 };

	envelope.id = "a+b=c d";
	smtp_envelope_add_mail(&text, &envelope, &offer);
	smtp_envelope_add_rcpt(&text, &envelope, &offer);
	ck_assert_str_eq(text_string(&text),
	    "MAIL FROM:<dinners@hospital.test>\r\nRCPT TO:<ann@clinic.test>\r\n");
	text_clear(&text);
	offer.has_size = offer.has_dsn = true;
	smtp_envelope_add_mail(&text, &envelope, &offer);
	smtp_envelope_add_rcpt(&text, &envelope, &offer);
	ck_assert_str_eq(text_string(&text),
	    "MAIL FROM:<dinners@hospital.test> SIZE=21 RET=HDRS ENVID=a+2Bb+3Dc+20d\r\n"
	    "RCPT TO:<ann@clinic.test> NOTIFY=FAILURE,DELAY "
	    "ORCPT=rfc822;ann@clinic.test\r\n");
}
END_TEST

/* Whoever forgot to check ends here, before a byte of it is on the wire. */
START_TEST(test_unchecked_address_is_not_written)
{
	CLEANUP(text_done) struct text text = { 0 };

	if (_i == 0) {
		envelope.from = "a@x.test>\r\nDATA";
		smtp_envelope_add_mail(&text, &envelope, &offer);
	} else {
		envelope.to = "a@x.test>\r\nDATA";
		smtp_envelope_add_rcpt(&text, &envelope, &offer);
	}
}
END_TEST

START_TEST(test_what_the_relay_cannot_take)
{
	struct err err;

	offer.size_max = (int64_t)envelope.length;
	ck_assert_int_eq(smtp_envelope_suits(&envelope, &offer, &err), OK);
	offer.size_max--;
	ck_assert_int_eq(smtp_envelope_suits(&envelope, &offer, &err), ERR_INVALID);
	ck_assert_str_eq(err.text, "the mail has 21 bytes, the relay takes 20");

	setup();
	envelope.to = "zo\xC3\xAB@x.test";
	ck_assert_int_eq(smtp_envelope_suits(&envelope, &offer, &err), ERR_INVALID);
	offer.has_smtputf8 = true;
	ck_assert_int_eq(smtp_envelope_suits(&envelope, &offer, &err), OK);

	CLEANUP(text_done) struct text text = { 0 };
	smtp_envelope_add_mail(&text, &envelope, &offer);
	ck_assert_str_eq(text_string(&text),
	    "MAIL FROM:<dinners@hospital.test> SMTPUTF8\r\n");
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("smtp_envelope");

	tcase_add_checked_fixture(tests, setup, NULL);
	tcase_add_loop_test(tests, test_hostile_address_is_refused, 0, COUNT_OF(hostile));
	tcase_add_loop_test(tests, test_sound_address_is_taken, 0, COUNT_OF(sound));
	tcase_add_loop_test(tests, test_body_of_whole_seven_bit_lines, 0,
	    COUNT_OF(bodies));
	tcase_add_test(tests, test_line_has_a_limit);
	tcase_add_loop_test(tests, test_dots_are_doubled, 0, COUNT_OF(dots));
	tcase_add_test(tests, test_words_follow_the_offer);
	tcase_add_loop_test_raise_signal(tests, test_unchecked_address_is_not_written,
	    SIGABRT, 0, 2);
	tcase_add_test(tests, test_what_the_relay_cannot_take);
	return run_tests("smtp_envelope", tests);
}
