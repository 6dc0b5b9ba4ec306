/* ways.h - how many minutes it takes to a table, estimated (docs/decisions/0010). */
#ifndef CONVENE_WAYS_H
#define CONVENE_WAYS_H

#include <stdint.h>

/* Degrees. */
struct ways_point {
	double latitude, longitude;
};

/* The great circle, a third longer by road, at 40 km an hour, and four minutes to park;
 * GROUPING_NO_WAY from there on. */
uint8_t ways_minutes(const struct ways_point *from, const struct ways_point *to);
#endif
