#include "roster_managers.h"

#include "roster.h"

#define NOBODY SIZE_MAX

/* By index of row. */
struct ranks {
	size_t *managers;
	size_t *walks;     /* the walk upwards that passed here, from 1; 0: none yet */
	bool *are_decided; /* whether those above are known to stay, or not */
};

static void
ranks_done(struct ranks *ranks)
{
	free(ranks->managers);
	free(ranks->walks);
	free(ranks->are_decided);
}

static struct roster_person *
person_at(const struct sheet *people, size_t index)
{
	return sheet_at(people, index);
}

/* The row of each one's manager. Of two rows with one id the first will do: both are
 * refused already. */
static void
find_managers(struct sheet *people, struct ranks *ranks)
{
	CLEANUP(lookup_done) struct lookup ids = { 0 };

	for (size_t i = 0; i < people->row_count; i++)
		if (person_at(people, i)->id != NULL)
			(void)lookup_add(&ids, person_at(people, i)->id, i);
	for (size_t i = 0; i < people->row_count; i++) {
		const char *manager = person_at(people, i)->manager;

		ranks->managers[i] = NOBODY;
		if (manager == NULL)
			continue;
		if (!lookup_find(&ids, manager, &ranks->managers[i]))
			sheet_refuse(people, i, "manager '%s' is not in this file",
			    manager);
		else if (ranks->managers[i] == i)
			sheet_refuse(people, i, "manager '%s' is the person's own id",
			    manager);
	}
}

/* A walk upwards ends at the top, where an earlier walk passed, or where it passed
 * itself: that is a circle. No row is passed twice. */
static void
refuse_circles(struct sheet *people, struct ranks *ranks)
{
	for (size_t i = 0; i < people->row_count; i++) {
		size_t at = i;

		while (at != NOBODY && ranks->walks[at] == 0) {
			ranks->walks[at] = i + 1;
			at = ranks->managers[at];
		}
		if (at == NOBODY || ranks->walks[at] != i + 1)
			continue;

		size_t first = at;

		do {
			size_t next = ranks->managers[at];

			sheet_refuse(people, at,
			    "manager '%s' (line %zu) leads back to this row: a circle",
			    person_at(people, at)->manager,
			    person_at(people, next)->place.line);
			at = next;
		} while (at != first);
	}
}

/* Up to somebody about whom it is known whether he stays, then up again deciding it. */
static void
refuse_below(struct sheet *people, struct ranks *ranks, size_t index)
{
	size_t at = index;
	bool is_refused;

	while (at != NOBODY && !ranks->are_decided[at] &&
	    !person_at(people, at)->place.is_rejected)
		at = ranks->managers[at];
	is_refused = at != NOBODY && person_at(people, at)->place.is_rejected;

	for (size_t end = at, i = index; i != end; i = ranks->managers[i]) {
		ranks->are_decided[i] = true;
		if (is_refused)
			sheet_leave_out(people, i);
	}
}

void
roster_managers_check(struct sheet *people)
{
	size_t count = people->row_count;
	CLEANUP(ranks_done)
	struct ranks ranks = {
		.managers = alloc_zero(count + 1, sizeof(size_t)),
		.walks = alloc_zero(count + 1, sizeof(size_t)),
		.are_decided = alloc_zero(count + 1, sizeof(bool)),
	};

	find_managers(people, &ranks);
	refuse_circles(people, &ranks);
	for (size_t i = 0; i < count; i++)
		refuse_below(people, &ranks, i);
}
