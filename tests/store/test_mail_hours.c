/* When it is night for somebody, and what that means for their mail: the functions of the
 * schema, on the clocks on the wall of many zones. */
#include "live.h"
#include "run.h"

#include <string.h>

static void
quiet(const char *span)
{
	live_admin("INSERT INTO convene.setting (key, value, changed_by) VALUES "
		   "('mail.quiet', '%s', 'test') ON CONFLICT (key) DO UPDATE SET value = "
		   "EXCLUDED.value",
	    span);
}

/* New York's clocks go forward on 14 March 2027 at 02:00 and back on 7 November. */
static const struct {
	const char *span, *zone, *at, *morning, *night;
} hours[] = {
	{ "off", "UTC", "2027-01-04 23:00Z", "", "" },
	{ "21:00-07:00", "UTC", "2027-01-04 20:59:59Z", "", "04 21:00" },
	{ "21:00-07:00", "UTC", "2027-01-04 21:00Z", "05 07:00", "05 21:00" },
	{ "21:00-07:00", "UTC", "2027-01-05 06:59:59Z", "05 07:00", "05 21:00" },
	{ "21:00-07:00", "UTC", "2027-01-05 07:00Z", "", "05 21:00" },
	{ "00:00-06:00", "UTC", "2027-01-04 23:59:59Z", "", "05 00:00" },
	{ "00:00-06:00", "UTC", "2027-01-05 00:00Z", "05 06:00", "06 00:00" },
	{ "21:00-07:00", "Mars/Olympus", "2027-01-04 22:00Z", "05 07:00", "05 21:00" },
	{ "21:00-07:00", "Asia/Kolkata", "2027-01-04 15:29:59Z", "", "04 15:30" },
	{ "21:00-07:00", "Asia/Kolkata", "2027-01-04 15:30Z", "05 01:30", "05 15:30" },
	{ "21:00-07:00", "America/New_York", "2027-03-14 03:00Z", "14 11:00",
	    "15 01:00" },
	{ "21:00-07:00", "America/New_York", "2027-11-07 03:00Z", "07 12:00",
	    "08 02:00" },
	{ "21:00-02:30", "America/New_York", "2027-03-14 06:59Z", "14 07:30",
	    "15 01:00" },
	{ "21:00-02:30", "America/New_York", "2027-03-14 07:00Z", "", "15 01:00" },
	{ "21:00-01:30", "America/New_York", "2027-11-07 05:15Z", "07 06:30",
	    "08 02:00" },
};

static void
check_hours(int row)
{
	quiet(hours[row].span);
	ck_assert_str_eq(live_admin("SELECT coalesce(to_char(morning AT TIME ZONE 'UTC', "
				    "'DD HH24:MI'), '') FROM convene.mail_hours('%s', "
				    "'%s')",
			     hours[row].zone, hours[row].at),
	    hours[row].morning);
	ck_assert_str_eq(live_admin("SELECT coalesce(to_char(night AT TIME ZONE 'UTC', "
				    "'DD HH24:MI'), '') FROM convene.mail_hours('%s', "
				    "'%s')",
			     hours[row].zone, hours[row].at),
	    hours[row].night);
}

START_TEST(test_night_is_by_the_clocks_on_the_wall)
{
	for (size_t i = 0; i < COUNT_OF(hours); i++)
		check_hours((int)i);
}
END_TEST

static const char *const zones[] = { "America/New_York", "America/St_Johns",
	"Europe/Dublin", "Africa/Casablanca", "Australia/Lord_Howe", "Pacific/Chatham",
	"America/Santiago", "Asia/Gaza" };

/* Around every change of the clocks: the morning comes, it is one, and no night is over
 * before it; the next night is one and comes within two days. */
static void
check_mornings(const char *zone)
{
	static const char *const spans[] = { "21:00-07:00", "00:00-02:30",
		"22:00-02:00" };

	for (size_t i = 0; i < COUNT_OF(spans); i++) {
		quiet(spans[i]);
		ck_assert_str_eq(
		    live_admin(
			"SELECT coalesce(min(at::text), '') FROM (VALUES "
			"(timestamptz '2027-03-05'), ('2027-09-25'), ('2027-10-25')) "
			"AS w (ow) CROSS JOIN LATERAL generate_series(ow, ow + "
			"interval '25 days', '97 minutes') AS at "
			"CROSS JOIN LATERAL convene.mail_hours('%s', at) AS h CROSS "
			"JOIN LATERAL convene.mail_hours('%s', coalesce(h.morning, at)) "
			"AS m CROSS JOIN LATERAL convene.mail_hours('%s', h.night) AS n "
			"WHERE h.morning <= at OR h.morning > at + interval '26 hours' "
			"OR m.morning IS NOT NULL OR n.morning IS NULL OR h.night <= at "
			"OR h.night > at + interval '2 days'",
			zone, zone, zone),
		    "");
	}
}

START_TEST(test_every_night_has_a_morning)
{
	for (size_t i = 0; i < COUNT_OF(zones); i++)
		check_mornings(zones[i]);
}
END_TEST

/* What an administrator answers for somebody is no answer to them. */
static const struct {
	const char *urgency, *cause, *is_answer;
} causes[] = {
	{ "answer", "accepted x", "t" },
	{ "urgent", "returned x", "t" },
	{ "urgent", "left the program x", "t" },
	{ "urgent", "moved 2 x", "f" },
	{ "ordinary", "reminder x", "f" },
};

START_TEST(test_answer_is_to_what_they_did)
{
	for (size_t i = 0; i < COUNT_OF(causes); i++)
		ck_assert_str_eq(
		    live_admin("SELECT convene.message_is_answer('%s', '%s', NULL)",
			causes[i].urgency, causes[i].cause),
		    causes[i].is_answer);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("mail_hours");

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, live_setup, live_teardown);
	tcase_add_test(tests, test_night_is_by_the_clocks_on_the_wall);
	tcase_add_test(tests, test_every_night_has_a_morning);
	tcase_add_test(tests, test_answer_is_to_what_they_did);
	return run_tests("mail_hours", tests);
}
