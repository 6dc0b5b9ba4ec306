/* Traps of libical: its builtin zones bring a TZID of their own and rules since 1883, so
 * every time is UTC; CR LF in a mailto: value becomes a property, so addresses are looked
 * at here. */
#include "ical.h"

#include "ical_words.h"
#include "mailbox.h"

#include <assert.h>
#include <libical/ical.h>
#include <string.h>

#define MAILTO_MAX (ICAL_MAILTO_LENGTH + 255)

static void
free_component(icalcomponent **component)
{
	if (*component != NULL)
		icalcomponent_free(*component);
}

const char *
ical_verb_name(enum ical_verb verb)
{
	if (verb >= ICAL_VERB_OTHER)
		return "OTHER";
	return icalproperty_method_to_string(
	    (icalproperty_method)ical_words_method(verb));
}

/* Of type URI, which is not escaped: nothing may end the value. */
static bool
is_url(const char *url)
{
	for (; url != NULL && *url != '\0'; url++)
		if (*url <= ' ' || *url >= 0x7F || *url == '"')
			return false;
	return true;
}

static enum status
check_event(const struct ical_event *event, struct err *err)
{
	assert(event->verb <= ICAL_VERB_CANCEL && event->answer < ICAL_ANSWER_OTHER);

	if (!mailbox_is_safe(event->organizer_address) ||
	    !mailbox_is_safe(event->attendee_address))
		return err_set(err, ERR_INVALID, "an address is not safe for a calendar");

	const char *const lines[] = { event->uid, event->organizer_name,
		event->attendee_name, event->summary, event->description,
		event->location };

	for (size_t i = 0; i < COUNT_OF(lines); i++)
		if (!mailbox_is_line(lines[i]))
			return err_set(err, ERR_INVALID,
			    "a control character in a text for a calendar");
	if (!is_url(event->join_url))
		return err_set(err, ERR_INVALID,
		    "the address of a room is not plain ASCII");
	if (event->uid[0] == '\0')
		return err_set(err, ERR_INVALID, "a calendar event without an id");
	if (event->end_s <= event->start_s || event->sequence < 0)
		return err_set(err, ERR_INVALID, "an event ends before it starts");
	return OK;
}

static icaltimetype
utc(int64_t at_s)
{
	return icaltime_from_timet_with_zone((time_t)at_s, 0,
	    icaltimezone_get_utc_timezone());
}

static void
write_mailto(const char *address, char ret_mailto[static MAILTO_MAX])
{
	size_t length = strlen(address);

	assert(length < MAILTO_MAX - ICAL_MAILTO_LENGTH); /* mailbox_is_safe() */
	memcpy(ret_mailto, ICAL_MAILTO, ICAL_MAILTO_LENGTH);
	memcpy(ret_mailto + ICAL_MAILTO_LENGTH, address, length + 1);
}

/* Of RFC 6868 libical does the quotes, and leaves a caret that a reader would decode. */
static void
add_name(icalproperty *property, const char *name)
{
	CLEANUP(text_done) struct text coded = { 0 };

	if (name == NULL || name[0] == '\0')
		return;
	for (; *name != '\0'; name++) {
		if (*name == '^')
			text_add(&coded, "^");
		text_add_bytes(&coded, name, 1);
	}
	icalproperty_add_parameter(property, icalparameter_new_cn(text_string(&coded)));
}

static void
add_people(icalcomponent *to, const struct ical_event *event)
{
	char mailto[MAILTO_MAX];

	write_mailto(event->organizer_address, mailto);
	icalproperty *organizer = icalproperty_new_organizer(mailto);

	add_name(organizer, event->organizer_name);
	icalcomponent_add_property(to, organizer);

	write_mailto(event->attendee_address, mailto);
	icalproperty *attendee = icalproperty_new_attendee(mailto);

	icalproperty_add_parameter(attendee,
	    icalparameter_new_cutype(ICAL_CUTYPE_INDIVIDUAL));
	icalproperty_add_parameter(attendee,
	    icalparameter_new_role(ICAL_ROLE_REQPARTICIPANT));
	icalproperty_add_parameter(attendee,
	    icalparameter_new_partstat(
		(icalparameter_partstat)ical_words_partstat(event->answer)));
	if (event->verb == ICAL_VERB_REQUEST)
		icalproperty_add_parameter(attendee,
		    icalparameter_new_rsvp(ICAL_RSVP_TRUE));
	add_name(attendee, event->attendee_name);
	icalcomponent_add_property(to, attendee);
}

static void
add_alarm(icalcomponent *to, const struct ical_event *event)
{
	icalcomponent *alarm = icalcomponent_new_valarm();
	struct icaltriggertype trigger = icaltriggertype_from_string("-PT3H");

	icalcomponent_add_property(alarm, icalproperty_new_action(ICAL_ACTION_DISPLAY));
	icalcomponent_add_property(alarm, icalproperty_new_trigger(trigger));
	icalcomponent_add_property(alarm, icalproperty_new_description(event->summary));
	icalcomponent_add_component(to, alarm);
}

/* RFC 7986; programs that know only URL find it there. */
static void
add_room(icalcomponent *to, const char *url)
{
	icalproperty *conference = icalproperty_new_conference(url);

	icalproperty_add_parameter(conference, icalparameter_new_value(ICAL_VALUE_URI));
	icalcomponent_add_property(to, icalproperty_new_url(url));
	icalcomponent_add_property(to, conference);
}

static icalcomponent *
event_new(const struct ical_event *event)
{
	icalcomponent *to = icalcomponent_new_vevent();

	icalcomponent_add_property(to, icalproperty_new_uid(event->uid));
	icalcomponent_add_property(to, icalproperty_new_sequence(event->sequence));
	icalcomponent_add_property(to, icalproperty_new_dtstamp(utc(event->stamped_s)));
	icalcomponent_add_property(to, icalproperty_new_dtstart(utc(event->start_s)));
	icalcomponent_add_property(to, icalproperty_new_dtend(utc(event->end_s)));
	add_people(to, event);
	icalcomponent_add_property(to, icalproperty_new_summary(event->summary));
	icalcomponent_add_property(to, icalproperty_new_description(event->description));
	if (event->location != NULL && event->location[0] != '\0')
		icalcomponent_add_property(to,
		    icalproperty_new_location(event->location));
	if (event->join_url != NULL && event->verb == ICAL_VERB_REQUEST)
		add_room(to, event->join_url);
	icalcomponent_add_property(to, icalproperty_new_class(ICAL_CLASS_PRIVATE));
	icalcomponent_add_property(to, icalproperty_new_transp(ICAL_TRANSP_OPAQUE));
	if (event->verb == ICAL_VERB_REQUEST) {
		icalcomponent_add_property(to,
		    icalproperty_new_status(ICAL_STATUS_CONFIRMED));
		add_alarm(to, event);
	} else if (event->is_called_off) {
		/* without a status the others' event stands: one person left it */
		icalcomponent_add_property(to,
		    icalproperty_new_status(ICAL_STATUS_CANCELLED));
	}
	return to;
}

enum status
ical_write(const struct ical_event *event, struct text *out, struct err *err)
{
	enum status status = check_event(event, err);

	if (status != OK)
		return status;

	CLEANUP(free_component)
	icalcomponent *calendar = alloc_check(
	    icalcomponent_new(ICAL_VCALENDAR_COMPONENT));

	icalcomponent_add_property(calendar, icalproperty_new_version("2.0"));
	icalcomponent_add_property(calendar,
	    icalproperty_new_prodid("-//Convene//convened//EN"));
	icalcomponent_add_property(calendar, icalproperty_new_calscale("GREGORIAN"));
	icalcomponent_add_property(calendar,
	    icalproperty_new_method((icalproperty_method)ical_words_method(event->verb)));
	icalcomponent_add_component(calendar, event_new(event));

	CLEANUP(free_ptr)
	char *bytes = alloc_check(icalcomponent_as_ical_string_r(calendar));

	text_add_bytes(out, bytes, strlen(bytes));
	return OK;
}
