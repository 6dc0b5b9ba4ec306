/* The reading half of ical.h. Traps of libical: it gives NULL for what is missing, and
 * one XROOT for two calendars. */
#include "ical.h"

#include "ical_words.h"

#include <libical/ical.h>
#include <string.h>
#include <strings.h>

static void
free_component(icalcomponent **component)
{
	if (*component != NULL)
		icalcomponent_free(*component);
}

static enum ical_answer
answer_of(icalproperty *attendee)
{
	icalparameter *parameter = icalproperty_get_first_parameter(attendee,
	    ICAL_PARTSTAT_PARAMETER);

	if (parameter == NULL)
		return ICAL_ANSWER_NONE;
	return ical_words_answer((int)icalparameter_get_partstat(parameter));
}

static bool
is_delegated(icalproperty *attendee)
{
	icalparameter *partstat = icalproperty_get_first_parameter(attendee,
	    ICAL_PARTSTAT_PARAMETER);

	return icalproperty_get_first_parameter(attendee, ICAL_DELEGATEDTO_PARAMETER) !=
	    NULL ||
	    (partstat != NULL &&
		icalparameter_get_partstat(partstat) == ICAL_PARTSTAT_DELEGATED);
}

static void
read_attendees(icalcomponent *event, struct arena *arena, struct ical_reply *reply)
{
	icalproperty *attendee = icalcomponent_get_first_property(event,
	    ICAL_ATTENDEE_PROPERTY);

	for (; attendee != NULL && reply->attendee_count < ICAL_ATTENDEES_MAX;
	     attendee = icalcomponent_get_next_property(event, ICAL_ATTENDEE_PROPERTY)) {
		const char *address = icalproperty_get_attendee(attendee);

		if (address == NULL)
			continue;
		if (strncasecmp(address, ICAL_MAILTO, ICAL_MAILTO_LENGTH) == 0)
			address += ICAL_MAILTO_LENGTH;
		reply->attendees[reply->attendee_count++] = (struct ical_attendee){
			.address = arena_text(arena, address),
			.answer = answer_of(attendee),
			.is_delegated = is_delegated(attendee),
		};
	}
}

static int64_t
stamp_of(icalcomponent *event)
{
	icalproperty *property = icalcomponent_get_first_property(event,
	    ICAL_DTSTAMP_PROPERTY);

	if (property == NULL)
		return 0;

	icaltimetype stamp = icalproperty_get_dtstamp(property);

	if (icaltime_is_null_time(stamp) || !icaltime_is_valid_time(stamp))
		return 0;
	return (int64_t)icaltime_as_timet(stamp);
}

static enum ical_verb
verb_of(icalcomponent *calendar)
{
	enum ical_verb verb = ical_words_verb((int)icalcomponent_get_method(calendar));
	icalproperty *method = icalcomponent_get_first_property(calendar,
	    ICAL_METHOD_PROPERTY);
	const char *name = method == NULL ? NULL
					  : icalproperty_get_value_as_string(method);

	if (verb == ICAL_VERB_OTHER && name != NULL && strcasecmp(name, "DELEGATE") == 0)
		return ICAL_VERB_DELEGATE;
	return verb;
}

static enum status
read_event(icalcomponent *calendar, struct arena *arena, struct ical_reply *ret_reply,
    struct err *err)
{
	if (icalcomponent_isa(calendar) != ICAL_VCALENDAR_COMPONENT)
		return err_set(err, ERR_INVALID, "not one calendar");
	if (icalcomponent_count_components(calendar, ICAL_VEVENT_COMPONENT) != 1)
		return err_set(err, ERR_INVALID, "a calendar without one single event");

	icalcomponent *event = icalcomponent_get_first_component(calendar,
	    ICAL_VEVENT_COMPONENT);
	const char *uid = icalcomponent_get_uid(event);

	if (uid == NULL || uid[0] == '\0')
		return err_set(err, ERR_INVALID, "an event without UID");

	icalproperty *sequence = icalcomponent_get_first_property(event,
	    ICAL_SEQUENCE_PROPERTY);
	struct ical_reply reply = {
		.verb = verb_of(calendar),
		.uid = arena_text(arena, uid),
		.sequence = sequence == NULL ? 0 : icalproperty_get_sequence(sequence),
		.stamped_s = stamp_of(event),
	};

	read_attendees(event, arena, &reply);
	*ret_reply = reply;
	return OK;
}

enum status
ical_read(const void *bytes, size_t length, struct arena *arena,
    struct ical_reply *ret_reply, struct err *err)
{
	if (length > ICAL_BYTES_MAX)
		return err_set(err, ERR_LIMIT, "a calendar of %zu bytes, at most %zu",
		    length, ICAL_BYTES_MAX);
	if (length == 0 || memchr(bytes, '\0', length) != NULL)
		return err_set(err, ERR_INVALID,
		    "not a calendar: empty, or with NUL bytes");

	const char *copy = arena_bytes(arena, bytes, length);
	CLEANUP(free_component)
	icalcomponent *calendar = icalparser_parse_string(copy);

	if (calendar == NULL)
		return err_set(err, ERR_INVALID, "not a calendar");
	return read_event(calendar, arena, ret_reply, err);
}
