#include "mail_calendar.h"

#include "ical.h"

#include <strings.h>

static const struct mail_sorted bad_calendar = { .kind = "unreadable",
	.effect = "no calendar",
	.is_kept = true };

/* NULL: a word that we do not know. */
static const char *
participation(enum ical_answer answer)
{
	switch (answer) {
	case ICAL_ANSWER_YES:
		return "ACCEPTED";
	case ICAL_ANSWER_NO:
		return "DECLINED";
	case ICAL_ANSWER_MAYBE:
		return "TENTATIVE";
	case ICAL_ANSWER_NONE:
		return "NEEDS-ACTION";
	case ICAL_ANSWER_OTHER:
		break;
	}
	return NULL;
}

/* Some programs list everybody they know of: the sender's own entry counts. */
static const struct ical_attendee *
find_own(const struct ical_reply *reply, const char *from)
{
	for (size_t i = 0; i < reply->attendee_count; i++)
		if (strcasecmp(reply->attendees[i].address, from) == 0)
			return &reply->attendees[i];
	return reply->attendee_count > 0 ? &reply->attendees[0] : NULL;
}

/* Another time, or another person: that is for a human to decide. */
static struct mail_sorted
sort_wish(const struct ical_reply *reply, const char *from, const char *kind)
{
	return (struct mail_sorted){
		.act = MAIL_WISH,
		.kind = kind,
		.is_kept = true,
		.reply = { .uid = reply->uid, .sender = from },
	};
}

static struct mail_sorted
sort_reply(const struct ical_reply *reply, const char *from)
{
	const struct ical_attendee *own = find_own(reply, from);

	if (own == NULL)
		return bad_calendar;
	if (own->is_delegated)
		return sort_wish(reply, from, "delegate");
	const char *said = participation(own->answer);

	if (said == NULL)
		return sort_wish(reply, from, "counter");
	return (struct mail_sorted){
		.act = MAIL_REPLY,
		.kind = "reply",
		.is_kept = true,
		.reply = {
			.uid = reply->uid,
			.attendee = own->address,
			.sender = from,
			.participation = said,
			.sequence = reply->sequence,
			.stamped_s = reply->stamped_s,
		},
	};
}

bool
mail_calendar_sort(const struct mime_letter *letter, struct arena *arena,
    struct mail_sorted *ret_sorted)
{
	const char *from = letter->from != NULL ? letter->from : "";
	struct ical_reply reply;
	struct err err;

	*ret_sorted = bad_calendar;
	if (ical_read(letter->calendar, letter->calendar_length, arena, &reply, &err) !=
	    OK)
		return true;
	if (reply.verb == ICAL_VERB_REPLY)
		*ret_sorted = sort_reply(&reply, from);
	else if (reply.verb == ICAL_VERB_COUNTER)
		*ret_sorted = sort_wish(&reply, from, "counter");
	else if (reply.verb == ICAL_VERB_DELEGATE)
		*ret_sorted = sort_wish(&reply, from, "delegate");
	else
		return false;
	return true;
}
