#include "grouping_check.h"

#include "grouping_people.h"
#include "run.h"

#include <string.h>

/* A plan that is right, and may be written to. */
struct good {
	struct arena arena;
	struct grouping_input *input;
	struct grouping_person *people;
	struct grouping_plan plan;
	struct grouping_group *groups;
	uint32_t *members; /* of group 0 */
	struct grouping_left *left;
};

static struct good
make_good(void)
{
	struct good good = { .arena = { 0 } };
	struct grouping_people people = grouping_people_usual(150);

	people.tables = 1;
	people.venues = 2; /* so that somebody is left out */
	people.slots = 5;
	people.effort = 1000;
	good.input = grouping_people_make(&people, 5, &good.arena);
	ck_assert_int_eq(grouping_form(good.input, NULL, &good.arena, &good.plan, NULL),
	    OK);
	ck_assert_uint_gt(good.plan.groups_count, 2);
	ck_assert_uint_gt(good.plan.left_count, 2);
	/* Written by the arena's owner, hence not really const. */
	good.people = (struct grouping_person *)(uintptr_t)good.input->people;
	good.groups = (struct grouping_group *)(uintptr_t)good.plan.groups;
	good.members = (uint32_t *)(uintptr_t)good.groups[0].members;
	good.left = (struct grouping_left *)(uintptr_t)good.plan.left;
	return good;
}

static void
same_person_twice(struct good *good)
{
	good->left[0].person = good->members[0];
}

static void
nobody(struct good *good)
{
	good->left[0].person = good->input->people_count;
}

static void
forgotten(struct good *good)
{
	good->plan.left_count--;
}

static void
too_small(struct good *good)
{
	good->input->size_min = 7;
	good->input->size_max = 8;
	good->groups[0].size = 6;
}

static void
too_large(struct good *good)
{
	good->input->size_max = 5;
}

static void
table_too_small(struct good *good)
{
	uint16_t *seats = (uint16_t *)(uintptr_t)good->input->table_seats;

	seats[good->groups[0].venue] = 5;
}

static void
slot_not_offered(struct good *good)
{
	good->people[good->members[2]].slots &= ~(UINT64_C(1) << good->groups[0].slot);
}

static void
too_far(struct good *good)
{
	uint8_t *minutes = (uint8_t *)(uintptr_t)good->input->minutes;
	struct grouping_person *person = &good->people[good->members[1]];

	person->travel_minutes_max = 3;
	minutes[person->site * good->input->venues_count + good->groups[0].venue] = 4;
}

static void
host_unwilling(struct good *good)
{
	good->people[good->groups[0].host].may_host = false;
}

static void
host_over_quota(struct good *good)
{
	struct grouping_person *host = &good->people[good->groups[0].host];

	host->host_load = host->host_quota;
}

static void
host_of_another_group(struct good *good)
{
	good->groups[0].host = good->groups[1].host;
}

static void
host_led_more(struct good *good)
{
	for (uint32_t i = 0; i < good->groups[0].size; i++)
		good->people[good->members[i]].may_host = true;
	good->people[good->groups[0].host].host_load = 3;
}

static void
no_such_table(struct good *good)
{
	uint16_t *tables = (uint16_t *)(uintptr_t)good->input->tables;

	tables[good->groups[1].venue * good->input->slots_count + good->groups[1].slot] =
	    0;
}

static void
glue_torn(struct good *good)
{
	good->people[good->members[0]].glue = 4711;
	good->people[good->groups[1].members[0]].glue = 4711;
}

static void
add_pair(struct good *good, enum grouping_pair_kind kind)
{
	struct grouping_pair *pair = (struct grouping_pair *)(uintptr_t)
					 good->input->pairs;

	*pair = (struct grouping_pair){ good->members[1], good->members[0], kind, 1 };
}

static void
kept_apart(struct good *good)
{
	add_pair(good, GROUPING_APART);
}

static void
manager(struct good *good)
{
	add_pair(good, GROUPING_MANAGER);
}

static void
met(struct good *good)
{
	add_pair(good, GROUPING_MET);
}

static void
wished(struct good *good)
{
	add_pair(good, GROUPING_WISH);
}

static void
attribute(struct good *good)
{
	for (uint32_t i = 0; i < good->groups[0].size; i++)
		good->people[good->members[i]].codes[7] = 1;
	good->input->weights.attributes[7] = 1;
}

static void
travel(struct good *good)
{
	good->input->weights.travel++;
}

static void
alone(struct good *good)
{
	good->people[good->members[3]].sections |= UINT64_C(1) << 63;
	good->people[good->members[3]].minds_alone |= UINT64_C(1) << 63;
}

static void
left_out(struct good *good)
{
	good->people[good->left[0].person].times_left_out++;
}

static void
total(struct good *good)
{
	good->plan.cost++;
}

static void
bound(struct good *good)
{
	good->plan.bounds[0] += good->plan.costs[0] + 1;
	good->plan.bound += good->plan.costs[0] + 1;
}

static void
gap(struct good *good)
{
	good->plan.gap_ppm = 0;
}

static void
violations(struct good *good)
{
	good->plan.violations = 1;
}

static void
shared_slots(struct good *good)
{
	good->groups[0].slots_shared ^= 1;
}

static void (*const wrongs[])(struct good *) = { same_person_twice, nobody, forgotten,
	too_small, too_large, table_too_small, slot_not_offered, too_far, host_unwilling,
	host_over_quota, host_of_another_group, host_led_more, no_such_table, glue_torn,
	kept_apart, manager, met, wished, attribute, travel, alone, left_out, total,
	bound, gap, violations, shared_slots };

START_TEST(test_a_wrong_plan_is_found)
{
	struct good good = make_good();
	struct err err = { OK, "" };

	ck_assert_msg(grouping_check_plan(good.input, &good.plan, &err) == OK, "%s",
	    err.text);
	wrongs[_i](&good);
	ck_assert_msg(grouping_check_plan(good.input, &good.plan, &err) == ERR_FINDINGS,
	    "wrong %d was not found", _i);
	ck_assert_str_ne(err.text, "");
	arena_done(&good.arena);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("grouping_check");

	tcase_add_loop_test(tests, test_a_wrong_plan_is_found, 0, COUNT_OF(wrongs));
	return run_tests("grouping_check", tests);
}
