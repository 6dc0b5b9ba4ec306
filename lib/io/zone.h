/* zone.h - IANA time zones (GLib's): local civil times to seconds and back, and the way
 * times are written for people. Business time comes in as a parameter everywhere. */
#ifndef CONVENE_ZONE_H
#define CONVENE_ZONE_H

#include "text.h"

struct zone;

/* name: "Area/Location" or "UTC". ERR_NOT_FOUND when this machine does not know it. */
MUST_CHECK enum status zone_open(const char *name, struct zone **ret_zone,
    struct err *err);
void zone_close(struct zone **zone); /* also for CLEANUP() */

/* Zones that stay open: the first use of a name reads a file. All zero is an empty one;
 * one shelf is for one thread. */
struct zone_shelf {
	struct zone **zones;
	size_t count, capacity;
};

/* *ret_zone is the shelf's, until zone_shelf_done(). As zone_open(). */
MUST_CHECK enum status zone_shelf_find(struct zone_shelf *shelf, const char *name,
    const struct zone **ret_zone, struct err *err);
void zone_shelf_done(struct zone_shelf *shelf); /* also for CLEANUP() */

enum zone_fit {
	ZONE_ONCE,
	ZONE_TWICE, /* the clocks go back over it: the earlier of the two is taken */
	ZONE_NEVER, /* the clocks jump over it: moved on by as much as they jump */
};

/* local: "YYYY-MM-DD HH:MM", years 1970 to 2199. A planner offers no time that is
 * ZONE_NEVER. ERR_INVALID for another form, or a day that no calendar has. */
MUST_CHECK enum status zone_to_utc(const struct zone *zone, const char *local,
    int64_t *ret_at_s, enum zone_fit *ret_fit, struct err *err);

enum zone_form {
	ZONE_ISO,     /* 2027-01-14 18:30 */
	ZONE_FULL,    /* Thursday 14 January 2027, 18:30 */
	ZONE_BRIEF,   /* Thu 14 Jan, 18:30 */
	ZONE_DAY,     /* Thursday 14 January */
	ZONE_CLOCK,   /* 18:30 */
	ZONE_INITIALS /* EST; UTC+04 where a zone has no letters of its own */
};

/* Appends the local time of at_s, a second of the years 1970 to 2199. */
void zone_add_time(const struct zone *zone, int64_t at_s, enum zone_form form,
    struct text *text);
#endif
