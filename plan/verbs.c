#include "verbs.h"

#include "grouping.h"
#include "matrix.h"
#include "season_plan.h"
#include "sheets.h"
#include "spelling.h"

#include <string.h>

#define LIST(...) ((const struct argument[]){ __VA_ARGS__{ .name = NULL } })
#define INPUT(word, file, what) \
	{ .name = word, .type = ARGUMENT_FILE, .shown = (file), .help = (what) },
#define OPTION(word, kind, what, ...) \
	{ .name = word, .type = (kind), .help = (what), __VA_ARGS__ },

/* clang-format off */
#define SEARCH(effort_help, effort_max) \
	OPTION("effort", ARGUMENT_INTEGER, effort_help, .most = (int64_t)(effort_max)) \
	OPTION("seconds", ARGUMENT_TEXT, \
	    "instead of --effort: as many moves as this machine does in so many " \
	    "seconds, like 0.5 or 10", .shown = "S", .least = 1, .most = 20) \
	OPTION("seed", ARGUMENT_INTEGER, "another seed gives another plan, as good", \
	    .initial = "1") \
	OPTION("json", ARGUMENT_BOOL, "print JSON; errors too")

#define THREADS \
	OPTION("threads", ARGUMENT_INTEGER, "the same plan sooner", .initial = "1", \
	    .least = 1, .most = 64)

#define PEOPLE(needed) \
	{ .name = "roster", .type = ARGUMENT_FILE, .shown = "ROSTER.csv", \
	    .flags = ARGUMENT_POSITIONAL | (needed), \
	    .help = "the people: id, specialty, sites, evenings, host ..." }, \
	INPUT("sites", "SITES.csv", "where people work: position and region") \
	INPUT("venues", "VENUES.csv", "where tables meet, and how many at a time") \
	OPTION("size", ARGUMENT_RANGE, "people at a table", .shown = "6..8", \
	    .initial = "6..8", .least = 1, .most = GROUPING_SIZE_MAX) \
	INPUT("rules", "FILE", "weights, limits, people who belong together") \
	INPUT("history", "FILE", \
	    "who has met: columns id,round,group or a,b,rounds_ago") \
	INPUT("exclude", "FILE", "who must not meet: columns a,b")

static enum status
check_search(const struct inputs *values, struct err *err)
{
	if (inputs_has(values, "effort") && inputs_has(values, "seconds"))
		return err_set(err, ERR_INVALID, "give --effort or --seconds, not both");
	return OK;
}

static enum status
check_groups(const struct inputs *values, struct err *err)
{
	if (inputs_has(values, "venues") && !inputs_has(values, "sites"))
		return err_set(err, ERR_INVALID,
		    "--venues needs --sites: else nobody knows how far a venue is");
	return check_search(values, err);
}

static enum status
check_season(const struct inputs *values, struct err *err)
{
	if (inputs_has(values, "people") == inputs_has(values, "roster"))
		return err_set(err, ERR_INVALID, "season needs ROSTER.csv or --people N");
	return check_groups(values, err);
}

const struct command verbs_table[VERBS_COUNT] = {
[VERBS_GROUPS] = {
	.verb = "groups",
	.help = "seat the people of a roster at tables",
	.more = "Files are those of convene-roster(5). Without --sites everybody can "
	    "meet everybody; with it the way to a table counts, and tables meet at "
	    "sites unless --venues names other places. A plan breaks no rule: who "
	    "cannot be seated is left out and told why. convene-plan(1) explains "
	    "rules, costs and the JSON.",
	.example = "convene-plan groups roster.csv --sites sites.csv --json >plan.json",
	.arguments = LIST(
	    PEOPLE(ARGUMENT_REQUIRED)
	    OPTION("rounds", ARGUMENT_INTEGER,
		"so many rounds, each knowing those before it", .least = 1, .most = 1000)
	    SEARCH("how much to try: moves, each of one seat or two; 1000 for each "
		"person, at least 4 million", GROUPING_EFFORT_MAX) THREADS),
	.check = check_groups },
[VERBS_SEASON] = {
	.verb = "season",
	.help = "plan all rounds of a season, so that people meet new people",
	.more = "An intention, before anybody has answered. Instead of a roster "
	    "--people may say how many there are.",
	.example = "convene-plan season --people 140 --size 6..8 --rounds 12",
	.arguments = LIST(
	    PEOPLE(0)
	    OPTION("people", ARGUMENT_INTEGER,
		"instead of a roster: so many who are free every time", .least = 1,
		.most = SHEETS_PEOPLE_MAX)
	    OPTION("rounds", ARGUMENT_INTEGER, "how many", .initial = "12", .least = 1,
		.most = SEASON_PLAN_ROUNDS_MAX)
	    OPTION("method", ARGUMENT_CHOICE, "how; automatic takes the first that fits",
		.shown = "METHOD", .choices = "automatic|construction|joint|rolling",
		.initial = "automatic")
	    SEARCH("how much to try: moves; what is usually enough",
		GROUPING_EFFORT_MAX)),
	.check = check_season },
[VERBS_MATRIX] = {
	.verb = "matrix",
	.help = "group elements by their distances, for the greatest sum in groups",
	.more = "The file is that of the maximally diverse grouping problem: a line "
	    "n K ss|ds lb1 ub1 ... lbK ubK, then i j d for each pair.",
	.example = "convene-plan matrix RanReal_n240_ss_01.txt --seconds 10 --json",
	.arguments = LIST(
	    { .name = "file", .type = ARGUMENT_FILE, .shown = "FILE",
		.flags = ARGUMENT_POSITIONAL | ARGUMENT_REQUIRED,
		.help = "the distances" },
	    SEARCH("how much to try: changes looked at; 1.6 thousand million",
		MATRIX_EFFORT_MAX) THREADS),
	.check = check_search },
[VERBS_EXPLAIN] = {
	.verb = "explain",
	.help = "say in words why a plan is as it is: a round, a table or a person",
	.more = "The plan is what `groups --json` printed; it is checked before.",
	.example = "convene-plan explain plan.json table 7",
	.arguments = LIST(
	    { .name = "plan", .type = ARGUMENT_FILE, .shown = "PLAN.json",
		.flags = ARGUMENT_POSITIONAL | ARGUMENT_REQUIRED,
		.help = "what --json printed" },
	    { .name = "what", .type = ARGUMENT_ID, .shown = "PERSON|table|round",
		.flags = ARGUMENT_POSITIONAL,
		.help = "a person's id, 'table' with its number, or 'round'" },
	    { .name = "number", .type = ARGUMENT_INTEGER, .shown = "N",
		.flags = ARGUMENT_POSITIONAL, .help = "which table" },
	    OPTION("round", ARGUMENT_INTEGER, "of a plan of several rounds",
		.initial = "1", .least = 1, .most = 1000)
	    OPTION("json", ARGUMENT_BOOL, "print JSON; errors too")) },
[VERBS_CHECK] = {
	.verb = "check",
	.help = "compute every rule and the score of a plan anew, from its files",
	.more = "The plan is what --json printed; the files are looked for where they "
	    "were, or beside the plan. Ends with 10 when anything is not as the plan "
	    "says.",
	.example = "convene-plan check plan.json",
	.arguments = LIST(
	    { .name = "plan", .type = ARGUMENT_FILE, .shown = "PLAN.json",
		.flags = ARGUMENT_POSITIONAL | ARGUMENT_REQUIRED,
		.help = "what --json printed" },
	    OPTION("json", ARGUMENT_BOOL, "print JSON; errors too")) },
};
/* clang-format on */

enum status
verbs_find(const char *word, enum verbs_id *ret_id, struct err *err)
{
	const char *words[VERBS_COUNT], *nearest;

	for (enum verbs_id id = 0; id < VERBS_COUNT; id++) {
		words[id] = verbs_table[id].verb;
		if (strcmp(words[id], word) == 0) {
			*ret_id = id;
			return OK;
		}
	}
	nearest = spelling_nearest(word, words, VERBS_COUNT);
	if (nearest != NULL)
		return err_set(err, ERR_INVALID, "'%s' is no command; did you mean '%s'?",
		    word, nearest);
	return err_set(err, ERR_INVALID, "'%s' is no command", word);
}
