#include "pairing.h"

#include <string.h>

#define FAR INT64_MAX

/* Rows are mentees, columns mentors; one more column is to be alone and always has
 * room. */
struct pairing {
	const struct pairing_input *input;
	struct pairing_plan *plan;
	uint32_t columns_count; /* with the one for nobody */
	uint32_t *taken;        /* [mentor]: mentees who have it */
	uint32_t *first, *next; /* [mentor], [mentee]: who they are, one by one */
	/* Of one search from a row: how dear it is to come to a column, from which row,
	 * and whether that is final. */
	int64_t *distance;
	uint32_t *from;
	bool *is_final;
	uint32_t *finals; /* in order */
};

static uint32_t
nobody(const struct pairing *pairing)
{
	return pairing->columns_count - 1;
}

/* FAR when not allowed. */
static int64_t
cost_of(const struct pairing *pairing, uint32_t row, uint32_t column)
{
	const struct pairing_input *input = pairing->input;

	if (column == nobody(pairing))
		return pairing->plan->cost_of_none;
	int32_t score = input->scores[(size_t)row * input->mentors_count + column];

	return score == PAIRING_NEVER ? FAR : pairing->plan->highest - score;
}

static int64_t
price_of(const struct pairing *pairing, uint32_t column)
{
	return column == nobody(pairing) ? 0 : pairing->plan->price[column];
}

static bool
has_room(const struct pairing *pairing, uint32_t column)
{
	return column == nobody(pairing) ||
	    pairing->taken[column] < pairing->input->capacities[column];
}

/* From a row that is `base` away: all columns by it. */
static void
relax(struct pairing *pairing, uint32_t row, int64_t base)
{
	int64_t worth = pairing->plan->worth[row];

	for (uint32_t column = 0; column < pairing->columns_count; column++) {
		int64_t cost = cost_of(pairing, row, column);

		if (cost == FAR || pairing->is_final[column])
			continue;
		int64_t distance = base + cost - worth - price_of(pairing, column);

		if (distance < pairing->distance[column]) {
			pairing->distance[column] = distance;
			pairing->from[column] = row;
		}
	}
}

/* Of columns equally near one with room, which ends the search. */
static uint32_t
nearest(const struct pairing *pairing)
{
	uint32_t best = nobody(pairing);
	int64_t distance = pairing->distance[best];

	for (uint32_t column = 0; column < nobody(pairing); column++) {
		if (pairing->is_final[column] || pairing->distance[column] > distance)
			continue;
		if (pairing->distance[column] == distance &&
		    (has_room(pairing, best) || !has_room(pairing, column)))
			continue;
		distance = pairing->distance[column];
		best = column;
	}
	return best;
}

/* Prices such that all that was looked at stays as dear as its row is worth. */
static void
reprice(struct pairing *pairing, uint32_t root, uint32_t finals_count, int64_t end)
{
	struct pairing_plan *plan = pairing->plan;

	plan->worth[root] += end;
	for (uint32_t k = 0; k < finals_count; k++) {
		uint32_t column = pairing->finals[k];
		int64_t less = end - pairing->distance[column];

		plan->price[column] -= less;
		for (uint32_t row = pairing->first[column]; row != PAIRING_NOBODY;
		     row = pairing->next[row])
			plan->worth[row] += less;
	}
}

static void
leave(struct pairing *pairing, uint32_t row, uint32_t column)
{
	uint32_t *link = &pairing->first[column];

	while (*link != row)
		link = &pairing->next[*link];
	*link = pairing->next[row];
	pairing->taken[column]--;
}

static void
join(struct pairing *pairing, uint32_t row, uint32_t column)
{
	pairing->plan->mentor_of[row] = column == nobody(pairing) ? PAIRING_NOBODY
								  : column;
	if (column == nobody(pairing))
		return;
	pairing->next[row] = pairing->first[column];
	pairing->first[column] = row;
	pairing->taken[column]++;
}

/* The row gets a column by the shortest way, on which others may change theirs. Being
 * alone is always a way, so one is found. Nobody who has a mentor ends alone: a way to
 * there costs the same from whoever goes. */
static void
augment(struct pairing *pairing, uint32_t root)
{
	uint32_t finals_count = 0, column;

	for (column = 0; column < pairing->columns_count; column++)
		pairing->distance[column] = FAR;
	memset(pairing->is_final, 0, pairing->columns_count * sizeof(*pairing->is_final));
	relax(pairing, root, 0);
	while (column = nearest(pairing), !has_room(pairing, column)) {
		pairing->is_final[column] = true;
		pairing->finals[finals_count++] = column;
		for (uint32_t row = pairing->first[column]; row != PAIRING_NOBODY;
		     row = pairing->next[row])
			relax(pairing, row, pairing->distance[column]);
	}
	reprice(pairing, root, finals_count, pairing->distance[column]);
	for (uint32_t row = PAIRING_NOBODY; row != root;) {
		row = pairing->from[column];
		uint32_t before = pairing->plan->mentor_of[row];

		if (row != root)
			leave(pairing, row, before);
		join(pairing, row, column);
		column = before;
	}
}

static enum status
check_input(const struct pairing_input *input, int64_t *ret_highest, int64_t *ret_lowest,
    struct err *err)
{
	size_t count = (size_t)input->mentees_count * input->mentors_count;
	bool has_any = false;

	if (input->mentees_count > PAIRING_COUNT_MAX ||
	    input->mentors_count > PAIRING_COUNT_MAX)
		return err_set(err, ERR_LIMIT,
		    "%u mentees and %u mentors: %d are the most", input->mentees_count,
		    input->mentors_count, PAIRING_COUNT_MAX);
	*ret_highest = *ret_lowest = 0;
	for (size_t k = 0; k < count; k++) {
		int64_t score = input->scores[k];

		if (score == PAIRING_NEVER)
			continue;
		if (score > PAIRING_SCORE_MAX || score < -PAIRING_SCORE_MAX)
			return err_set(err, ERR_INVALID,
			    "mentee %zu and mentor %zu have %lld, %d is the most",
			    k / input->mentors_count, k % input->mentors_count,
			    (long long)score, PAIRING_SCORE_MAX);
		*ret_highest = !has_any || score > *ret_highest ? score : *ret_highest;
		*ret_lowest = !has_any || score < *ret_lowest ? score : *ret_lowest;
		has_any = true;
	}
	return OK;
}

static void
add_up(const struct pairing_input *input, struct pairing_plan *plan)
{
	for (uint32_t mentee = 0; mentee < input->mentees_count; mentee++) {
		uint32_t mentor = plan->mentor_of[mentee];

		if (mentor == PAIRING_NOBODY)
			continue;
		plan->pairs_count++;
		plan->score +=
		    input->scores[(size_t)mentee * input->mentors_count + mentor];
	}
}

static void
start(struct pairing *pairing, struct arena *arena, struct arena *work)
{
	const struct pairing_input *input = pairing->input;
	struct pairing_plan *plan = pairing->plan;
	uint32_t mentees = input->mentees_count, mentors = input->mentors_count;

	plan->mentor_of = ARENA_NEW(arena, uint32_t, mentees + 1);
	plan->worth = ARENA_NEW(arena, int64_t, mentees + 1);
	plan->price = ARENA_NEW(arena, int64_t, mentors + 1);
	pairing->columns_count = mentors + 1;
	pairing->taken = ARENA_NEW(work, uint32_t, mentors + 1);
	pairing->first = ARENA_NEW(work, uint32_t, mentors + 1);
	pairing->next = ARENA_NEW(work, uint32_t, mentees + 1);
	pairing->distance = ARENA_NEW(work, int64_t, mentors + 1);
	pairing->from = ARENA_NEW(work, uint32_t, mentors + 1);
	pairing->is_final = ARENA_NEW(work, bool, mentors + 1);
	pairing->finals = ARENA_NEW(work, uint32_t, mentors + 1);
	for (uint32_t mentee = 0; mentee < mentees; mentee++)
		plan->mentor_of[mentee] = PAIRING_NOBODY;
	for (uint32_t mentor = 0; mentor < mentors; mentor++)
		pairing->first[mentor] = PAIRING_NOBODY;
}

enum status
pairing_plan_make(const struct pairing_input *input, struct arena *arena,
    struct pairing_plan *ret_plan, struct err *err)
{
	CLEANUP(arena_done) struct arena work = { 0 };
	struct pairing_plan plan = { 0 };
	struct pairing pairing = { .input = input, .plan = &plan };
	int64_t lowest = 0;
	enum status status = check_input(input, &plan.highest, &lowest, err);

	if (status != OK)
		return status;
	plan.cost_of_none = (plan.highest - lowest + 1) *
	    ((int64_t)input->mentees_count + 1);
	start(&pairing, arena, &work);
	for (uint32_t mentee = 0; mentee < input->mentees_count; mentee++)
		augment(&pairing, mentee);
	add_up(input, &plan);
	*ret_plan = plan;
	return OK;
}
