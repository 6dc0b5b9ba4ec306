/* grouping_feasible.h - what can be known before any search: people and sizes that do not
 * add up, people without an evening or a way, too few hosts, too few tables. */
#ifndef CONVENE_GROUPING_FEASIBLE_H
#define CONVENE_GROUPING_FEASIBLE_H

#include "grouping.h"

enum grouping_finding_kind {
	GROUPING_FINDING_SIZES,   /* some are left over whatever the tables */
	GROUPING_FINDING_NO_SLOT, /* offered no evening on which a venue has a table */
	GROUPING_FINDING_NO_WAY,  /* beyond their limit on every evening they offered */
	GROUPING_FINDING_FEW,     /* never enough people where they could come */
	GROUPING_FINDING_NO_HOST, /* nobody may host where they could come */
	GROUPING_FINDING_HOSTS,   /* fewer hosts than tables that are needed */
	GROUPING_FINDING_SEATS,   /* more people than seats on the evenings they have */
	GROUPING_FINDING_GLUED,   /* stay together, but can share no table */
	GROUPING_FINDING_CLIQUE,  /* a confidential rule keeps more apart than tables */
	GROUPING_FINDING_COUNT,
};

struct grouping_finding {
	enum grouping_finding_kind kind;
	uint32_t people; /* whom it is about */
	uint32_t person; /* the first of them, or GROUPING_NONE */
	uint32_t left;   /* how many of them stay without a seat at least */
	/* HOSTS and SEATS: they come in none but these slots; HOSTS: 0 is any. */
	uint64_t slots;
	uint32_t venues; /* SEATS: within their reach then */
	uint32_t tables; /* SEATS, CLIQUE: what there is; HOSTS: what they need */
	uint32_t seats;  /* SEATS: at these tables; HOSTS: that there can be */
	uint32_t hosts;  /* HOSTS: who come then */
	uint32_t site, from_site; /* the most common home, and how many come from it; 0:
				   * not counted */
};

/* Fills at most GROUPING_FINDING_COUNT findings, one of each kind, those that leave
 * most people out first; returns how many. None does not mean that all can be
 * seated. The input is one that grouping_form() takes. 0.2 s at most for a flow that
 * does not come to an end, then without it. */
uint32_t grouping_feasible_findings(const struct grouping_input *input,
    struct grouping_finding ret_findings[static GROUPING_FINDING_COUNT]);
#endif
