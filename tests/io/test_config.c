#include "config.h"

#include "run.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct config_option options[] = {
	{ "mail", "from", false, false },
	{ "mail", "batch", false, false },
	{ "web", "hosts", false, true },
	{ "relay", "host", true, false },
	{ "relay", "port", true, false },
};

static bool is_whole; /* what the last parse said; each test has a process of its own */

/* Writes down what it is given; "bad" is refused. */
static enum status
note(const char *section, const char *title, const char *name, const char *value,
    int line, struct err *err, void *arg)
{
	struct text *noted = arg;

	if (strcmp(value, "bad") == 0)
		return err_set(err, ERR_INVALID, "%s %s is not right", section, name);
	text_add_line(noted, section);
	text_add(noted, "/");
	text_add_line(noted, title == NULL ? "-" : title);
	text_add(noted, "/");
	text_add_line(noted, name);
	text_add(noted, "=");
	text_add_line(noted, value);
	text_add(noted, "; ");
	return OK;
}

static enum status
parse(const char *text, struct text *noted, struct text *errors)
{
	return config_parse("c.conf", text, strlen(text), options, COUNT_OF(options),
	    note, noted, &is_whole, errors);
}

/* clang-format off */
static const struct {
	const char *text, *wanted;
} good[] = {
	{ "", "" },
	{ "# nothing\n", "" },
	{ "mail {\n}\n", "" },
	{ "mail {\n\tfrom = \"a@b\"\n\tbatch = 64\n}\n", "mail/-/from=a@b; "
	    "mail/-/batch=64; " },
	/* strings, so neither octal nor hexadecimal happens here */
	{ "mail { batch = 010 }", "mail/-/batch=010; " },
	{ "mail { batch = 0x7 }", "mail/-/batch=0x7; " },
	{ "web { hosts = { \"a\", b } }", "web/-/hosts=a; web/-/hosts=b; " },
	{ "web { hosts = a }", "web/-/hosts=a; " },
	{ "web { hosts = {} }", "" },
	{ "relay \"one\" { host = a }\nrelay two { port = 25 }",
	    "relay/one/host=a; relay/two/port=25; " },
	{ "mail { from = \"it's {fine} # yes\" }", "mail/-/from=it's {fine} # yes; " },
	{ "mail { from = '${NOT_SET} {' }", "mail/-/from=${NOT_SET} {; " },
	{ "mail { from = \"\\${NOT_SET}\" }", "mail/-/from=${NOT_SET}; " },
	{ "mail { from = \"${CONVENE_TEST}!\" }", "mail/-/from=set!; " },
	{ "mail { from = \"\\x410\\101!\" }", "mail/-/from=A0A!; " },
	{ "mail { from = http://x } # {\n// {\n/* { */", "mail/-/from=http://x; " },
	{ "mail { from = \"Z\xC3\xB6\xC3\xAB\" }", "mail/-/from=Z\xC3\xB6\xC3\xAB; " },
};

static const struct {
	const char *text, *wanted;
} bad[] = {
	{ "mail {\n\tbatch = 6\n\tbatch = 7\n}", "c.conf:3: mail batch is set twice, "
	    "first in "
	    "line 2\n" },
	{ "relay a {\n port = 6\n port = 7\n}", "c.conf:3: relay port is set twice, "
	    "first in "
	    "line 2\n" },
	{ "web {\n hosts = { a, b }\n hosts = c\n}", "c.conf:3: web hosts is set twice, "
	    "first "
	    "in line 2\n" },
	{ "mail {\n from = a\n}\nmail {\n batch = 7\n}\n", "c.conf:6: section mail "
	    "stands in the "
	    "file twice\n" },
	{ "relay a {\n}\nrelay a {\n}\n", "c.conf:3: found duplicate title 'a'\n" },
	{ "mail {\n from = a\n", "c.conf:1: this { is never closed\n" },
	{ "mail {\n from = a\n}}\n", "c.conf:3: this } closes nothing\n" },
	{ "mail {\n from = \"a\n}\n", "c.conf:2: this text has no closing quote\n" },
	{ "mail {\n from = 'a\n}\n", "c.conf:2: this text has no closing quote\n" },
	{ "mail { }\n/* and so on", "c.conf:2: this comment has no end\n" },
	{ "mail {\n from = \"${NOT_SET}/x\"\n}", "c.conf:2: the variable NOT_SET is not "
	    "set\n" },
	{ "mail {\n from = \"a\\x00b\"\n}", "c.conf:2: a value holds a NUL\n" },
	{ "mail {\n from = \"a\\0b\"\n}", "c.conf:2: a value holds a NUL\n" },
	{ "mail {\n from = \"a\\nb\"\n}", "c.conf:2: mail from holds a control "
	    "character\n" },
	{ "mail {\n from = \"a\nb\"\n}", "c.conf:3: mail from holds a control "
	    "character\n" },
	{ "mail {\r\n}\r\n", "c.conf:1: lines end with CR LF; they must end with LF "
	    "alone\n" },
	{ "mail {\n # \x1B[2J\n}", "c.conf:2: this line holds a control character\n" },
	{ "mail {\n from = M\xFCller\n}", "c.conf:2: this line is not UTF-8\n" },
	{ "mail {\n from =\n}", "c.conf:3: unexpected token '}'\n" },
	{ "mail {\n from = bad\n batch = 2\n}", "c.conf:2: mail from is not right\n" },
	{ "mail {\n form = a\n}", "c.conf:2: there is no setting or section 'form' in "
	    "section "
	    "mail\n" },
	{ "mail {\n host = a\n}\nrelay x {\n from = a\n}\n",
	    "c.conf:2: there is no setting or section 'host' in section mail\n"
	    "c.conf:5: there is no setting or section 'from' in section relay\n" },
	{ "from = a", "c.conf:1: there is no setting or section 'from' here\n" },
	/* each one is told, in the order of the file */
	{ "mail {\n form = a\n from = bad\n fram = \"${NOT_SET}\"\n batch = 1\n batch = "
	    "2\n}\n"
	    "relay x {\n hots = a\n port = bad\n}\n",
	    "c.conf:2: there is no setting or section 'form' in section mail\n"
	    "c.conf:3: mail from is not right\n"
	    "c.conf:4: the variable NOT_SET is not set\n"
	    "c.conf:4: there is no setting or section 'fram' in section mail\n"
	    "c.conf:6: mail batch is set twice, first in line 5\n"
	    "c.conf:9: there is no setting or section 'hots' in section relay\n"
	    "c.conf:10: relay port is not right\n" },
	{ "mial {\n from = a\n}\n", "c.conf:1: there is no setting or section 'mial' "
	    "here\n" },
};
/* clang-format on */

START_TEST(test_value_is_handed_on_as_it_stands)
{
	CLEANUP(text_done) struct text noted = { 0 };
	CLEANUP(text_done) struct text errors = { 0 };

	setenv("CONVENE_TEST", "set", 1);
	ck_assert_msg(parse(good[_i].text, &noted, &errors) == OK, "%s: %s",
	    good[_i].text, text_string(&errors));
	ck_assert_str_eq(text_string(&noted), good[_i].wanted);
	ck_assert_str_eq(text_string(&errors), "");
}
END_TEST

START_TEST(test_fault_is_told_with_its_line)
{
	CLEANUP(text_done) struct text noted = { 0 };
	CLEANUP(text_done) struct text errors = { 0 };

	unsetenv("NOT_SET");
	ck_assert_msg(parse(bad[_i].text, &noted, &errors) == ERR_INVALID,
	    "%s was taken: %s", bad[_i].text, text_string(&noted));
	ck_assert_str_eq(text_string(&errors), bad[_i].wanted);
}
END_TEST

START_TEST(test_nul_in_the_file_is_refused)
{
	CLEANUP(text_done) struct text noted = { 0 };
	CLEANUP(text_done) struct text errors = { 0 };

	ck_assert_int_eq(config_parse("c.conf", "mail {}\n\0mail {", 15, options,
			     COUNT_OF(options), note, &noted, &is_whole, &errors),
	    ERR_INVALID);
	ck_assert_str_eq(text_string(&errors),
	    "c.conf:2: this line holds a control character\n");
}
END_TEST

/* A second parse knows nothing of the first. */
START_TEST(test_each_parse_is_fresh)
{
	CLEANUP(text_done) struct text noted = { 0 };
	CLEANUP(text_done) struct text errors = { 0 };

	ck_assert_int_eq(parse("mail { form = 1 }", &noted, &errors), ERR_INVALID);
	text_clear(&errors);
	ck_assert_int_eq(parse("mail { batch = 1 }", &noted, &errors), OK);
	ck_assert_int_eq(parse("mail { batch = 2 }", &noted, &errors), OK);
	ck_assert_str_eq(text_string(&noted), "mail/-/batch=1; mail/-/batch=2; ");
}
END_TEST

START_TEST(test_file_is_read_or_told)
{
	CLEANUP(text_done) struct text noted = { 0 };
	CLEANUP(text_done) struct text errors = { 0 };
	char path[] = "/tmp/convene-config-XXXXXX";
	int fd = mkstemp(path);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, "mail { batch = 3 }\n", 19), 19);
	close(fd);
	enum status status = config_read(path, options, COUNT_OF(options), note, &noted,
	    &is_whole, &errors);
	unlink(path);
	ck_assert_int_eq(status, OK);
	ck_assert_str_eq(text_string(&noted), "mail/-/batch=3; ");
	ck_assert_int_eq(config_read("/nowhere/c.conf", options, COUNT_OF(options), note,
			     &noted, &is_whole, &errors),
	    ERR_NOT_FOUND);
	ck_assert_int_eq(config_read("/tmp", options, COUNT_OF(options), note, &noted,
			     &is_whole, &errors),
	    ERR_INVALID);
	ck_assert_str_eq(text_string(&errors),
	    "/nowhere/c.conf: No such file or directory\n/tmp: is not a file\n");
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("config");

	tcase_add_loop_test(tests, test_value_is_handed_on_as_it_stands, 0,
	    COUNT_OF(good));
	tcase_add_loop_test(tests, test_fault_is_told_with_its_line, 0, COUNT_OF(bad));
	tcase_add_test(tests, test_nul_in_the_file_is_refused);
	tcase_add_test(tests, test_each_parse_is_fresh);
	tcase_add_test(tests, test_file_is_read_or_told);
	return run_tests("config", tests);
}
