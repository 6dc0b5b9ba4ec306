/* The sentences, whole: they are what an administrator reads. */
#include "grouping_words.h"

#include "run.h"

#include <string.h>

static const char *
name_of(enum grouping_name kind, size_t index, void *arg)
{
	static const char *const people[] = { "Ann", "Ben", "Cy\nd" };
	static const char *const slots[] = { "Tue 1 Dec", "Thu 3 Dec" };

	(void)arg;
	switch (kind) {
	case GROUPING_NAME_PERSON:
		return index < COUNT_OF(people) ? people[index] : NULL;
	case GROUPING_NAME_SLOT:
		return slots[index];
	case GROUPING_NAME_VENUE:
		return "The Oak";
	case GROUPING_NAME_SITE:
		return "site 9";
	case GROUPING_NAME_ATTRIBUTE:
		return index == 0 ? "specialty" : NULL;
	case GROUPING_NAME_ATTRIBUTES:
		return index == 0 ? "specialties" : NULL;
	case GROUPING_NAME_MET:
		return index == 4 ? "2 rounds ago" : NULL;
	case GROUPING_NAME_GROUP:
	case GROUPING_NAME_COUNT:
		break;
	}
	return NULL;
}

static const struct grouping_names names = { .name = name_of };

static void
expect(struct text *text, const char *wanted)
{
	ck_assert_str_eq(text_string(text), wanted);
	text_done(text);
}

START_TEST(test_a_table)
{
	struct text text = { .length = 0 };
	const struct grouping_repeat repeats[] = { { 0, 1, 4, 60 }, { 1, 2, 5, 50 } };
	struct grouping_explained_table table = { .group = 6,
		.size = 7,
		.slot = 1,
		.slots_shared = 7,
		.minutes_max = 25,
		.minutes_mean = 12,
		.host = 1,
		.host_why = GROUPING_HOST_LEAST,
		.host_load = 1,
		.host_load_next = 2,
		.spreads = { { 7, 7, 7 }, { 1, 7, 6 } },
		.repeats = repeats,
		.repeats_count = 2,
		.wishes_met = 1,
		.alone = 1,
		.costs = { [1] = 40,
		    [GROUPING_TERM_TRAVEL] = 20,
		    [GROUPING_TERM_MET] = 110,
		    [GROUPING_TERM_WISH] = -20,
		    [GROUPING_TERM_ALONE] = 30 },
		.cost = 180 };

	grouping_words_table(&table, &names, &text);
	expect(&text,
	    "table 7: 7 people, Thu 3 Dec, The Oak. 3 evenings would suit all of them.\n"
	    "The longest way is 25 minutes (Ann), the average 12.\n"
	    "Ben hosts, who has hosted least: 1 time, the next one 2.\n"
	    "7 specialties of 7 possible, 1 attribute 2 of 6 possible.\n"
	    "2 pairs have met before: Ann with Ben (2 rounds ago); Ben with Cy\\x0Ad.\n"
	    "1 wish to sit together came true.\n"
	    "1 person is the only one of a section here, and would rather not.\n"
	    "The table costs 180 points (fewer are better): 40 for the same attribute 2 "
	    "(20 %), 20 for the way (10 %), 110 for meeting again (55 %), -20 for "
	    "wishes, "
	    "30 for being alone in a section (15 %).\n");
}
END_TEST

static const struct {
	enum grouping_host_why why;
	const char *text;
} hosts[] = {
	{ GROUPING_HOST_ONLY, "Ann hosts: nobody else at the table may.\n" },
	{ GROUPING_HOST_EQUAL,
	    "Ann hosts, the first of those who have hosted least: 0 times, the next one "
	    "0.\n" },
	{ GROUPING_HOST_CHOSEN,
	    "Ann hosts because somebody chose it: 0 times, the next one 0.\n" },
	{ GROUPING_HOST_NOBODY,
	    "Nobody at the table may host it, which no rule allows.\n" },
};

START_TEST(test_why_this_host)
{
	struct text text = { .length = 0 };
	struct grouping_explained_table table = { .host_why = hosts[_i].why };

	grouping_words_table(&table, &names, &text);
	ck_assert_ptr_nonnull(strstr(text_string(&text), hosts[_i].text));
	text_done(&text);
}
END_TEST

START_TEST(test_a_person_with_a_seat)
{
	struct text text = { .length = 0 };
	struct grouping_explained_person person = { .person = 0,
		.group = 6,
		.is_last_host = true,
		.best = { .group = 11,
		    .swapped = 1,
		    .costs = { [0] = 17, [GROUPING_TERM_TRAVEL] = -3 },
		    .cost = 14 },
		.lawful = 3,
		.closed_alone = { [GROUPING_CLOSED_SLOT] = 812,
		    [GROUPING_CLOSED_APART] = 5 } };

	grouping_words_person(&person, &names, &text);
	expect(&text,
	    "Ann sits at table 7.\n"
	    "Nobody else there may host.\n"
	    "The best other seat is at table 12, in exchange with Ben: 14 points worse "
	    "in all "
	    "(the same specialty 17 worse, the way 3 better).\n"
	    "Closed to them are 812 tables only because they did not offer the evening; "
	    "5 "
	    "tables only because of a confidential rule.\n");
}
END_TEST

START_TEST(test_a_person_without_a_seat)
{
	struct text text = { .length = 0 };
	struct grouping_explained_person person = { .person = 1,
		.group = GROUPING_NONE,
		.best = { .group = GROUPING_NONE },
		.reason = GROUPING_LEFT_FULL,
		.slots = 2,
		.venues = 1,
		.closed_alone = { [GROUPING_CLOSED_SIZE] = 2 } };

	grouping_words_person(&person, &names, &text);
	expect(&text,
	    "Ben has no seat: every table they could join is full. They offered 2 "
	    "evenings "
	    "with tables; 1 venue is within reach.\n"
	    "No table may take them.\n"
	    "Closed to them are 2 tables only because no seat is free.\n");
}
END_TEST

START_TEST(test_a_round)
{
	struct text text = { .length = 0 };
	struct grouping_explained_round round = { .groups = 20,
		.seated = 139,
		.left_out = 1,
		.size_least = 6,
		.size_most = 8,
		.minutes_max = 45,
		.minutes_mean = 14,
		.left = { [GROUPING_LEFT_FULL] = 1 },
		.terms = { [0] = { 160, 160, 16, 417 },
		    [GROUPING_TERM_TRAVEL] = { 404, 303, 1946, 139 },
		    [GROUPING_TERM_MET] = { 0, 0, 0, 300 } },
		.cost = 564,
		.bound = 463,
		.gap_ppm = 218142 };

	grouping_words_round(&round, &names, &text);
	ck_assert_str_eq(text_string(&text),
	    "20 tables of 6 to 8 people; 139 people have a seat, 1 has none.\n"
	    "Every rule is kept: sizes, evenings, hosts, travel limits, venues, who must "
	    "not "
	    "meet, who stays together.\n"
	    "1 person has no seat: every table they could join is full.\n"
	    "the same specialty: 16 of 417 pairs at a table have it in common; 160 "
	    "points, "
	    "which is the least possible.\n"
	    "the way: 14 minutes on average, 45 at most; 404 points, at least 303.\n"
	    "meeting again: 0 of 300 pairs who have met sit together again; 0 points, "
	    "which "
	    "is the least possible.\n"
	    "In all 564 points; no plan of as many tables with these people has fewer "
	    "than "
	    "463, so at most 21.8 % could be gained.\n");
	text_clear(&text);
	round.bound = round.cost;
	grouping_words_round(&round, NULL, &text);
	ck_assert_ptr_nonnull(strstr(text_string(&text),
	    "In all 564 points; no plan of as many tables with these people has fewer, "
	    "but one with another number of tables might.\n"));
	text_clear(&text);
	round.is_proved = true;
	round.broken[GROUPING_HARD_HOST] = 1;
	round.broken[GROUPING_HARD_APART] = 3;
	grouping_words_round(&round, NULL, &text);
	ck_assert_ptr_nonnull(strstr(text_string(&text), "proved optimal"));
	ck_assert_ptr_nonnull(strstr(text_string(&text),
	    "Broken rules: 1 table has no host; a confidential rule.\n"));
	ck_assert_ptr_nonnull(strstr(text_string(&text), "the same attribute 1: 16 of"));
	text_done(&text);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("grouping_words");

	tcase_add_test(tests, test_a_table);
	tcase_add_loop_test(tests, test_why_this_host, 0, COUNT_OF(hosts));
	tcase_add_test(tests, test_a_person_with_a_seat);
	tcase_add_test(tests, test_a_person_without_a_seat);
	tcase_add_test(tests, test_a_round);
	return run_tests("grouping_words", tests);
}
