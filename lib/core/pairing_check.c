/* Complementary slackness, pair by pair: nothing of how a plan is found. */
#include "pairing.h"

static int64_t
score_of(const struct pairing_input *input, uint32_t mentee, uint32_t mentor)
{
	return input->scores[(size_t)mentee * input->mentors_count + mentor];
}

/* No pair is cheaper than the prices say, and those of the plan are not dearer either. */
static enum status
check_mentee(const struct pairing_input *input, const struct pairing_plan *plan,
    uint32_t mentee, struct err *err)
{
	uint32_t own = plan->mentor_of[mentee];
	int64_t worth = plan->worth[mentee];

	if (worth > plan->cost_of_none ||
	    (own == PAIRING_NOBODY && worth != plan->cost_of_none))
		return err_set(err, ERR_FINDINGS, "mentee %u is worth what nobody is",
		    mentee);
	if (own != PAIRING_NOBODY &&
	    (own >= input->mentors_count ||
		score_of(input, mentee, own) == PAIRING_NEVER))
		return err_set(err, ERR_FINDINGS,
		    "mentee %u has mentor %u, who may not be", mentee, own);
	for (uint32_t mentor = 0; mentor < input->mentors_count; mentor++) {
		int64_t score = score_of(input, mentee, mentor);
		int64_t dearer = plan->highest - score - worth - plan->price[mentor];

		if (score == PAIRING_NEVER)
			continue;
		if (score > plan->highest || dearer < 0 || (mentor == own && dearer != 0))
			return err_set(err, ERR_FINDINGS,
			    "mentee %u and mentor %u are priced wrong", mentee, mentor);
	}
	return OK;
}

static enum status
check_mentors(const struct pairing_input *input, const struct pairing_plan *plan,
    const uint32_t *taken, struct err *err)
{
	for (uint32_t mentor = 0; mentor < input->mentors_count; mentor++) {
		if (taken[mentor] > input->capacities[mentor])
			return err_set(err, ERR_FINDINGS,
			    "mentor %u has %u mentees, not %u", mentor, taken[mentor],
			    input->capacities[mentor]);
		if (plan->price[mentor] > 0 ||
		    (plan->price[mentor] < 0 &&
			taken[mentor] < input->capacities[mentor]))
			return err_set(err, ERR_FINDINGS,
			    "mentor %u has room and a price", mentor);
	}
	return OK;
}

/* A mentee alone costs more than all scores together can differ, so most pairs come
 * first. */
static enum status
check_cost_of_none(const struct pairing_input *input, const struct pairing_plan *plan,
    struct err *err)
{
	int64_t most = 0;

	for (uint32_t mentee = 0; mentee < input->mentees_count; mentee++) {
		for (uint32_t mentor = 0; mentor < input->mentors_count; mentor++) {
			int64_t score = score_of(input, mentee, mentor);

			if (score != PAIRING_NEVER && plan->highest - score > most)
				most = plan->highest - score;
		}
	}
	if (plan->cost_of_none <= most * input->mentees_count)
		return err_set(err, ERR_FINDINGS, "being alone is too cheap");
	return OK;
}

enum status
pairing_check(const struct pairing_input *input, const struct pairing_plan *plan,
    struct err *err)
{
	CLEANUP(free_ptr)
	uint32_t *taken = alloc_zero((size_t)input->mentors_count + 1, sizeof(*taken));
	enum status status = check_cost_of_none(input, plan, err);
	uint32_t pairs = 0;
	int64_t score = 0;

	for (uint32_t mentee = 0; status == OK && mentee < input->mentees_count;
	     mentee++) {
		status = check_mentee(input, plan, mentee, err);
		if (status != OK || plan->mentor_of[mentee] == PAIRING_NOBODY)
			continue;
		taken[plan->mentor_of[mentee]]++;
		score += score_of(input, mentee, plan->mentor_of[mentee]);
		pairs++;
	}
	if (status == OK)
		status = check_mentors(input, plan, taken, err);
	if (status == OK && (pairs != plan->pairs_count || score != plan->score))
		return err_set(err, ERR_FINDINGS,
		    "%u pairs, score %lld are said to be %u, %lld", pairs,
		    (long long)score, plan->pairs_count, (long long)plan->score);
	return status;
}
