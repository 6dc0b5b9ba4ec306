#include "domain.h"

#include "run.h"

#include <stdlib.h>
#include <string.h>

static const struct {
	const char *address, *wanted;
} good[] = {
	{ "ann@clinic.example", "ann@clinic.example" },
	{ "Ann@Clinic.Example", "Ann@Clinic.Example" },
	{ "a_b@under_score.example", "a_b@under_score.example" },
	{ "ann@bücher.example", "ann@xn--bcher-kva.example" },
	{ "ann@BÜCHER.example", "ann@xn--bcher-kva.example" },
	/* decomposed: u and a diaeresis */
	{ "ann@bu\xCC\x88"
	  "cher.example",
	    "ann@xn--bcher-kva.example" },
	{ "ann@straße.example", "ann@xn--strae-oqa.example" },
	{ "ann@例え.テスト", "ann@xn--r8jz45g.xn--zckzah" },
	{ "ann@xn--bcher-kva.example", "ann@xn--bcher-kva.example" },
	/* wide letters and an ideographic full stop are what they look like */
	{ "ann@ｃｌｉｎｉｃ。example", "ann@clinic.example" },
};

START_TEST(test_domain_is_written_in_ascii)
{
	CLEANUP(text_done) struct text out = { 0 };
	struct err err = { OK, "" };

	text_add(&out, "<");
	ck_assert_msg(domain_add_address(good[_i].address, &out, &err) == OK, "%s: %s",
	    good[_i].address, err.text);
	ck_assert_str_eq(text_string(&out) + 1, good[_i].wanted);
}
END_TEST

static const char *const bad[] = {
	"",
	"ann",
	"ann@",
	"@bücher.example",
	"zoë@clinic.example",
	"zoë@bücher.example",
	"ann@bü..example",
	"ann@-bü.example",
	"ann@b\xFC"
	"cher.example",
	"ann@bü cher.example",
	/* what becomes an '@', a '>', a blank or a line's end only afterwards */
	"ann@bü＠evil.example",
	"ann@bü＞evil.example",
	"ann@bü\xE3\x80\x80"
	"evil.example",
	"ann@bü\xE2\x80\xA8"
	"evil.example",
	"ann@bü／evil.example",
	"ann@bü.example\r\nDATA\r\n.\r\n",
	"ann@bü.example>\r\nRCPT TO:<evil@x",
	"<ann@bü.example",
	"ann@"
	"ü１２３４５６７８９０１２３４５６７８９０１２３４５６７８９０１２３４５６７８９"
	"０"
	"１２３４５６７８９０１２３４５６７８９０.example",
};

START_TEST(test_no_domain_adds_nothing)
{
	CLEANUP(text_done) struct text out = { 0 };
	struct err err = { OK, "" };

	text_add(&out, "as it was");
	ck_assert_msg(domain_add_address(bad[_i], &out, &err) == ERR_INVALID, "%s: %s",
	    bad[_i], text_string(&out));
	ck_assert_str_eq(text_string(&out), "as it was");
	ck_assert_ptr_null(strstr(err.text, "ann@"));
}
END_TEST

/* libidn2 follows the locale in its other functions. */
START_TEST(test_locale_changes_nothing)
{
	CLEANUP(text_done) struct text out = { 0 };
	struct err err = { OK, "" };

	ck_assert_int_eq(setenv("LC_ALL", "C", 1), 0);
	ck_assert_int_eq(domain_add_address("ann@bücher.example", &out, &err), OK);
	ck_assert_str_eq(text_string(&out), "ann@xn--bcher-kva.example");
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("domain");

	tcase_add_loop_test(tests, test_domain_is_written_in_ascii, 0, COUNT_OF(good));
	tcase_add_loop_test(tests, test_no_domain_adds_nothing, 0, COUNT_OF(bad));
	tcase_add_test(tests, test_locale_changes_nothing);
	return run_tests("domain", tests);
}
