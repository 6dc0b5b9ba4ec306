/* What the settings allow a relay is what the adapter takes: a start that fails after
 * --check-config has said that all is well would be found at the worst time. */
#include "mail_relays.h"
#include "setting.h"

#include "run.h"

#include <string.h>

static enum status
open_with(const char *name, const char *value, struct err *err)
{
	CLEANUP(setting_free) struct settings *settings = setting_new();
	struct event_base *base = event_base_new();
	struct mail_relays *relays = NULL;
	enum status status;

	ck_assert_int_eq(setting_set(settings, "mail", NULL, "from", "d@h.test", err),
	    OK);
	ck_assert_int_eq(setting_set(settings, "relay", "main", "host", "relay.h.test",
			     err),
	    OK);
	ck_assert_msg(setting_set(settings, "relay", "main", name, value, err) == OK,
	    "%s", err->text);
	status = mail_relays_open(base, settings, &relays, err);
	mail_relays_close(&relays);
	event_base_free(base);
	return status;
}

START_TEST(test_every_allowed_value_is_taken)
{
	struct err err = { OK, "" };
	size_t count, tried = 0;
	const struct setting *rows = setting_table(&count);

	for (size_t i = 0; i < count; i++) {
		const struct setting *row = &rows[i];

		if (strcmp(row->section, "relay") != 0 || row->most == NULL)
			continue;
		ck_assert_msg(open_with(row->name, row->least, &err) == OK,
		    "least %s: %s", row->name, err.text);
		ck_assert_msg(open_with(row->name, row->most, &err) == OK, "most %s: %s",
		    row->name, err.text);
		tried++;
	}
	ck_assert_uint_ge(tried, 7);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("mail_relays");

	tcase_add_test(tests, test_every_allowed_value_is_taken);
	return run_tests("mail_relays", tests);
}
