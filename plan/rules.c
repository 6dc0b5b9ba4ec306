/* rules.c - each option of the file is a row with the function that takes its value. */
#include "rules.h"

#include "civil.h"
#include "config.h"
#include "unit.h"

#include <inttypes.h>
#include <string.h>

#define EVENINGS_ALL ((1U << CIVIL_WEEKDAY_COUNT) - 1)

static const char *const terms[GROUPING_TERM_COUNT] = {
	[RULES_SPECIALTY] = "specialty",
	[RULES_SITE] = "site",
	[RULES_STAGE] = "stage",
	[RULES_ROLE] = "role",
	[RULES_PANEL] = "panel",
	[RULES_RELATIONSHIP] = "relationship",
	[RULES_REGION] = "region",
	[GROUPING_TERM_TRAVEL] = "travel",
	[GROUPING_TERM_MET] = "repeats",
	[GROUPING_TERM_WISH] = "wishes",
	[GROUPING_TERM_ALONE] = "alone",
	[GROUPING_TERM_LEFT_OUT] = "left_out",
};

const char *
rules_term(enum grouping_term term)
{
	return terms[term];
}

void
rules_start(struct rules *rules)
{
	*rules = (struct rules){
		.weights = {
			.attributes = {
				[RULES_SPECIALTY] = 10,
				[RULES_SITE] = 6,
				[RULES_STAGE] = 4,
				[RULES_ROLE] = 4,
			},
			.travel = 1,
			.alone = 15,
			.left_out = 300,
		},
		.met = 60,
		.minutes_max = 45,
		.evenings = EVENINGS_ALL,
		.levels = 1,
	};
}

struct reading {
	struct rules *rules;
	bool has_evenings;
};

struct option;

struct setting_place {
	struct reading *reading;
	const struct option *option;
	const char *title;
	const char *value;
	int line;
};

typedef enum status set_fn(const struct setting_place *at, struct err *err);

struct option {
	const char *section, *name;
	set_fn *set;
	int most;      /* of a number; 0 is the least */
	size_t offset; /* of the field in struct rules */
	bool is_titled, is_list;
};

static enum status
read_number(const struct setting_place *at, int64_t *ret_number, struct err *err)
{
	int64_t number;

	if (unit_parse_count(at->value, &number, NULL) != OK || number > at->option->most)
		return err_set(err, ERR_INVALID, "%s %s is 0 to %d, not %s",
		    at->option->section, at->option->name, at->option->most, at->value);
	*ret_number = number;
	return OK;
}

static enum status
set_weight(const struct setting_place *at, struct err *err)
{
	int64_t number = 0;
	enum status status = read_number(at, &number, err);

	if (status == OK)
		*(int32_t *)(void *)((char *)at->reading->rules +
		    at->option->offset) = (int32_t)number;
	return status;
}

static enum status
set_minutes(const struct setting_place *at, struct err *err)
{
	int64_t number = 0;
	enum status status = read_number(at, &number, err);

	if (status == OK)
		at->reading->rules->minutes_max = (uint8_t)number;
	return status;
}

static enum status
set_levels(const struct setting_place *at, struct err *err)
{
	int64_t number = 0;
	enum status status = read_number(at, &number, err);

	if (status == OK)
		at->reading->rules->levels = (int)number;
	return status;
}

static enum status
read_evening(const struct setting_place *at, unsigned *ret_evenings, struct err *err)
{
	enum civil_weekday weekday = civil_find_weekday(at->value, strlen(at->value));

	if (weekday == CIVIL_WEEKDAY_COUNT)
		return err_set(err, ERR_INVALID, "%s %s: '%s' is no weekday like thu",
		    at->option->section, at->option->name, at->value);
	*ret_evenings |= 1U << weekday;
	return OK;
}

static enum status
set_evening(const struct setting_place *at, struct err *err)
{
	struct rules *rules = at->reading->rules;

	if (!at->reading->has_evenings)
		rules->evenings = 0;
	at->reading->has_evenings = true;
	return read_evening(at, &rules->evenings, err);
}

static void
add_text(struct rules *rules, struct rules_texts *texts, const char *value, int line)
{
	struct rules_text *text = ARENA_NEW(&rules->arena, struct rules_text, 1);

	*text = (struct rules_text){ .text = arena_text(&rules->arena, value),
		.line = line };
	if (texts->last != NULL)
		texts->last->next = text;
	else
		texts->first = text;
	texts->last = text;
	texts->count++;
}

static enum status
set_section(const struct setting_place *at, struct err *err)
{
	struct rules *rules = at->reading->rules;

	if (rules->sections.count == RULES_SECTIONS_MAX)
		return err_set(err, ERR_INVALID, "at most %d sections are watched",
		    RULES_SECTIONS_MAX);
	for (const struct rules_text *text = rules->sections.first; text != NULL;
	     text = text->next)
		if (strcmp(text->text, at->value) == 0)
			return err_set(err, ERR_INVALID, "'%s' is named twice",
			    at->value);
	add_text(rules, &rules->sections, at->value, at->line);
	return OK;
}

static enum status
set_fine_alone(const struct setting_place *at, struct err *err)
{
	(void)err;
	add_text(at->reading->rules, &at->reading->rules->fine_alone, at->value,
	    at->line);
	return OK;
}

/* The values of a section stand together, one title after the other. */
static struct rules_circle *
circle_of(const struct setting_place *at)
{
	struct rules *rules = at->reading->rules;
	struct rules_circle *circle = rules->last_circle;
	bool is_kept = strcmp(at->option->section, "keep") == 0;

	if (circle != NULL && circle->is_kept == is_kept &&
	    strcmp(circle->name, at->title) == 0)
		return circle;
	circle = ARENA_NEW(&rules->arena, struct rules_circle, 1);
	*circle = (struct rules_circle){
		.name = arena_text(&rules->arena, at->title),
		.line = at->line,
		.is_kept = is_kept,
		.points = 20,
	};
	if (rules->last_circle != NULL)
		rules->last_circle->next = circle;
	else
		rules->circles = circle;
	rules->last_circle = circle;
	return circle;
}

static enum status
set_people(const struct setting_place *at, struct err *err)
{
	struct rules_circle *circle = circle_of(at);

	if (circle->people.count == GROUPING_SIZE_MAX)
		return err_set(err, ERR_INVALID, "%s \"%s\" names more than %d people",
		    at->option->section, circle->name, GROUPING_SIZE_MAX);
	for (const struct rules_text *text = circle->people.first; text != NULL;
	     text = text->next)
		if (strcmp(text->text, at->value) == 0)
			return err_set(err, ERR_INVALID, "%s \"%s\" names %s twice",
			    at->option->section, circle->name, at->value);
	add_text(at->reading->rules, &circle->people, at->value, at->line);
	return OK;
}

static enum status
set_pin(const struct setting_place *at, struct err *err)
{
	return read_evening(at, &circle_of(at)->evenings, err);
}

static enum status
set_points(const struct setting_place *at, struct err *err)
{
	bool is_negative = at->value[0] == '-';
	int64_t number;

	if (unit_parse_count(at->value + (is_negative ? 1 : 0), &number, NULL) != OK ||
	    number > RULES_POINTS_MAX)
		return err_set(err, ERR_INVALID, "wish points is %d to %d, not %s",
		    -RULES_POINTS_MAX, RULES_POINTS_MAX, at->value);
	circle_of(at)->points = (int32_t)(is_negative ? -number : number);
	return OK;
}

/* clang-format off */
#define WEIGHT(name, field) \
	{ "weights", name, set_weight, GROUPING_WEIGHT_MAX, \
	    offsetof(struct rules, field), false, false }

static const struct option options[] = {
	WEIGHT("specialty", weights.attributes[RULES_SPECIALTY]),
	WEIGHT("site", weights.attributes[RULES_SITE]),
	WEIGHT("stage", weights.attributes[RULES_STAGE]),
	WEIGHT("role", weights.attributes[RULES_ROLE]),
	WEIGHT("panel", weights.attributes[RULES_PANEL]),
	WEIGHT("relationship", weights.attributes[RULES_RELATIONSHIP]),
	WEIGHT("region", weights.attributes[RULES_REGION]),
	WEIGHT("travel", weights.travel),
	WEIGHT("repeats", met),
	WEIGHT("alone", weights.alone),
	WEIGHT("left_out", weights.left_out),
	{ "travel", "minutes_max", set_minutes, GROUPING_NO_WAY - 1, 0, false, false },
	{ "evenings", "held", set_evening, 0, 0, false, true },
	{ "managers", "levels", set_levels, RULES_LEVELS_MAX, 0, false, false },
	{ "sections", "never_alone", set_section, 0, 0, false, true },
	{ "sections", "fine_alone", set_fine_alone, 0, 0, false, true },
	{ "keep", "people", set_people, 0, 0, true, true },
	{ "keep", "evenings", set_pin, 0, 0, true, true },
	{ "wish", "people", set_people, 0, 0, true, true },
	{ "wish", "points", set_points, 0, 0, true, false },
};
/* clang-format on */

static enum status
on_value(const char *section, const char *title, const char *name, const char *value,
    int line, struct err *err, void *arg)
{
	struct setting_place at = { .reading = arg,
		.title = title,
		.value = value,
		.line = line };

	for (size_t i = 0; i < COUNT_OF(options); i++) {
		at.option = &options[i];
		if (strcmp(options[i].section, section) == 0 &&
		    strcmp(options[i].name, name) == 0)
			return options[i].set(&at, err);
	}
	return err_set(err, ERR_BUG, "no row for %s %s", section, name);
}

/* What only a whole circle tells. */
static enum status
check_circles(const struct rules *rules, const char *file, struct text *errors)
{
	enum status status = OK;

	for (const struct rules_circle *circle = rules->circles; circle != NULL;
	     circle = circle->next) {
		if (circle->people.count >= 2)
			continue;
		status = ERR_INVALID;
		text_add_line(errors, file);
		text_add(errors, ":");
		text_add_int(errors, circle->line);
		text_add(errors, ": \"");
		text_add_line(errors, circle->name);
		text_add(errors, "\" needs two people or more\n");
	}
	return status;
}

enum status
rules_parse(struct rules *rules, const char *file, const char *bytes, size_t length,
    struct text *errors, struct err *err)
{
	struct config_option known[COUNT_OF(options)];
	struct reading reading = { .rules = rules };
	bool is_whole = false;
	enum status status;

	for (size_t i = 0; i < COUNT_OF(options); i++)
		known[i] = (struct config_option){
			.section = options[i].section,
			.name = options[i].name,
			.is_titled = options[i].is_titled,
			.is_list = options[i].is_list,
		};
	status = config_parse(file, bytes, length, known, COUNT_OF(known), on_value,
	    &reading, &is_whole, errors);
	if (is_whole && check_circles(rules, file, errors) != OK)
		status = ERR_INVALID;
	if (status != OK)
		return err_set(err, status, "%s: the rules are wrong", file);
	return OK;
}

enum status
rules_read(struct rules *rules, const char *path, struct text *errors, struct err *err)
{
	enum status status = source_read(path, &rules->source, err);

	if (status != OK)
		return status;
	if (rules->source.bytes.length > CONFIG_BYTES_MAX)
		return err_set(err, ERR_LIMIT, "%s: over 1 MiB", path);
	return rules_parse(rules, path, text_string(&rules->source.bytes),
	    rules->source.bytes.length, errors, err);
}

void
rules_done(struct rules *rules)
{
	source_done(&rules->source);
	arena_done(&rules->arena);
}
