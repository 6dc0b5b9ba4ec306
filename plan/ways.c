#include "ways.h"

#include "grouping.h"

#include <math.h>

#define RADIUS_KM 6371
#define DETOUR 1.33
#define MINUTES_PER_KM 1.5
#define PARKING_MINUTES 4
#define FAR_DEGREES 2  /* of latitude: over 222 km, which is beyond GROUPING_NO_WAY */
#define LAST_BITS 1e-9 /* in which mathematics libraries differ */

static double
radians(double degrees)
{
	return degrees * 3.14159265358979323846 / 180;
}

static double
square(double value)
{
	return value * value;
}

uint8_t
ways_minutes(const struct ways_point *from, const struct ways_point *to)
{
	if (fabs(to->latitude - from->latitude) > FAR_DEGREES)
		return GROUPING_NO_WAY; /* most pairs of a country, at no expense */

	double half = square(sin(radians(to->latitude - from->latitude) / 2)) +
	    cos(radians(from->latitude)) * cos(radians(to->latitude)) *
		square(sin(radians(to->longitude - from->longitude) / 2));
	double km = 2 * RADIUS_KM * asin(fmin(1, sqrt(half)));
	double minutes = ceil(PARKING_MINUTES + km * DETOUR * MINUTES_PER_KM - LAST_BITS);

	return minutes >= GROUPING_NO_WAY ? GROUPING_NO_WAY : (uint8_t)minutes;
}
