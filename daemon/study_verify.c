/* study_verify.c - is a stored plan true? The engine makes it again, a checker that
 * shares no code with it looks at rules and costs, and seats are compared with it. */
#include "study.h"

#include "grouping_archive.h"
#include "grouping_check.h"
#include "ids.h"
#include <stdio.h>
#include <string.h>

/* Sentences, as a JSON array. */
struct findings {
	struct text json;
	uint32_t count;
};

static void
find(struct findings *findings, const char *sentence)
{
	if (findings->count++ > 0)
		text_add(&findings->json, ",");
	text_add(&findings->json, "{\"finding\":");
	text_add_json(&findings->json, sentence);
	text_add(&findings->json, "}");
}

static bool
is_digest(const char *bytes, size_t length, const char *wanted)
{
	char digest[IDS_SHA256_SIZE];

	ids_sha256(bytes, length, digest);
	return strcmp(digest, wanted) == 0;
}

/* Tables were numbered in the order of the plan's groups. */
static void
compare_seats(const struct study *study, const struct grouping_plan *plan,
    struct findings *findings)
{
	for (uint32_t g = 0; g < plan->groups_count; g++)
		for (uint32_t i = 0; i < plan->groups[g].size; i++) {
			const struct round_study_person
			    *person = &study->people[plan->groups[g].members[i]];
			char sentence[240];

			if (person->number == 0 || person->number == g + 1)
				continue;
			snprintf(sentence, sizeof sentence,
			    "%.60s sits at table %lld, but was planned at table %u",
			    person->id, (long long)person->number, g + 1);
			find(findings, sentence);
		}
}

static void
check_plan(const struct study *study, const struct grouping_plan *plan,
    struct findings *findings)
{
	const struct round_study_facts *facts = &study->stored->facts;
	CLEANUP(text_done) struct text text = { 0 };
	char sentence[400];
	struct err err;

	grouping_archive_plan(plan, &text);
	if (!is_digest(text.data, text.length, facts->plan_digest)) {
		snprintf(sentence, sizeof sentence,
		    "the same seed and effort give another plan than the one that was "
		    "stored (formed by version %.40s, made again by %s)",
		    facts->engine, PACKAGE_VERSION);
		find(findings, sentence);
	}
	if (grouping_check_plan(&study->input, plan, &err) != OK) {
		snprintf(sentence, sizeof sentence, "the checker does not agree: %s",
		    err.text);
		find(findings, sentence);
	}
	if (facts->edits == 0)
		compare_seats(study, plan, findings);
}

static void
write_answer(const struct study *study, const struct grouping_plan *plan,
    const struct findings *findings, struct text *json)
{
	const struct round_study_facts *facts = &study->stored->facts;

	text_add(json, "{\"done\":");
	if (findings->count > 0)
		text_add_json(json, "the plan is not what it says");
	else if (facts->truncated)
		text_add_json(json,
		    "the input is the one that was stored; the plan was ended early "
		    "and cannot be made again");
	else
		text_add_json(json,
		    "made again, the plan is the same; the checker agrees with its "
		    "score and every rule");
	text_add(json, ",\"id\":");
	text_add_json(json, facts->name);
	text_add(json, ",\"seed\":");
	text_add_int(json, (int64_t)study->input.seed);
	text_add(json, ",\"effort\":");
	text_add_int(json, (int64_t)study->input.effort);
	text_add(json, ",\"input_digest\":");
	text_add_json(json, facts->input_digest);
	if (plan != NULL) {
		text_add(json, ",\"cost\":");
		text_add_int(json, plan->cost);
		text_add(json, ",\"bound\":");
		text_add_int(json, plan->bound);
		text_add(json, ",\"hard_violations\":");
		text_add_int(json, plan->violations);
	}
	text_add(json, ",\"changed_by_hand\":");
	text_add_int(json, facts->edits);
	text_add(json, ",\"findings\":[");
	text_add_bytes(json, text_string(&findings->json),
	    findings->json.length); /* JSON */
	text_add(json, "]");
	if (findings->count > 0)
		text_add(json, ",\"exit\":10");
	text_add(json, "}");
}

enum status
study_verify(struct study *study, const atomic_bool *is_cancelled, struct err *err)
{
	const struct round_study_facts *facts = &study->stored->facts;
	const struct grouping_options options = { .stop = is_cancelled };
	struct findings findings = { .count = 0 };
	struct grouping_plan plan;
	enum status status = OK;

	if (!is_digest(facts->input, strlen(facts->input), facts->input_digest))
		find(&findings,
		    "the stored input is not the one the round was formed "
		    "from");
	if (!facts->truncated)
		status = grouping_form(&study->input, &options, &study->arena, &plan,
		    err);
	if (status == OK && !facts->truncated)
		check_plan(study, &plan, &findings);
	if (status == OK)
		write_answer(study, facts->truncated ? NULL : &plan, &findings,
		    &study->answer);
	text_done(&findings.json);
	return status;
}
