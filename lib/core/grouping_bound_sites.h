/* grouping_bound_sites.h - what every bound asks of a plan: who is seated, from
 * where, and which venues they could come to. Only the people and the number of
 * tables are taken from the plan, never who sits with whom. */
#ifndef CONVENE_GROUPING_BOUND_SITES_H
#define CONVENE_GROUPING_BOUND_SITES_H

#include "grouping.h"

#define GROUPING_BOUND_WAYS_MAX (UINT32_C(1) << 22) /* beyond: no bound by places */

struct grouping_bound_way {
	uint32_t other; /* the venue of a site's way, the site of a venue's */
	uint32_t minutes;
};

struct grouping_bound_sites {
	const struct grouping_input *input;
	const uint32_t *people; /* seated, by site; not those of frozen tables */
	uint32_t people_count;
	uint32_t groups_count;  /* not the frozen ones */
	bool *is_seated;        /* [person] */
	uint32_t *first;        /* [site]: into people; one more at the end */
	uint64_t *slots;        /* [site]: offered by any of them */
	uint8_t *limits;        /* [site]: the longest way that any of them would go */
	uint64_t *venue_slots;  /* [venue]: with tables; 0: too small for any group */
	uint32_t *venue_tables; /* [venue]: of all slots */
	uint32_t *site_first, *venue_first; /* into the ways, as first is into people */
	struct grouping_bound_way *site_ways, *venue_ways;
	bool is_complete; /* false: there were too many ways, and they are not here */
};

struct grouping_bound_sites *grouping_bound_sites_new(const struct grouping_input *input,
    const struct grouping_plan *plan, struct arena *scratch);

/* A table that is in every plan as it is: its people are not among the seated here. */
static inline bool
grouping_bound_sites_is_frozen(const struct grouping_input *input,
    const struct grouping_group *group)
{
	return group->fixed != GROUPING_NONE && input->fixed[group->fixed].is_frozen;
}

/* Two people could share a table: a venue within reach of both, with a table in a
 * slot that both offered. When the ways are not complete, only slots are asked for. */
bool grouping_bound_sites_share(const struct grouping_bound_sites *sites, uint32_t a,
    uint32_t b);

/* Minutes of a person to a venue, GROUPING_NO_WAY if beyond their limit. */
static inline uint32_t
grouping_bound_sites_minutes(const struct grouping_bound_sites *sites, uint32_t person,
    uint32_t venue)
{
	const struct grouping_input *input = sites->input;
	const struct grouping_person *p = &input->people[person];
	uint32_t minutes = input->minutes[(size_t)p->site * input->venues_count + venue];

	return minutes <= p->travel_minutes_max ? minutes : GROUPING_NO_WAY;
}
#endif
