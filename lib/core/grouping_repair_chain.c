#include "grouping_repair_chain.h"

#define LOOKS_MAX 700000 /* at people who might move: a few milliseconds */
#define LOOKS_OF_COST 32 /* it takes as long as so many looks */

struct link { /* somebody who could take the seat */
	uint32_t person;
	int64_t cost;
};

struct guest { /* a candidate */
	uint64_t slots;
	uint32_t person, site, priority;
	uint32_t home; /* where those glued to them are, or GROUPING_NONE */
	uint8_t minutes_max;
	bool leads;
};

struct chain {
	struct grouping_repair_work *work;
	struct link *links;
	uint32_t links_count;
	struct guest *guests;
	uint32_t guests_count;
	uint64_t looks;
};

static void
keep_link(struct chain *chain, const struct link *link)
{
	struct grouping_repair_work *work = chain->work;
	struct grouping_repair_found found = {
		.cost = link->cost,
		.moves = { { link->person, work->circle.table } },
		.moves_count = 1,
	};

	grouping_repair_work_keep(work, &found);
}

/* Somebody of another table: their way, the seat they leave, and who may do without. */
static void
look_at_person(struct chain *chain, uint32_t person, bool must_fill)
{
	struct grouping_repair_work *work = chain->work;
	const struct grouping_seating *seating = work->seating;
	struct grouping_circle rest;
	int64_t there, here;

	chain->looks++;
	if (!grouping_circle_fits(&work->circle, person) ||
	    !grouping_repair_work_hosts(&work->circle, person) ||
	    grouping_repair_work_home(work, person) != GROUPING_NONE)
		return;
	chain->looks += 2 * LOOKS_OF_COST;
	grouping_circle_init(&rest, seating, seating->place[person], person);
	if (!grouping_circle_cost(&work->circle, person, &there) ||
	    !grouping_circle_cost(&rest, person, &here))
		return;
	struct link link = { person,
		there - here +
		    grouping_repair_work_going(work, person, work->circle.table) };

	chain->links[chain->links_count++] = link;
	if (must_fill && grouping_circle_stands(&rest))
		keep_link(chain, &link);
}

static int
compare_links(const void *left, const void *right)
{
	const struct link *a = left, *b = right;

	if (a->cost != b->cost)
		return a->cost < b->cost ? -1 : 1;
	return a->person < b->person ? -1 : a->person > b->person;
}

static void
list_links(struct chain *chain)
{
	const struct grouping_repair_work *work = chain->work;
	const struct grouping_seating *seating = work->seating;
	bool must_fill = !grouping_circle_stands(&work->circle);

	chain->links = ARENA_NEW(work->arena, struct link, seating->input->people_count);
	for (uint32_t i = 0; i < seating->input->people_count; i++) {
		uint32_t place = seating->place[i];

		if (grouping_seating_is_table(seating, place) &&
		    place != work->circle.table && !seating->tables[place].is_frozen &&
		    chain->looks < LOOKS_MAX / 2)
			look_at_person(chain, i, must_fill);
	}
	qsort(chain->links, chain->links_count, sizeof(*chain->links), compare_links);
}

static void
list_guests(struct chain *chain)
{
	const struct grouping_repair_work *work = chain->work;
	const struct grouping_repair_request *request = work->request;

	chain->guests = ARENA_NEW(work->arena, struct guest, request->candidates_count);
	for (uint32_t i = 0; i < request->candidates_count; i++) {
		uint32_t person = request->candidates[i].person;
		const struct grouping_person *p = &work->seating->input->people[person];

		chain->guests[chain->guests_count++] = (struct guest){ .slots = p->slots,
			.person = person,
			.site = p->site,
			.priority = request->candidates[i].priority,
			.home = grouping_repair_work_home(work, person),
			.minutes_max = p->travel_minutes_max,
			.leads = grouping_seating_leads(work->seating, person) };
	}
}

static bool
is_glued(const struct grouping_seating *seating, uint32_t a, uint32_t b)
{
	uint32_t mate = seating->glue_next[a];

	while (mate != a && mate != b)
		mate = seating->glue_next[mate];
	return mate == b;
}

/* The second half: this candidate into the seat that the link leaves. */
static void
join(struct chain *chain, const struct link *link, const struct grouping_circle *rest,
    const struct guest *guest)
{
	struct grouping_repair_work *work = chain->work;
	int64_t cost;

	chain->looks += LOOKS_OF_COST;
	if ((guest->home != GROUPING_NONE && guest->home != rest->table) ||
	    is_glued(work->seating, guest->person, link->person) ||
	    rest->count + 1 < work->seating->input->size_min ||
	    (rest->hosts == 0 && !guest->leads) ||
	    rest->count >= work->seating->tables[rest->table].seats ||
	    !grouping_circle_cost(rest, guest->person, &cost))
		return;
	struct grouping_repair_found found = {
		.priority = guest->priority,
		.cost = link->cost + cost +
		    grouping_repair_work_going(work, guest->person, rest->table),
		.moves = { { link->person, work->circle.table },
		    { guest->person, rest->table } },
		.moves_count = 2,
	};

	grouping_repair_work_keep(work, &found);
}

static void
fill_link(struct chain *chain, const struct link *link)
{
	const struct grouping_seating *seating = chain->work->seating;
	const struct grouping_input *input = seating->input;
	const struct grouping_seated *table = &seating
						   ->tables[seating->place[link->person]];
	const uint8_t *minutes = input->minutes + table->venue;
	struct grouping_circle rest;

	grouping_circle_init(&rest, seating, seating->place[link->person], link->person);
	chain->looks += LOOKS_OF_COST;
	for (uint32_t i = 0; i < chain->guests_count; i++) {
		const struct guest *guest = &chain->guests[i];

		chain->looks++;
		if ((guest->slots >> table->slot & 1) != 0 &&
		    minutes[(size_t)guest->site * input->venues_count] <=
			guest->minutes_max)
			join(chain, link, &rest, guest);
	}
}

void
grouping_repair_chain(struct grouping_repair_work *work)
{
	struct chain chain = { .work = work };

	list_links(&chain);
	list_guests(&chain);
	for (uint32_t i = 0; i < chain.links_count && chain.looks < LOOKS_MAX; i++)
		fill_link(&chain, &chain.links[i]);
}
