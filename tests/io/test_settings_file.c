#include "settings_file.h"

#include "run.h"
#include "setting_show.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static enum status
read_text(const char *text, struct settings **ret_settings, struct text *errors)
{
	char path[] = "/tmp/convene-settings-XXXXXX";
	int fd = mkstemp(path);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
	enum status status = settings_file_read(path, ret_settings, errors);
	unlink(path);
	return status;
}

START_TEST(test_sample_is_right)
{
	CLEANUP(setting_free) struct settings *settings = NULL;
	CLEANUP(text_done) struct text sample = { 0 };
	CLEANUP(text_done) struct text errors = { 0 };

	setting_show_sample(&sample);
	ck_assert_msg(read_text(sample.data, &settings, &errors) == OK, "%s",
	    text_string(&errors));
	ck_assert_str_eq(settings->organisation_name, "Example Health");
	ck_assert_str_eq(settings->relays[0].host, "relay.example.org");
	ck_assert_int_eq(settings->mail_batch, 64);
}
END_TEST

static void
open_section(struct text *whole, const struct setting *row)
{
	if (whole->length > 0)
		text_add(whole, "}\n");
	text_add_line(whole, row->section);
	if ((row->flags & SETTING_TITLED) != 0)
		text_add_line(whole,
		    strcmp(row->section, "role") == 0 ? " viewer" : " main");
	text_add(whole, " {\n");
}

/* Each commented line, moved where it belongs, is a right one too. */
START_TEST(test_all_of_the_sample_is_right)
{
	CLEANUP(setting_free) struct settings *settings = NULL;
	CLEANUP(text_done) struct text sample = { 0 };
	CLEANUP(text_done) struct text whole = { 0 };
	CLEANUP(text_done) struct text errors = { 0 };
	size_t count;
	const struct setting *rows = setting_table(&count);

	setting_show_sample(&sample);
	const char *line = sample.data;
	const char *rest = strstr(sample.data, "# Below is");

	for (size_t i = 0; i < count; i++) {
		char start[80];
		bool is_required = (rows[i].flags & SETTING_REQUIRED) != 0;

		if (i == 0 || strcmp(rows[i - 1].section, rows[i].section) != 0)
			open_section(&whole, &rows[i]);
		snprintf(start, sizeof start, "\n%s\t%s = ", is_required ? "" : "#",
		    rows[i].name);
		line = strstr(is_required ? sample.data : rest, start);
		ck_assert_msg(line != NULL, "%s", start);
		if (!is_required)
			rest = line; /* the same order */
		line += is_required ? 1 : 2;
		text_add_bytes(&whole, line, strcspn(line, "\n") + 1);
	}
	text_add(&whole, "}\n");
	(void)read_text(whole.data, &settings, &errors);
	ck_assert_str_eq(text_string(&errors), "");
}
END_TEST

START_TEST(test_every_error_is_told)
{
	static const char text[] = "organisation {\n zone = Mars/Olympus\n nmae = x\n}\n"
				   "mail {\n from = a@b.example\n batch = 0\n}\n";
	CLEANUP(setting_free) struct settings *settings = NULL;
	CLEANUP(text_done) struct text errors = { 0 };

	ck_assert_int_eq(read_text(text, &settings, &errors), ERR_INVALID);
	ck_assert_ptr_null(settings);
	ck_assert_ptr_nonnull(
	    strstr(errors.data, ":3: there is no setting or section 'nmae'"));
	ck_assert_ptr_nonnull(strstr(errors.data, ":7: mail batch is 1 to 500, not 0\n"));
	ck_assert_ptr_nonnull(strstr(errors.data, ": organisation name is missing"));
	ck_assert_ptr_nonnull(strstr(errors.data, ":2: organisation zone: "));
	ck_assert_ptr_nonnull(strstr(errors.data, ": mail link-base is missing"));
	ck_assert_ptr_nonnull(strstr(errors.data, ": there is no relay"));
}
END_TEST

static const struct {
	const char *text, *wanted;
} placed[] = {
	{ "mail {\n\n from = dinners\n}\n", ":3: mail from: " },
	{ "mail {\n link-base = http://x.example\n}\n", ":2: mail link-base must be" },
	{ "metrics {\n listen = 0.0.0.0:9464\n}\n", ":2: metrics listen is a loopback" },
	{ "relay main {\n host = a\n}\nrelay spare {\n host = a\n tls = off\n}\n",
	    ":6: relay \"spare\" tls is off" },
	{ "relay main {\n host = a\n body = 20min\n}\n", ":3: mail lease must be" },
	{ "database {\n answer = 5min\n}\n", ":2: database formation-answer is" },
};

START_TEST(test_error_of_two_has_its_line)
{
	CLEANUP(setting_free) struct settings *settings = NULL;
	CLEANUP(text_done) struct text errors = { 0 };

	ck_assert_int_eq(read_text(placed[_i].text, &settings, &errors), ERR_INVALID);
	ck_assert_msg(strstr(errors.data, placed[_i].wanted) != NULL, "%s", errors.data);
}
END_TEST

/* What an open brace or string hides is not missing. */
static const char *const broken[] = {
	"organisation {\n name = x\n",
	"organisation {\n name = x\n zone = \"UTC\n}\n",
	"mail {\n from = \n}\norganisation { name = x }\n",
};

START_TEST(test_broken_file_has_one_error)
{
	CLEANUP(setting_free) struct settings *settings = NULL;
	CLEANUP(text_done) struct text errors = { 0 };

	ck_assert_int_eq(read_text(broken[_i], &settings, &errors), ERR_INVALID);
	ck_assert_msg(strchr(errors.data, '\n') == errors.data + errors.length - 1,
	    "one fault, more lines: %s", errors.data);
}
END_TEST

START_TEST(test_no_file_is_not_found)
{
	CLEANUP(setting_free) struct settings *settings = NULL;
	CLEANUP(text_done) struct text errors = { 0 };

	ck_assert_int_eq(settings_file_read("/nowhere/c.conf", &settings, &errors),
	    ERR_NOT_FOUND);
	ck_assert_ptr_null(settings);
	ck_assert_str_eq(errors.data, "/nowhere/c.conf: No such file or directory\n");
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("settings_file");

	tcase_add_test(tests, test_sample_is_right);
	tcase_add_test(tests, test_all_of_the_sample_is_right);
	tcase_add_test(tests, test_every_error_is_told);
	tcase_add_loop_test(tests, test_error_of_two_has_its_line, 0, COUNT_OF(placed));
	tcase_add_loop_test(tests, test_broken_file_has_one_error, 0, COUNT_OF(broken));
	tcase_add_test(tests, test_no_file_is_not_found);
	return run_tests("settings_file", tests);
}
