#include "zone.h"

#include <assert.h>
#include <glib.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define DAY_S ((int64_t)86400)
#define LAST_YEAR 2199

struct zone {
	char name[64];
	GTimeZone *glib;
};

/* GLib also takes "EST5EDT", "+02", a path and "" for zones; ours are names that the
 * database of every other program knows too. */
static bool
is_zone_name(const char *name)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789_+-/";

	if (strcmp(name, "UTC") == 0)
		return true;
	return g_ascii_isalpha(name[0]) && strchr(name, '/') != NULL &&
	    strlen(name) < 64 && name[strspn(name, allowed)] == '\0';
}

enum status
zone_open(const char *name, struct zone **ret_zone, struct err *err)
{
	GTimeZone *glib = is_zone_name(name) ? g_time_zone_new_identifier(name) : NULL;

	if (glib == NULL)
		return err_set(err, ERR_NOT_FOUND,
		    "no time zone '%.60s' here; a name is like America/New_York", name);

	struct zone *zone = alloc_zero(1, sizeof *zone);

	memcpy(zone->name, name, strlen(name) + 1); /* is_zone_name() */
	zone->glib = glib;
	*ret_zone = zone;
	return OK;
}

void
zone_close(struct zone **zone)
{
	if (*zone == NULL)
		return;
	g_time_zone_unref((*zone)->glib);
	free(*zone);
	*zone = NULL;
}

enum status
zone_shelf_find(struct zone_shelf *shelf, const char *name, const struct zone **ret_zone,
    struct err *err)
{
	for (size_t i = 0; i < shelf->count; i++) {
		if (strcmp(shelf->zones[i]->name, name) == 0) {
			*ret_zone = shelf->zones[i];
			return OK;
		}
	}

	struct zone *zone;
	enum status status = zone_open(name, &zone, err);

	if (status != OK)
		return status;
	if (shelf->count == shelf->capacity) {
		shelf->capacity = shelf->capacity > 0 ? shelf->capacity * 2 : 8;
		shelf->zones = alloc_check(
		    realloc(shelf->zones, shelf->capacity * sizeof shelf->zones[0]));
	}
	shelf->zones[shelf->count++] = zone;
	*ret_zone = zone;
	return OK;
}

void
zone_shelf_done(struct zone_shelf *shelf)
{
	for (size_t i = 0; i < shelf->count; i++)
		zone_close(&shelf->zones[i]);
	free(shelf->zones);
	*shelf = (struct zone_shelf){ 0 };
}

static int
interval_at(const struct zone *zone, int64_t at_s)
{
	return g_time_zone_find_interval(zone->glib, G_TIME_TYPE_UNIVERSAL, at_s);
}

static int64_t
offset_at(const struct zone *zone, int64_t at_s)
{
	return g_time_zone_get_offset(zone->glib, interval_at(zone, at_s));
}

/* The seconds that local would be in UTC. */
static enum status
parse_local(const char *local, int64_t *ret_naive_s, struct err *err)
{
	static const char form[] = "dddd-dd-dd dd:dd";
	int part[5] = { 0 };
	size_t parts = 0;
	bool is_right = strlen(local) == sizeof form - 1;

	for (size_t i = 0; is_right && form[i] != '\0'; i++) {
		if (form[i] != 'd') {
			is_right = local[i] == form[i];
			parts++;
		} else {
			is_right = g_ascii_isdigit(local[i]);
			part[parts] = part[parts] * 10 + (local[i] - '0');
		}
	}
	is_right = is_right && part[0] >= 1970 && part[0] <= LAST_YEAR;

	g_autoptr(GDateTime) date = is_right
	    ? g_date_time_new_utc(part[0], part[1], part[2], part[3], part[4], 0)
	    : NULL;

	if (date == NULL)
		return err_set(err, ERR_INVALID,
		    "'%.40s' is not a time like 2027-01-14 18:30", local);
	*ret_naive_s = g_date_time_to_unix(date);
	return OK;
}

/* The offsets of a day before and a day after are the two that can hold in between: no
 * zone changes twice within two days. */
enum status
zone_to_utc(const struct zone *zone, const char *local, int64_t *ret_at_s,
    enum zone_fit *ret_fit, struct err *err)
{
	int64_t naive_s = 0; /* gcc cannot see that OK sets it */
	enum status status = parse_local(local, &naive_s, err);

	if (status != OK)
		return status;

	int64_t before = offset_at(zone, naive_s - DAY_S);
	int64_t after = offset_at(zone, naive_s + DAY_S);
	bool fits_before = offset_at(zone, naive_s - before) == before;
	bool fits_after = offset_at(zone, naive_s - after) == after;

	*ret_fit = ZONE_ONCE;
	if (!fits_before && !fits_after)
		*ret_fit = ZONE_NEVER;
	else if (fits_before && fits_after && before != after)
		*ret_fit = ZONE_TWICE;
	/* twice: before is the larger and gives the earlier; a gap: before moves on */
	*ret_at_s = naive_s - (fits_before || !fits_after ? before : after);
	return OK;
}

static void
add_initials(const struct zone *zone, int64_t at_s, struct text *text)
{
	const char *initials = g_time_zone_get_abbreviation(zone->glib,
	    interval_at(zone, at_s));

	if (initials[0] == '+' || initials[0] == '-')
		text_add(text, "UTC");
	text_add_bytes(text, initials, strlen(initials)); /* letters, digits and a sign */
}

static const char *const weekdays[] = { "Monday", "Tuesday", "Wednesday", "Thursday",
	"Friday", "Saturday", "Sunday" };
static const char *const months[] = { "January", "February", "March", "April", "May",
	"June", "July", "August", "September", "October", "November", "December" };

void
zone_add_time(const struct zone *zone, int64_t at_s, enum zone_form form,
    struct text *text)
{
	if (form == ZONE_INITIALS) {
		add_initials(zone, at_s, text);
		return;
	}

	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(at_s);

	assert(utc != NULL);

	g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone->glib);
	const char *weekday = weekdays[g_date_time_get_day_of_week(local) - 1];
	const char *month = months[g_date_time_get_month(local) - 1];
	int year = g_date_time_get_year(local), day = g_date_time_get_day_of_month(local);
	int hour = g_date_time_get_hour(local), minute = g_date_time_get_minute(local);
	char line[64]; /* "Wednesday 30 September 2027, 18:30" is among the longest */
	int length = 0;

	switch (form) {
	case ZONE_ISO:
		length = snprintf(line, sizeof line, "%04d-%02d-%02d %02d:%02d", year,
		    g_date_time_get_month(local), day, hour, minute);
		break;
	case ZONE_FULL:
		length = snprintf(line, sizeof line, "%s %d %s %d, %02d:%02d", weekday,
		    day, month, year, hour, minute);
		break;
	case ZONE_BRIEF:
		length = snprintf(line, sizeof line, "%.3s %d %.3s, %02d:%02d", weekday,
		    day, month, hour, minute);
		break;
	case ZONE_DAY:
		length = snprintf(line, sizeof line, "%s %d %s", weekday, day, month);
		break;
	case ZONE_CLOCK:
		length = snprintf(line, sizeof line, "%02d:%02d", hour, minute);
		break;
	case ZONE_INITIALS:
		break;
	}
	assert(length > 0 && (size_t)length < sizeof line);
	text_add_bytes(text, line, (size_t)length);
}
