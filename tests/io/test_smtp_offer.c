#include "smtp_offer.h"

#include "run.h"

#include <string.h>

static struct smtp_offer offer;

static void
setup(void)
{
	offer = (struct smtp_offer){ 0 };
}

static void
hear(const char *line)
{
	smtp_offer_read(&offer, line, strlen(line));
}

START_TEST(test_offers_are_read_whatever_their_case)
{
	hear("220 mx ESMTP PIPELINING\r\n");
	hear("250-mx.test DSN\r\n");
	hear("250-pipelining\r\n");
	hear("250-Size 1048576\r\n");
	hear("250-AUTH=LOGIN PLAIN\r\n");
	hear("250-SMTPUTF8X\r\n");
	hear("250 \r\n");
	ck_assert(offer.has_pipelining);
	ck_assert(offer.has_size);
	ck_assert_int_eq(offer.size_max, 1048576);
	ck_assert(offer.has_auth);
	ck_assert(!offer.has_smtputf8);
	ck_assert(!offer.has_dsn); /* that was the relay's name */
	ck_assert(!offer.is_authenticated);
}
END_TEST

/* What an attacker offers in the clear does not survive STARTTLS. */
START_TEST(test_second_ehlo_starts_afresh)
{
	hear("220 mx\r\n");
	hear("250-mx\r\n");
	hear("250-AUTH PLAIN\r\n");
	hear("250-SIZE 1\r\n");
	hear("250 PIPELINING\r\n");
	hear("220 go ahead\r\n");
	hear("250-mx\r\n");
	hear("250 DSN\r\n");
	ck_assert(offer.has_dsn);
	ck_assert(!offer.has_auth);
	ck_assert(!offer.has_pipelining);
	ck_assert_int_eq(offer.size_max, 0);
}
END_TEST

START_TEST(test_login_is_seen_and_keeps_the_offers)
{
	hear("220 mx\r\n");
	hear("250-mx\r\n");
	hear("250 DSN\r\n");
	hear("334 \r\n");
	hear("235 2.7.0 welcome\r\n");
	ck_assert(offer.is_authenticated);
	ck_assert(offer.has_dsn);
}
END_TEST

START_TEST(test_helo_gives_none)
{
	hear("220 mx\r\n");
	hear("502 what?\r\n");
	hear("250 PIPELINING\r\n");
	ck_assert(!offer.has_pipelining);
}
END_TEST

static const struct {
	const char *line;
	int64_t size_max;
} sizes[] = {
	{ "250 SIZE\r\n", 0 },
	{ "250 SIZE 0\r\n", 0 },
	{ "250 SIZE 12\n", 12 },
	{ "250 SIZE 12x\r\n", 0 },
	{ "250 SIZE -1\r\n", 0 },
	{ "250 SIZE 99999999999999999999999\r\n", 0 },
	{ "250 SIZE ", 0 },
	{ "250 S", 0 },
	{ "25", 0 },
};

START_TEST(test_size)
{
	hear("220 mx\r\n");
	hear("250-mx\r\n");
	hear(sizes[_i].line);
	ck_assert_int_eq(offer.size_max, sizes[_i].size_max);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("smtp_offer");

	tcase_add_checked_fixture(tests, setup, NULL);
	tcase_add_test(tests, test_offers_are_read_whatever_their_case);
	tcase_add_test(tests, test_second_ehlo_starts_afresh);
	tcase_add_test(tests, test_login_is_seen_and_keeps_the_offers);
	tcase_add_test(tests, test_helo_gives_none);
	tcase_add_loop_test(tests, test_size, 0, COUNT_OF(sizes));
	return run_tests("smtp_offer", tests);
}
