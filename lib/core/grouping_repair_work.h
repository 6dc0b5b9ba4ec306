/* grouping_repair_work.h - what the kinds of repair share: the question, checked, and the
 * answers found so far. */
#ifndef CONVENE_GROUPING_REPAIR_WORK_H
#define CONVENE_GROUPING_REPAIR_WORK_H

#include "grouping_circle.h"
#include "grouping_repair.h"

struct grouping_repair_found {
	uint32_t priority; /* less is better, then less cost, then who was found first */
	int64_t cost;      /* but for what the leaver's going costs, the same for all */
	struct grouping_move moves[GROUPING_SIZE_MAX]; /* but for the leaver's */
	uint32_t moves_count;
};

struct grouping_repair_work {
	const struct grouping_seating *seating;
	const struct grouping_repair_request *request;
	struct arena *arena;
	struct grouping_circle circle; /* the table with the seat empty */
	uint32_t missing;
	struct grouping_repair_found found[GROUPING_REPAIRS_MAX];
	uint32_t found_count;
};

/* ERR_INVALID as grouping_repair.h says. */
MUST_CHECK enum status grouping_repair_work_begin(struct grouping_repair_work *work,
    const struct grouping_seating *seating, const struct grouping_repair_request *request,
    struct arena *arena, struct err *err);

/* Takes it among the best, unless there are enough better ones. */
void grouping_repair_work_keep(struct grouping_repair_work *work,
    const struct grouping_repair_found *found);

/* What was found, in full; `reason` if that is nothing. Counts no closed candidates. */
void grouping_repair_work_end(const struct grouping_repair_work *work,
    enum grouping_repair_reason reason, struct grouping_repairs *ret_repairs);

/* What it costs that the person leaves a table that they know of; or 0. */
int64_t grouping_repair_work_stay(const struct grouping_repair_work *work,
    uint32_t person);

/* What it costs that the person goes to the table but for the company: being left out no
 * more, and staying nowhere that they know of. */
int64_t grouping_repair_work_going(const struct grouping_repair_work *work,
    uint32_t person, uint32_t table);

/* The person may come to the circle if it has no host yet. */
bool grouping_repair_work_hosts(const struct grouping_circle *circle, uint32_t person);

/* Where the person has to go, if anywhere, because of those glued to them who take part
 * once the leaver is gone: a table, GROUPING_NONE, or GROUPING_PLACE_LEFT:
 * no table will do. */
uint32_t grouping_repair_work_home(const struct grouping_repair_work *work,
    uint32_t person);
#endif
