/* grouping_archive.c - a line is a word and its numbers, with one blank between them:
 *
 *   grouping 1          people, pairs, slots, venues, sites, sizes, seed, effort
 *   grouping 2          the same and how many fixed tables, where there are any
 *   weights             of the attributes, travel, alone, left out
 *   venue               seats of a table, tables by slot
 *   way                 minutes from a site to each venue
 *   person              codes, slots, sections, minds_alone, site, glue, times left out,
 *                       host load and quota, travel limit, may host
 *   apart, manager      two people
 *   met, like, dislike  two people, what that costs (of like: what it saves)
 *   fixed               slot, venue, frozen or not, cost per change, size, members
 *
 * As many lines of each as the first one says, the pairs in their order. */
#include "grouping_archive.h"

#include "archive_line.h"
#include "grouping_input.h"

#include <string.h>

#define ARCHIVE_PLAIN 1 /* without fixed tables: the text is as it always was */
#define ARCHIVE_FIXED 2
#define PLAN_VERSION 1
#define HEAD_NUMBERS 11 /* of version 2; version 1 has one less */
#define FIXED_NUMBERS 5 /* before the members */
#define WEIGHT_NUMBERS (GROUPING_ATTRIBUTES + 3)
#define PERSON_NUMBERS (GROUPING_ATTRIBUTES + 10)

static void
add_head(const struct grouping_input *input, struct text *text)
{
	const struct grouping_weights *weights = &input->weights;
	bool has_fixed = input->fixed_count > 0;
	const uint64_t head[HEAD_NUMBERS] = { has_fixed ? ARCHIVE_FIXED : ARCHIVE_PLAIN,
		input->people_count, input->pairs_count, input->slots_count,
		input->venues_count, input->sites_count, input->size_min, input->size_max,
		input->seed, input->effort, input->fixed_count };

	text_add(text, "grouping");
	archive_line_add_all(text, head, has_fixed ? HEAD_NUMBERS : HEAD_NUMBERS - 1);
	text_add(text, "weights");
	for (int a = 0; a < GROUPING_ATTRIBUTES; a++)
		archive_line_add(text, (uint64_t)weights->attributes[a]);
	const uint64_t others[] = { (uint64_t)weights->travel, (uint64_t)weights->alone,
		(uint64_t)weights->left_out };

	archive_line_add_all(text, others, COUNT_OF(others));
}

static void
add_places(const struct grouping_input *input, struct text *text)
{
	size_t venues = input->venues_count;

	for (size_t v = 0; v < venues; v++) {
		text_add(text, "venue");
		archive_line_add(text, input->table_seats[v]);
		for (uint32_t s = 0; s < input->slots_count; s++)
			archive_line_add(text, input->tables[v * input->slots_count + s]);
		text_add(text, "\n");
	}
	for (size_t site = 0; site < input->sites_count; site++) {
		text_add(text, "way");
		for (size_t v = 0; v < venues; v++)
			archive_line_add(text, input->minutes[site * venues + v]);
		text_add(text, "\n");
	}
}

static void
add_person(const struct grouping_person *person, struct text *text)
{
	const uint64_t numbers[] = { person->slots, person->sections, person->minds_alone,
		person->site, person->glue, person->times_left_out, person->host_load,
		person->host_quota, person->travel_minutes_max, person->may_host };

	text_add(text, "person");
	for (int a = 0; a < GROUPING_ATTRIBUTES; a++)
		archive_line_add(text, person->codes[a]);
	archive_line_add_all(text, numbers, COUNT_OF(numbers));
}

/* The words of pairs; of those that have no cost it means nothing. */
static const struct pair_word {
	const char *word;
	enum grouping_pair_kind kind;
	int sign; /* of the cost */
} pair_words[] = {
	{ "apart", GROUPING_APART, 0 },
	{ "manager", GROUPING_MANAGER, 0 },
	{ "met", GROUPING_MET, 1 },
	{ "like", GROUPING_WISH, -1 },
	{ "dislike", GROUPING_WISH, 1 },
};

static const struct pair_word *
word_of(const struct grouping_pair *pair)
{
	size_t i = 0;

	while (pair_words[i].kind != pair->kind ||
	    (pair_words[i].sign < 0 && pair->cost >= 0))
		i++;
	return &pair_words[i];
}

static void
add_pair(const struct grouping_pair *pair, struct text *text)
{
	const struct pair_word *word = word_of(pair);
	const uint64_t numbers[] = { pair->a, pair->b,
		(uint64_t)((int64_t)pair->cost * word->sign) };

	text_add_bytes(text, word->word, strlen(word->word)); /* of the table */
	archive_line_add_all(text, numbers, word->sign == 0 ? 2 : 3);
}

static void
add_fixed(const struct grouping_fixed *fixed, struct text *text)
{
	const uint64_t numbers[FIXED_NUMBERS] = { fixed->slot, fixed->venue,
		fixed->is_frozen, (uint64_t)fixed->stay_cost, fixed->size };

	text_add(text, "fixed");
	for (size_t i = 0; i < FIXED_NUMBERS; i++)
		archive_line_add(text, numbers[i]);
	for (uint32_t i = 0; i < fixed->size; i++)
		archive_line_add(text, fixed->members[i]);
	text_add(text, "\n");
}

void
grouping_archive_input(const struct grouping_input *input, struct text *text)
{
	add_head(input, text);
	add_places(input, text);
	for (uint32_t i = 0; i < input->people_count; i++)
		add_person(&input->people[i], text);
	for (size_t i = 0; i < input->pairs_count; i++)
		add_pair(&input->pairs[i], text);
	for (uint32_t k = 0; k < input->fixed_count; k++)
		add_fixed(&input->fixed[k], text);
}

/* What one version can say the other does not: one input, one text. */
static enum status
read_first_line(struct archive_reader *reader, uint64_t head[static HEAD_NUMBERS])
{
	static const uint64_t most[HEAD_NUMBERS] = { ARCHIVE_FIXED, GROUPING_PEOPLE_MAX,
		UINT32_MAX, GROUPING_SLOTS_MAX, GROUPING_CODE_MAX, GROUPING_PEOPLE_MAX,
		GROUPING_SIZE_MAX, GROUPING_SIZE_MAX, UINT64_MAX, GROUPING_EFFORT_MAX,
		GROUPING_PEOPLE_MAX };
	enum status status = archive_line_word(reader, "grouping");
	size_t count = 1;

	head[HEAD_NUMBERS - 1] = 0;
	for (size_t i = 0; status == OK && i < count; i++) {
		status = archive_line_number(reader, most[i], &head[i]);
		count = head[0] == ARCHIVE_FIXED ? HEAD_NUMBERS : HEAD_NUMBERS - 1;
	}
	if (status == OK)
		status = archive_line_end(reader);
	if (status == OK && head[0] == 0)
		status = archive_line_refuse(reader,
		    "not a version that this program knows");
	if (status == OK && head[0] == ARCHIVE_FIXED && head[HEAD_NUMBERS - 1] == 0)
		status = archive_line_refuse(reader, "no fixed tables");
	return status;
}

static enum status
read_head(struct archive_reader *reader, struct grouping_input *input)
{
	uint64_t head[HEAD_NUMBERS], weights[WEIGHT_NUMBERS], most[WEIGHT_NUMBERS];
	enum status status = read_first_line(reader, head);

	for (size_t i = 0; i < WEIGHT_NUMBERS; i++)
		most[i] = GROUPING_WEIGHT_MAX;
	if (status == OK)
		status = archive_line_read(reader, "weights", WEIGHT_NUMBERS, most,
		    weights);
	if (status != OK)
		return status;
	*input = (struct grouping_input){
		.people_count = (uint32_t)head[1],
		.pairs_count = head[2],
		.slots_count = (uint32_t)head[3],
		.venues_count = (uint32_t)head[4],
		.sites_count = (uint32_t)head[5],
		.size_min = (uint32_t)head[6],
		.size_max = (uint32_t)head[7],
		.seed = head[8],
		.effort = head[9],
		.fixed_count = (uint32_t)head[10],
		.weights = {
			.travel = (int32_t)weights[GROUPING_ATTRIBUTES],
			.alone = (int32_t)weights[GROUPING_ATTRIBUTES + 1],
			.left_out = (int32_t)weights[GROUPING_ATTRIBUTES + 2],
		},
	};
	for (int a = 0; a < GROUPING_ATTRIBUTES; a++)
		input->weights.attributes[a] = (int32_t)weights[a];
	return OK;
}

/* Memory is taken for what is there, not for what the first line says: every number takes
 * two bytes and every line a word. */
static enum status
check_length(const struct archive_reader *reader, const struct grouping_input *input)
{
	uint64_t numbers = (uint64_t)input->venues_count *
		((uint64_t)input->sites_count + input->slots_count) +
	    (uint64_t)input->people_count * PERSON_NUMBERS +
	    (uint64_t)input->fixed_count * (FIXED_NUMBERS + 1) +
	    (uint64_t)input->pairs_count * 4; /* "met" is as long as two more */

	if (numbers * 2 + input->sites_count > (uint64_t)(reader->end - reader->at))
		return archive_line_refuse(reader, "the text is shorter than it says");
	return OK;
}

static enum status
read_venues(struct archive_reader *reader, struct arena *arena,
    struct grouping_input *input)
{
	size_t venues = input->venues_count, slots = input->slots_count;
	uint16_t *tables = ARENA_NEW(arena, uint16_t, venues * slots + 1);
	uint16_t *seats = ARENA_NEW(arena, uint16_t, venues + 1);
	uint64_t most[1 + GROUPING_SLOTS_MAX], numbers[1 + GROUPING_SLOTS_MAX];
	enum status status = OK;

	for (size_t i = 0; i < COUNT_OF(most); i++)
		most[i] = UINT16_MAX;
	for (size_t v = 0; status == OK && v < venues; v++) {
		status = archive_line_read(reader, "venue", 1 + slots, most, numbers);
		seats[v] = status == OK ? (uint16_t)numbers[0] : 0;
		for (size_t s = 0; status == OK && s < slots; s++)
			tables[v * slots + s] = (uint16_t)numbers[1 + s];
	}
	input->tables = tables;
	input->table_seats = seats;
	return status;
}

static enum status
read_ways(struct archive_reader *reader, struct arena *arena,
    struct grouping_input *input)
{
	size_t venues = input->venues_count;
	uint8_t *minutes = ARENA_NEW(arena, uint8_t, venues * input->sites_count + 1);
	enum status status = OK;
	uint64_t number;

	input->minutes = minutes;
	for (size_t site = 0; status == OK && site < input->sites_count; site++) {
		status = archive_line_word(reader, "way");
		for (size_t v = 0; status == OK && v < venues; v++) {
			status = archive_line_number(reader, GROUPING_NO_WAY, &number);
			if (status == OK)
				*minutes++ = (uint8_t)number;
		}
		if (status == OK)
			status = archive_line_end(reader);
	}
	return status;
}

static struct grouping_person
person_of(const uint64_t *numbers)
{
	const uint64_t *rest = numbers + GROUPING_ATTRIBUTES;
	struct grouping_person person = {
		.slots = rest[0],
		.sections = rest[1],
		.minds_alone = rest[2],
		.site = (uint32_t)rest[3],
		.glue = (uint32_t)rest[4],
		.times_left_out = (uint16_t)rest[5],
		.host_load = (uint16_t)rest[6],
		.host_quota = (uint16_t)rest[7],
		.travel_minutes_max = (uint8_t)rest[8],
		.may_host = rest[9] != 0,
	};

	for (int a = 0; a < GROUPING_ATTRIBUTES; a++)
		person.codes[a] = (uint32_t)numbers[a];
	return person;
}

static enum status
read_people(struct archive_reader *reader, struct arena *arena,
    struct grouping_input *input)
{
	static const uint64_t rest_most[] = { UINT64_MAX, UINT64_MAX, UINT64_MAX,
		UINT32_MAX, UINT32_MAX, UINT16_MAX, UINT16_MAX, UINT16_MAX, UINT8_MAX,
		1 };
	struct grouping_person *people = ARENA_NEW(arena, struct grouping_person,
	    input->people_count + 1);
	uint64_t most[PERSON_NUMBERS], numbers[PERSON_NUMBERS];
	enum status status = OK;

	_Static_assert(COUNT_OF(rest_most) + GROUPING_ATTRIBUTES == PERSON_NUMBERS,
	    "a limit for each number");
	for (int a = 0; a < GROUPING_ATTRIBUTES; a++)
		most[a] = GROUPING_CODE_MAX;
	memcpy(most + GROUPING_ATTRIBUTES, rest_most, sizeof rest_most);
	input->people = people;
	for (uint32_t i = 0; status == OK && i < input->people_count; i++) {
		status = archive_line_read(reader, "person", PERSON_NUMBERS, most,
		    numbers);
		if (status == OK)
			people[i] = person_of(numbers);
	}
	return status;
}

static enum status
read_pair(struct archive_reader *reader, struct grouping_pair *pair)
{
	static const uint64_t most[] = { UINT32_MAX, UINT32_MAX, GROUPING_PAIR_MAX };
	size_t room = (size_t)(reader->end - reader->at), i = 0;
	uint64_t numbers[COUNT_OF(most)] = { 0 };

	while (i < COUNT_OF(pair_words) &&
	    (room <= strlen(pair_words[i].word) ||
		memcmp(reader->at, pair_words[i].word, strlen(pair_words[i].word)) != 0))
		i++;
	if (i == COUNT_OF(pair_words)) {
		reader->line++;
		return archive_line_refuse(reader, "a pair is missing");
	}
	const struct pair_word *word = &pair_words[i];
	enum status status = archive_line_read(reader, word->word,
	    word->sign == 0 ? 2 : 3, most, numbers);

	if (status == OK && word->sign < 0 && numbers[2] == 0)
		status = archive_line_refuse(reader, "a 'like' that saves nothing");
	*pair = (struct grouping_pair){
		.a = (uint32_t)numbers[0],
		.b = (uint32_t)numbers[1],
		.kind = word->kind,
		.cost = (int32_t)numbers[2] * word->sign,
	};
	return status;
}

static enum status
read_pairs(struct archive_reader *reader, struct arena *arena,
    struct grouping_input *input)
{
	struct grouping_pair *pairs = ARENA_NEW(arena, struct grouping_pair,
	    input->pairs_count + 1);
	enum status status = OK;

	input->pairs = pairs;
	for (size_t i = 0; status == OK && i < input->pairs_count; i++)
		status = read_pair(reader, &pairs[i]);
	return status;
}

static enum status
read_table(struct archive_reader *reader, struct arena *arena,
    struct grouping_fixed *fixed)
{
	static const uint64_t most[FIXED_NUMBERS] = { UINT32_MAX, UINT32_MAX, 1,
		GROUPING_PAIR_MAX, GROUPING_SIZE_MAX };
	uint64_t numbers[FIXED_NUMBERS] = { 0 }, member;
	enum status status = archive_line_word(reader, "fixed");

	for (size_t i = 0; status == OK && i < FIXED_NUMBERS; i++)
		status = archive_line_number(reader, most[i], &numbers[i]);

	uint32_t *members = ARENA_NEW(arena, uint32_t, numbers[FIXED_NUMBERS - 1] + 1);

	*fixed = (struct grouping_fixed){
		.members = members,
		.slot = (uint32_t)numbers[0],
		.venue = (uint32_t)numbers[1],
		.is_frozen = numbers[2] != 0,
		.stay_cost = (int32_t)numbers[3],
		.size = (uint32_t)numbers[4],
	};
	for (uint32_t i = 0; status == OK && i < fixed->size; i++) {
		status = archive_line_number(reader, UINT32_MAX, &member);
		members[i] = status == OK ? (uint32_t)member : 0;
	}
	return status == OK ? archive_line_end(reader) : status;
}

static enum status
read_fixed(struct archive_reader *reader, struct arena *arena,
    struct grouping_input *input)
{
	struct grouping_fixed *fixed = ARENA_NEW(arena, struct grouping_fixed,
	    input->fixed_count + 1);
	enum status status = OK;

	input->fixed = fixed;
	for (uint32_t k = 0; status == OK && k < input->fixed_count; k++)
		status = read_table(reader, arena, &fixed[k]);
	return status;
}

enum status
grouping_archive_read(const char *bytes, size_t length, struct arena *arena,
    struct grouping_input *ret_input, struct err *err)
{
	struct archive_reader reader = { .at = bytes, .end = bytes + length, .err = err };
	struct grouping_input input;
	enum status status = read_head(&reader, &input);

	if (status == OK)
		status = check_length(&reader, &input);
	if (status == OK)
		status = read_venues(&reader, arena, &input);
	if (status == OK)
		status = read_ways(&reader, arena, &input);
	if (status == OK)
		status = read_people(&reader, arena, &input);
	if (status == OK)
		status = read_pairs(&reader, arena, &input);
	if (status == OK)
		status = read_fixed(&reader, arena, &input);
	if (status == OK && reader.at != reader.end)
		status = archive_line_refuse(&reader, "something follows the end");
	if (status == OK)
		status = grouping_input_check(&input, err);
	if (status == OK)
		*ret_input = input;
	return status;
}

static void
add_costs(const char *word, const int64_t costs[static GROUPING_TERM_COUNT],
    struct text *text)
{
	text_add_bytes(text, word, strlen(word)); /* a literal of ours */
	for (int term = 0; term < GROUPING_TERM_COUNT; term++) {
		text_add(text, " ");
		text_add_int(text, costs[term]);
	}
	text_add(text, "\n");
}

static void
add_group(const struct grouping_group *group, struct text *text)
{
	const uint64_t numbers[] = { group->slot, group->venue, group->host, group->hosts,
		group->slots_shared, group->minutes_max, group->repeats };

	text_add(text, "group");
	for (uint32_t i = 0; i < group->size; i++)
		archive_line_add(text, group->members[i]);
	text_add(text, "\nfacts");
	for (size_t i = 0; i < COUNT_OF(numbers); i++)
		archive_line_add(text, numbers[i]);
	for (int a = 0; a < GROUPING_ATTRIBUTES; a++)
		archive_line_add(text, group->distinct[a]);
	text_add(text, "\n");
	add_costs("costs", group->costs, text);
}

void
grouping_archive_plan(const struct grouping_plan *plan, struct text *text)
{
	const uint64_t head[] = { PLAN_VERSION, plan->groups_count, plan->left_count,
		plan->violations, plan->seed, plan->effort, plan->digest,
		plan->truncated };

	text_add(text, "plan");
	archive_line_add_all(text, head, COUNT_OF(head));
	add_costs("costs", plan->costs, text);
	add_costs("bounds", plan->bounds, text);
	for (uint32_t i = 0; i < plan->groups_count; i++)
		add_group(&plan->groups[i], text);
	for (uint32_t i = 0; i < plan->left_count; i++) {
		const struct grouping_left *left = &plan->left[i];

		text_add(text, "left");
		archive_line_add(text, left->person);
		archive_line_add(text, left->reason);
		archive_line_add(text, left->people);
		for (int rule = 0; rule < GROUPING_RULE_COUNT; rule++)
			archive_line_add(text, left->closed_alone[rule]);
		text_add(text, "\n");
	}
}
