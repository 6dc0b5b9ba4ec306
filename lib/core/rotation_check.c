/* Nothing of how a plan is made: counts and a list of who is where. */
#include "rotation.h"

static enum status
check_rounds(const struct rotation_input *input, const struct rotation_plan *plan,
    uint32_t places, uint32_t *visits_of, struct err *err)
{
	CLEANUP(free_ptr)
	bool *is_busy = alloc_zero((size_t)places * plan->rounds_count + 1, sizeof(bool));

	for (uint32_t visit = 0; visit < input->visits_count; visit++) {
		uint32_t round = plan->round_of[visit];
		uint32_t ends[2] = { input->visits[visit].team,
			input->teams_count + input->visits[visit].table };

		if (round >= plan->rounds_count)
			return err_set(err, ERR_FINDINGS, "visit %u has no round", visit);
		for (int end = 0; end < 2; end++) {
			size_t cell = (size_t)ends[end] * plan->rounds_count + round;

			if (is_busy[cell])
				return err_set(err, ERR_FINDINGS,
				    "%s %u has two visits in round %u",
				    end == 0 ? "team" : "table",
				    ends[end] - (end == 0 ? 0 : input->teams_count),
				    round);
			is_busy[cell] = true;
			visits_of[ends[end]]++;
		}
	}
	return OK;
}

static enum status
check_even(const struct rotation_input *input, const struct rotation_plan *plan,
    struct err *err)
{
	uint32_t floor = plan->rounds_count > 0 ? input->visits_count / plan->rounds_count
						: 0;
	CLEANUP(free_ptr)
	uint32_t *counts = alloc_zero(plan->rounds_count + 1, sizeof(*counts));

	for (uint32_t visit = 0; visit < input->visits_count; visit++)
		counts[plan->round_of[visit]]++;
	for (uint32_t round = 0; round < plan->rounds_count; round++)
		if (counts[round] < floor || counts[round] > floor + 1 ||
		    counts[round] != plan->visits_count[round])
			return err_set(err, ERR_FINDINGS,
			    "round %u has %u visits, said are %u, %u are its share",
			    round, counts[round], plan->visits_count[round], floor);
	return OK;
}

enum status
rotation_check(const struct rotation_input *input, const struct rotation_plan *plan,
    struct err *err)
{
	uint32_t places = input->teams_count + input->tables_count, most = 0;
	CLEANUP(free_ptr)
	uint32_t *visits_of = alloc_zero(places + 1, sizeof(*visits_of));
	enum status status = check_rounds(input, plan, places, visits_of, err);

	if (status == OK)
		status = check_even(input, plan, err);
	if (status != OK)
		return status;
	for (uint32_t place = 0; place < places; place++)
		most = visits_of[place] > most ? visits_of[place] : most;
	uint32_t needed = most > input->rounds_least ? most : input->rounds_least;

	if (plan->rounds_count != needed)
		return err_set(err, ERR_FINDINGS, "%u rounds, %u are needed",
		    plan->rounds_count, needed);
	if (places > 0 && visits_of[plan->busiest] != most)
		return err_set(err, ERR_FINDINGS, "%u is not the busiest", plan->busiest);
	return OK;
}
