/* A table that does not stand ends, and its people go where there are seats. Who is glued
 * goes together. All ways are tried, the cheapest seats of each first; where the table is
 * large and its neighbours many, as many as NODES_MAX allows. */
#include "grouping_repair.h"

#include "grouping_repair_work.h"

#include <string.h>

#define OPTIONS_MAX 16
#define NODES_MAX 5000 /* about 1.5 ms */

struct option {
	uint32_t circle; /* of merge->circles */
	int64_t cost;    /* if nobody else of them comes there */
};

struct party { /* people who go together */
	uint32_t people[GROUPING_SIZE_MAX];
	uint32_t count;
	struct option options[OPTIONS_MAX]; /* cheapest first */
	uint32_t options_count;
	int64_t least; /* no seat costs less, whoever else comes there */
};

struct merge {
	struct grouping_repair_work *work;
	struct party parties[GROUPING_SIZE_MAX];
	uint32_t count;
	struct grouping_circle *circles; /* of tables with a free seat near them */
	uint32_t circles_count;
	uint32_t chosen[GROUPING_SIZE_MAX], best[GROUPING_SIZE_MAX]; /* circles */
	int64_t best_cost;                                           /* or INT64_MAX */
	uint32_t nodes;
};

/* A seat is free there, and one of them could come. */
static bool
is_near(const struct grouping_repair_work *work, uint32_t table)
{
	const struct grouping_seating *seating = work->seating;
	const struct grouping_seated *t = &seating->tables[table];

	if (table == work->circle.table || t->is_frozen || t->size == 0 ||
	    t->size >= t->seats)
		return false;
	for (uint32_t i = 0; i < work->circle.count; i++) {
		uint32_t person = work->circle.people[i];
		const struct grouping_person *p = &seating->input->people[person];

		if ((p->slots >> t->slot & 1) != 0 &&
		    grouping_seating_minutes(seating, person, t->venue) <=
			p->travel_minutes_max)
			return true;
	}
	return false;
}

static void
list_circles(struct merge *merge)
{
	const struct grouping_repair_work *work = merge->work;
	const struct grouping_seating *seating = work->seating;
	uint32_t *near = ARENA_NEW(work->arena, uint32_t, seating->tables_count);

	for (uint32_t table = 0; table < seating->tables_count; table++)
		if (is_near(work, table))
			near[merge->circles_count++] = table;
	merge->circles = ARENA_NEW(work->arena, struct grouping_circle,
	    merge->circles_count);
	for (uint32_t i = 0; i < merge->circles_count; i++)
		grouping_circle_init(&merge->circles[i], seating, near[i], GROUPING_NONE);
}

static bool
is_glued(const struct grouping_seating *seating, uint32_t a, uint32_t b)
{
	uint32_t mate = seating->glue_next[a];

	while (mate != a && mate != b)
		mate = seating->glue_next[mate];
	return mate == b;
}

static void
list_parties(struct merge *merge)
{
	const struct grouping_circle *circle = &merge->work->circle;

	for (uint32_t i = 0; i < circle->count; i++) {
		uint32_t person = circle->people[i], at = 0;

		while (at < merge->count &&
		    !is_glued(circle->seating, person, merge->parties[at].people[0]))
			at++;
		struct party *party = &merge->parties[at];

		if (at == merge->count) {
			party->count = party->options_count = 0;
			merge->count++;
		}
		party->people[party->count++] = person;
	}
}

static bool
has_room(const struct grouping_circle *circle, uint32_t people)
{
	return circle->count + people <= circle->seating->tables[circle->table].seats;
}

static bool
add_cost(const struct merge *merge, const struct grouping_circle *circle, uint32_t person,
    int64_t *cost)
{
	int64_t more;

	if (!grouping_circle_fits(circle, person) ||
	    !grouping_circle_cost(circle, person, &more))
		return false;
	*cost += more + grouping_repair_work_going(merge->work, person, circle->table);
	return true;
}

/* The party joins the circle, or, if somebody may not, a part of it does. */
static bool
join(const struct merge *merge, struct grouping_circle *circle, const struct party *party,
    int64_t *cost)
{
	for (uint32_t i = 0; i < party->count; i++) {
		if (!add_cost(merge, circle, party->people[i], cost))
			return false;
		grouping_circle_add(circle, party->people[i]);
	}
	return true;
}

/* The same of a circle that stays as it is. */
static bool
could_join(const struct merge *merge, const struct grouping_circle *circle,
    const struct party *party, int64_t *cost)
{
	struct grouping_circle joined;

	if (party->count == 1)
		return add_cost(merge, circle, party->people[0], cost);
	joined = *circle;
	return join(merge, &joined, party, cost);
}

static void
add_option(struct party *party, const struct option *option)
{
	uint32_t at = party->options_count;

	while (at > 0 && option->cost < party->options[at - 1].cost)
		at--;
	if (at == OPTIONS_MAX)
		return;
	if (party->options_count < OPTIONS_MAX)
		party->options_count++;
	memmove(&party->options[at + 1], &party->options[at],
	    (party->options_count - at - 1) * sizeof(*option));
	party->options[at] = *option;
}

/* What others of the table can take off, if they come to the same one: wishes, and being
 * alone in a section, on either side. */
static int64_t
most_saved(const struct merge *merge, uint32_t person)
{
	const struct grouping_circle *circle = &merge->work->circle;
	const struct grouping_seating *seating = circle->seating;
	const struct grouping_person *people = seating->input->people;
	int64_t alone = 0, saved = 0;

	for (uint32_t i = 0; i < circle->count; i++) {
		const struct grouping_person *p = &people[circle->people[i]];

		alone += grouping_seating_alone(p->minds_alone, 0, UINT64_MAX);
	}
	for (uint32_t i = seating->tie_first[person]; i < seating->tie_first[person + 1];
	     i++)
		if (seating->ties[i].cost < 0 &&
		    seating->place[seating->ties[i].other] == circle->table)
			saved -= seating->ties[i].cost;
	return saved + alone * seating->input->weights.alone;
}

static void
list_options(struct merge *merge, struct party *party)
{
	for (uint32_t i = 0; i < merge->circles_count; i++) {
		struct option option = { .circle = i };

		if (has_room(&merge->circles[i], party->count) &&
		    could_join(merge, &merge->circles[i], party, &option.cost))
			add_option(party, &option);
	}
	party->least = party->options_count > 0 ? party->options[0].cost : 0;
	for (uint32_t i = 0; i < party->count; i++)
		party->least -= most_saved(merge, party->people[i]);
}

/* Everybody to one table. */
static void
try_whole(struct merge *merge)
{
	for (uint32_t i = 0; i < merge->circles_count; i++) {
		struct grouping_circle circle;
		int64_t cost = 0;
		uint32_t party = 0;

		if (!has_room(&merge->circles[i], merge->work->circle.count))
			continue;
		circle = merge->circles[i];
		while (party < merge->count &&
		    join(merge, &circle, &merge->parties[party], &cost))
			party++;
		if (party < merge->count || !grouping_circle_stands(&circle) ||
		    cost >= merge->best_cost)
			continue;
		merge->best_cost = cost;
		for (party = 0; party < merge->count; party++)
			merge->best[party] = i;
	}
}

static void
keep_if_better(struct merge *merge, int64_t cost)
{
	if (cost >= merge->best_cost)
		return;
	for (uint32_t i = 0; i < merge->count; i++)
		if (!grouping_circle_stands(&merge->circles[merge->chosen[i]]))
			return;
	merge->best_cost = cost;
	memcpy(merge->best, merge->chosen, sizeof(merge->best));
}

/* Seats the parties from this one on; as deep as there are people at a table. */
static void
try_from(struct merge *merge, uint32_t at, int64_t cost)
{
	const struct party *party = &merge->parties[at];
	int64_t least = cost;

	if (at == merge->count) {
		keep_if_better(merge, cost);
		return;
	}
	for (uint32_t i = at; i < merge->count; i++)
		least += merge->parties[i].least;
	for (uint32_t i = 0; i < party->options_count && least < merge->best_cost &&
	     merge->nodes < NODES_MAX;
	     i++) {
		uint32_t chosen = party->options[i].circle;
		struct grouping_circle before = merge->circles[chosen];
		int64_t more = 0;

		merge->nodes++;
		if (join(merge, &merge->circles[chosen], party, &more)) {
			merge->chosen[at] = chosen;
			try_from(merge, at + 1, cost + more);
		}
		merge->circles[chosen] = before;
	}
}

static bool
is_whole(const struct merge *merge)
{
	for (uint32_t i = 1; i < merge->count; i++)
		if (merge->best[i] != merge->best[0])
			return false;
	return true;
}

static void
keep_best(const struct merge *merge)
{
	struct grouping_repair_found found = { .cost = merge->best_cost };

	if (merge->best_cost == INT64_MAX)
		return;
	for (uint32_t i = 0; i < merge->count; i++)
		for (uint32_t k = 0; k < merge->parties[i].count; k++)
			found.moves[found.moves_count++] = (struct grouping_move){
				merge->parties[i].people[k],
				merge->circles[merge->best[i]].table
			};
	grouping_repair_work_keep(merge->work, &found);
}

static enum grouping_repair_reason
find_seats(struct grouping_repair_work *work)
{
	struct merge *merge = ARENA_NEW(work->arena, struct merge, 1);

	if (grouping_circle_stands(&work->circle))
		return GROUPING_REPAIR_STANDS;
	if (work->circle.count == 0)
		return GROUPING_REPAIR_NOBODY_LEFT;
	merge->work = work;
	merge->best_cost = INT64_MAX;
	list_circles(merge);
	if (merge->circles_count == 0)
		return GROUPING_REPAIR_NO_NEIGHBOUR;
	list_parties(merge);
	for (uint32_t i = 0; i < merge->count; i++) {
		list_options(merge, &merge->parties[i]);
		if (merge->parties[i].options_count == 0)
			return GROUPING_REPAIR_SOMEBODY_STUCK;
	}
	try_whole(merge);
	keep_best(merge);
	try_from(merge, 0, 0);
	if (merge->best_cost < INT64_MAX && !is_whole(merge))
		keep_best(merge);
	return GROUPING_REPAIR_SOMEBODY_STUCK;
}

enum status
grouping_repair_merge(const struct grouping_seating *seating,
    const struct grouping_repair_request *request, struct arena *arena,
    struct grouping_repairs *ret_repairs, struct err *err)
{
	struct grouping_repair_work work;
	enum status status = grouping_repair_work_begin(&work, seating, request, arena,
	    err);

	if (status == OK)
		grouping_repair_work_end(&work, find_seats(&work), ret_repairs);
	return status;
}
