#include "smtp_settings.h"

#include "run.h"

#include <string.h>

static struct smtp_settings settings;

static void
setup(void)
{
	settings = (struct smtp_settings){
		.host = "relay.hospital.test",
		.port = 587,
		.hello = "dinners.hospital.test",
		.tls = SMTP_STARTTLS,
		.links_max = 4,
		.mails_per_link = 200,
		.waiting_max = 64,
		.per_s = 10,
		.burst = 50,
		.rest_first_ms = 5000,
		.rest_max_ms = 300000,
		.deadlines = SMTP_DEADLINES_USUAL,
	};
}

static void
refuse(const char *word)
{
	struct err err = { OK, "" };

	ck_assert_int_eq(smtp_settings_check(&settings, &err), ERR_INVALID);
	ck_assert_msg(strstr(err.text, word) != NULL, "%s: %s", word, err.text);
	setup();
}

START_TEST(test_sound_settings)
{
	struct err err = { OK, "" };

	ck_assert_msg(smtp_settings_check(&settings, &err) == OK, "%s", err.text);
	settings.user = "dinners";
	settings.password = "secret";
	ck_assert_int_eq(smtp_settings_check(&settings, &err), OK);
}
END_TEST

START_TEST(test_only_loopback_goes_without_tls)
{
	static const char *const loopback[] = { "127.0.0.1", "127.1.2.3", "::1",
		"localhost" };
	static const char *const far[] = { "relay.hospital.test", "128.0.0.1", "::2",
		"127.0.0.1.evil.test", "localhost.evil.test", "127.evil.test" };
	struct err err;

	settings.tls = SMTP_PLAIN;
	for (size_t i = 0; i < COUNT_OF(loopback); i++) {
		settings.host = loopback[i];
		ck_assert_msg(smtp_settings_check(&settings, &err) == OK, "%s",
		    loopback[i]);
	}
	for (size_t i = 0; i < COUNT_OF(far); i++) {
		settings.tls = SMTP_PLAIN;
		settings.host = far[i];
		refuse("TLS");
	}
}
END_TEST

START_TEST(test_what_cannot_be_is_named)
{
	settings.host = "relay.test/x";
	refuse("host");
	settings.host = "relay@evil.test";
	refuse("host");
	settings.host = "";
	refuse("host");
	settings.hello = "a\r\nMAIL";
	refuse("EHLO");
	settings.user = "x";
	refuse("password");
	settings.auth = SMTP_AUTH_XOAUTH2;
	refuse("token command");
	settings.token_command = "/bin/token";
	refuse("token command");
	settings.auth = SMTP_AUTH_XOAUTH2;
	settings.token_command = "/bin/token";
	refuse("user");
	settings.auth = SMTP_AUTH_XOAUTH2;
	settings.user = "x";
	settings.token_command = "token";
	refuse("path");
	settings.port = 65536;
	refuse("port");
	settings.links_max = SMTP_LINKS_MAX + 1;
	refuse("connections");
	settings.burst = 0;
	refuse("burst");
	settings.rest_max_ms = 4999;
	refuse("longest rest");
	settings.deadlines.dot_ms = 0;
	refuse("final");
}
END_TEST

START_TEST(test_copy_is_owned)
{
	char host[] = "relay.test";

	settings.host = host;
	struct smtp_settings *mine = smtp_settings_copy(&settings);
	host[0] = 'X';
	ck_assert_str_eq(mine->host, "relay.test");
	ck_assert_ptr_null(mine->user);
	smtp_settings_free(&mine);
	ck_assert_ptr_null(mine);
	smtp_settings_free(&mine);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("smtp_settings");

	tcase_add_checked_fixture(tests, setup, NULL);
	tcase_add_test(tests, test_sound_settings);
	tcase_add_test(tests, test_only_loopback_goes_without_tls);
	tcase_add_test(tests, test_what_cannot_be_is_named);
	tcase_add_test(tests, test_copy_is_owned);
	return run_tests("smtp_settings", tests);
}
