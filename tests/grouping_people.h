/* grouping_people.h - made-up people and places for tests and benchmarks of grouping. */
#ifndef CONVENE_GROUPING_PEOPLE_H
#define CONVENE_GROUPING_PEOPLE_H

#include "grouping.h"

struct grouping_people {
	uint32_t count, sites, venues, slots;
	uint32_t regions; /* each with its share of people, sites and venues; 0 is 1 */
	uint32_t
	    side_minutes; /* of the square in which sites and venues of a region lie */
	uint32_t travel_minutes_max;
	uint32_t free_percent; /* of the slots, for each person */
	uint32_t host_percent;
	uint32_t glued_percent;                /* glued to the next person */
	uint32_t apart, managers, met, wishes; /* pairs */
	uint32_t tables;                       /* per venue and slot */
	uint32_t seats;                        /* per table */
	uint32_t size_min, size_max;
	bool has_no_sections;
	uint64_t effort;
};

/* What a large health system looks like: 40 specialties by Zipf's law, four sites to a
 * venue, a quarter hosts, every rule in use. */
struct grouping_people grouping_people_usual(uint32_t count);

/* So many such systems, far from each other: there is no way from a site of one to a
 * venue of another, and only people of one region have met or must not meet. */
struct grouping_people grouping_people_regions(uint32_t count, uint32_t regions);

/* Nothing but the attributes counts: one slot, one venue that everybody reaches,
 * everybody hosts, no pairs. An even spread, and so the bound, can be had. */
struct grouping_people grouping_people_plain(uint32_t count);

/* The same people for the same seed; in the arena. */
struct grouping_input *grouping_people_make(const struct grouping_people *people,
    uint64_t seed, struct arena *arena);
#endif
