/* Plans of random organisations agree with `check`, and spoilt ones do not.
 * CONVENE_PLANS=1000 looks at so many, CONVENE_SEED begins elsewhere. */
#include "dice.h"
#include "outcome.h"
#include "run.h"
#include "verify.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define PLANS 60

struct world {
	uint64_t seed;
	struct dice dice;
	uint32_t people, sites, size_min, size_max, rounds;
	struct sheets sheets;
	struct rules rules;
	struct text rules_text;
	struct problem problem;
	struct json *plan;
};

static uint64_t
number_of(const char *name, uint64_t fallback)
{
	const char *text = getenv(name);

	return text == NULL ? fallback : strtoull(text, NULL, 10);
}

static void
world_done(struct world *world)
{
	json_free(&world->plan);
	problem_done(&world->problem);
	rules_done(&world->rules);
	sheets_done(&world->sheets);
	text_done(&world->rules_text);
}

static uint32_t
roll(struct world *world, uint32_t below)
{
	return dice_below(&world->dice, below);
}

static void PRINTF_LIKE(2, 3) line(struct text *text, const char *fmt, ...)
{
	char buf[300];
	va_list ap;

	va_start(ap, fmt);
	int length = vsnprintf(buf, sizeof buf, fmt, ap);
	va_end(ap);
	text_add_bytes(text, buf, (size_t)length);
	text_add(text, "\n");
}

static struct text *
begin(struct world *world, enum sheets_file file, const char *header)
{
	struct source *source = &world->sheets.sources[file];

	source->path = sheets_word(file);
	line(&source->bytes, "%s", header);
	return &source->bytes;
}

static void
write_places(struct world *world)
{
	struct text *text;

	if (roll(world, 4) == 0)
		return; /* nobody knows where anything is */
	text = begin(world, SHEETS_SITES, "site,name,region,latitude,longitude,timezone");
	for (uint32_t i = 0; i < world->sites; i++)
		line(text, "S%u,Site %u,R%u,42.%02u,-71.%02u,UTC", i, i, i % 3,
		    roll(world, 60), roll(world, 60));
	if (roll(world, 2) == 0)
		return;
	text = begin(world, SHEETS_VENUES,
	    "venue,street,site,latitude,longitude,tables,seats,price_class,on_campus,"
	    "virtual_url,backup");
	for (uint32_t i = 0; i < world->sites; i++)
		line(text, "V%u,,S%u,,,%u,%u,1,no,%s,", i, i, 1 + roll(world, 3),
		    world->size_min + roll(world, 4) + 1,
		    roll(world, 8) == 0 ? "https://example.org/room" : "");
}

static void
write_roster(struct world *world)
{
	static const char *const evenings[] = { "tue", "tue;thu", "thu", "mon;tue;thu",
		"", "wed;thu" };
	static const char *const sections[] = { "", "", "Young", "Young;Women", "Women" };
	static const char *const panels[] = { "", "adult", "paediatric" };
	struct text *text = begin(world, SHEETS_ROSTER,
	    "id,name,email,specialty,sites,panel,stage,role,relationship,sections,"
	    "manager,training_ended,host,evenings");

	for (uint32_t i = 0; i < world->people; i++) {
		char manager[16] = "";

		if (i > 0 && roll(world, 3) == 0)
			snprintf(manager, sizeof manager, "P%u", roll(world, i));
		line(text,
		    "P%u,Name %u,p%u@example.org,X%u,S%u,%s,T%u,%s,employed,%s,%s,,%s,%s",
		    i, i, i, roll(world, 6), roll(world, world->sites),
		    panels[roll(world, 3)], roll(world, 3),
		    roll(world, 3) == 0 ? "nurse" : "", sections[roll(world, 5)], manager,
		    roll(world, 3) == 0 ? "yes" : "no", evenings[roll(world, 6)]);
	}
}

static void
write_pairs(struct world *world)
{
	struct text *text;

	if (roll(world, 2) == 0) {
		text = begin(world, SHEETS_HISTORY, "id,round,group,a,b,rounds_ago");
		for (uint32_t i = 0; i < world->people; i++)
			line(text, "P%u,%u,%u,,,", roll(world, world->people + 2),
			    1 + roll(world, 4), roll(world, 3));
		line(text, ",,,P0,P1,7");
		line(text, ",,,P1,P0,");
	}
	if (roll(world, 2) == 0) {
		text = begin(world, SHEETS_EXCLUDE, "a,b");
		for (uint32_t i = 0; i + 1 < world->people; i += 3)
			line(text, "P%u,P%u", i, i + 1);
	}
}

static void
write_rules(struct world *world)
{
	struct text *text = &world->rules_text;

	line(text, "weights { panel = %u relationship = %u region = 2 }", roll(world, 3),
	    roll(world, 2));
	line(text, "travel { minutes_max = %u }", 20 + roll(world, 60));
	line(text, "sections { never_alone = { \"Young\", \"Women\" } fine_alone = P1 }");
	line(text, "managers { levels = %u }", roll(world, 3));
	if (roll(world, 2) == 0)
		line(text, "evenings { held = { \"tue\", \"thu\" } }");
	if (world->size_max >= 4)
		line(text, "keep \"a\" { people = { \"P0\", \"P2\" } %s }",
		    roll(world, 2) == 0 ? "evenings = thu" : "");
	line(text, "wish \"b\" { people = { \"P1\", \"P3\", \"P4\" } points = %d }",
	    (int)roll(world, 40) - 20);
}

static void
write_world(struct world *world)
{
	dice_init(&world->dice, world->seed, 0);
	world->people = 5 + roll(world, 60);
	world->sites = 1 + roll(world, 6);
	world->size_min = 1 + roll(world, 6);
	world->size_max = world->size_min + roll(world, 4);
	world->rounds = roll(world, 3) == 0 ? 3 : 0;
	write_places(world);
	write_roster(world);
	write_pairs(world);
	write_rules(world);
}

static void
plan_round(struct world *world, struct json *object)
{
	const struct solve_order order = { .seed = world->seed,
		.effort = 3000,
		.has_effort = true,
		.threads = 1 };
	CLEANUP(arena_done) struct arena arena = { 0 };
	struct solve_result result;
	struct err err = { OK, "" };

	ck_assert_msg(solve_grouping(&world->problem.input, &order, &arena, &result,
			  &err) == OK,
	    "seed %" PRIu64 ": %s", world->seed, err.text);
	outcome_add(object, &world->problem, &result);
	ck_assert_int_eq(problem_advance(&world->problem, &result.plan, &err), OK);
}

static void
make_world(struct world *world, uint64_t seed)
{
	CLEANUP(text_done) struct text errors = { 0 }, json = { 0 };
	struct err err = { OK, "" };
	struct json *list;

	world->seed = seed;
	write_world(world);
	ck_assert_msg(sheets_parse(&world->sheets, &errors, &err) == OK, "%s\n%s",
	    err.text, text_string(&errors));
	rules_start(&world->rules);
	ck_assert_msg(rules_parse(&world->rules, "rules", world->rules_text.data,
			  world->rules_text.length, &errors, &err) == OK,
	    "%s\n%s", err.text, text_string(&errors));
	world->rules.source.path = "rules";
	ck_assert_msg(problem_new(&world->sheets, &world->rules, world->size_min,
			  world->size_max, &world->problem, &errors, &err) == OK,
	    "%s\n%s", err.text, text_string(&errors));
	CLEANUP(json_free) struct json *plan = json_new_object();

	json_add_text(plan, "kind", "groups");
	if (world->rounds == 0) {
		plan_round(world, plan);
	} else {
		list = json_add_array(plan, "rounds");
		for (uint32_t r = 0; r < world->rounds; r++)
			plan_round(world, json_push_object(list));
	}
	json_write(&json, plan);
	ck_assert_int_eq(json_parse(json.data, json.length, &world->plan, &err), OK);
}

static size_t
verify(const struct world *world, const struct json *plan, struct text *findings)
{
	return verify_plan(plan,
	    &(struct verify_basis){
		.sheets = &world->sheets,
		.rules = &world->rules,
		.size_min = world->size_min,
		.size_max = world->size_max,
	    },
	    findings);
}

START_TEST(test_plans_are_as_they_say)
{
	uint64_t seed = number_of("CONVENE_SEED", 1), plans;
	size_t tables = 0;

	plans = number_of("CONVENE_PLANS", PLANS);
	for (uint64_t end = seed + plans; seed < end; seed++) {
		CLEANUP(world_done) struct world world = { .seed = seed };
		CLEANUP(text_done) struct text findings = { 0 };

		make_world(&world, seed);
		ck_assert_msg(verify(&world, world.plan, &findings) == 0,
		    "seed %" PRIu64 ":\n%s", seed, text_string(&findings));
		tables += json_count(json_find(world.plan, "groups"));
	}
	ck_assert_msg(tables >= plans, "%zu tables in %" PRIu64 " plans", tables, plans);
}
END_TEST

/* Changes one digit or word of the plan's text; whatever still parses as another plan
 * must be found out. What the plan says about the search itself is not looked at,
 * and another host or venue may do as well. */
static bool
spoil(struct text *json, size_t at)
{
	char *c = &json->data[at];

	if (*c >= '0' && *c <= '9')
		*c = *c == '9' ? '1' : (char)(*c + 1);
	else if (strncmp(c, "thu", 3) == 0)
		c[0] = 's', c[1] = 'u', c[2] = 'n'; /* when nobody comes */
	else if (strncmp(c, "false", 5) == 0)
		c[0] = 't', c[1] = 'r', c[2] = 'u', c[3] = 'e', c[4] = ' ';
	else
		return false;
	return true;
}

static bool
may_differ(const char *json, size_t at)
{
	static const char *const names[] = { "\"moves\"", "\"seconds\"", "\"truncated\"",
		"\"seed\"", "\"effort\"", "\"digest\"", "\"words\"", "\"gap\"",
		"\"bound\"", "\"host\"", "\"venue\"" };
	const char *name = NULL;

	for (size_t i = at; i > 0 && json[i] != ',' && json[i] != '{'; i--)
		if (json[i] == '"')
			name = json + i;
	for (size_t i = 0; name != NULL && i < COUNT_OF(names); i++)
		if (strncmp(name, names[i], strlen(names[i])) == 0)
			return true;
	return false;
}

START_TEST(test_spoilt_plans_are_found_out)
{
	CLEANUP(world_done) struct world world = { .seed = 0 };
	CLEANUP(text_done) struct text whole = { 0 };
	struct err err;
	int tried = 0;

	make_world(&world, 7);
	json_write(&whole, world.plan);
	for (size_t at = 0; at < whole.length; at++) {
		CLEANUP(text_done) struct text json = { 0 }, findings = { 0 };
		CLEANUP(json_free) struct json *plan = NULL;

		text_add_bytes(&json, whole.data, whole.length);
		if (may_differ(whole.data, at) || !spoil(&json, at) ||
		    json_parse(json.data, json.length, &plan, &err) != OK)
			continue;
		tried++;
		ck_assert_msg(verify(&world, plan, &findings) > 0, "byte %zu: %.60s", at,
		    json.data + (at > 30 ? at - 30 : 0));
	}
	ck_assert_int_gt(tried, 50);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("agree");

	tcase_set_timeout(tests, 600);
	tcase_add_test(tests, test_plans_are_as_they_say);
	tcase_add_test(tests, test_spoilt_plans_are_found_out);
	return run_tests("plan/agree", tests);
}
