/* message preview: every kind of mail, for somebody with a seat and for somebody without,
 * and what it must not give away. */
#include "house.h"
#include "stage.h"

#include "live.h"
#include "message_kind.h"
#include "run.h"

#include <stdio.h>
#include <string.h>

static void
set_up(void)
{
	house_setup();
	stage_round(4, 2);
	live_admin(
	    "INSERT INTO convene.person (employee_id, full_name, email, specialty, "
	    "panel, relationship, recorded_by) VALUES ('P9', 'Eva <b>Neu</b>', "
	    "'eva@b\xC3\xBC"
	    "cher.test', 'Cardiology', 'adult', 'employed', 'test')");
}

static int
ask(const char *kind, const char *person)
{
	char path[120];

	(void)snprintf(path, sizeof path, "/v1/messages/preview?kind=%s&person=%s", kind,
	    person);
	return house_get(path);
}

static void
look(const char *kind, const char *person, bool has_event)
{
	ck_assert_msg(ask(kind, person) == 200, "%s to %s: %s", kind, person,
	    text_string(&house.body));
	ck_assert_str_eq(house_text("kind"), kind);
	ck_assert_str_eq(house_text("person"), person);
	ck_assert_ptr_nonnull(strstr(house_text("headers"), "\nSubject: "));
	ck_assert_int_eq(strstr(house_text("headers"), "\nList-Id: <") == NULL,
	    strcmp(kind, "digest") == 0);
	ck_assert_int_eq(strstr(house_text("headers"), "multipart/mixed") != NULL,
	    has_event);
	ck_assert_ptr_nonnull(strstr(house_text("text"), "Dear "));
	ck_assert_ptr_nonnull(strstr(house_text("html"), "<main>"));
	ck_assert_ptr_null(strstr(house_text("html"), "<b>Neu"));
}

START_TEST(test_every_kind_can_be_seen)
{
	house_start("operator");
	for (enum message_kind kind = 0; kind < MESSAGE_KIND_COUNT; kind++) {
		const struct message_kind_row *row = message_kind_row(kind);

		look(row->name, "P0001", row->event_method != NULL);
		look(row->name, "P9", row->event_method != NULL);
		ck_assert_ptr_nonnull(
		    strstr(house_text("headers"), "<eva@xn--bcher-kva.test>"));
	}
}
END_TEST

START_TEST(test_seat_is_the_persons_own)
{
	house_start("operator");
	ck_assert_int_eq(ask("invitation", "P0001"), 200);
	ck_assert_ptr_nonnull(strstr(text_string(&house.body), "\"stands_in\":false"));
	ck_assert_ptr_nonnull(strstr(house_text("text"), "Café Müller"));
	ck_assert_int_eq(ask("invitation", "P9"), 200);
	ck_assert_ptr_nonnull(strstr(text_string(&house.body), "\"stands_in\":true"));
	ck_assert_ptr_null(strstr(house_text("text"), "Café Müller"));
}
END_TEST

START_TEST(test_links_open_nothing_and_nothing_is_written)
{
	char token[33] = "";
	const char *at;

	house_start("operator");
	ck_assert_int_eq(ask("invitation", "P0001"), 200);
	at = strstr(house_text("text"), "/answer/");
	ck_assert_ptr_nonnull(at);
	(void)snprintf(token, sizeof token, "%s", at + strlen("/answer/"));
	ck_assert_str_eq(live_admin("SELECT count(*) FROM convene.token WHERE digest = "
				    "sha256('%s')",
			     token),
	    "0");
	ck_assert_str_eq(live_admin("SELECT count(*) FROM convene.message"), "4");
}
END_TEST

static const struct {
	const char *roles, *kind, *person;
	int code;
} refused[] = {
	{ "viewer", "invitation", "P0001", 403 },
	{ "operator", "advert", "P0001", 400 },
	{ "operator", "invitation", "P7777", 404 },
};

START_TEST(test_preview_is_refused)
{
	house_start(refused[_i].roles);
	ck_assert_int_eq(ask(refused[_i].kind, refused[_i].person), refused[_i].code);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("preview");

	tcase_add_checked_fixture(tests, set_up, house_teardown);
	tcase_set_timeout(tests, 30);
	tcase_add_test(tests, test_every_kind_can_be_seen);
	tcase_add_test(tests, test_seat_is_the_persons_own);
	tcase_add_test(tests, test_links_open_nothing_and_nothing_is_written);
	tcase_add_loop_test(tests, test_preview_is_refused, 0, COUNT_OF(refused));
	return run_tests("preview", tests);
}
