#include "mail_sort.h"

#include "ical.h"
#include "mail_token.h"
#include "mime.h"

#include <string.h>
#include <strings.h>

static const struct mail_sorted unreadable = { .kind = "unreadable",
	.effect = "no mail",
	.is_kept = true };
static const struct mail_sorted too_large = { .kind = "unreadable",
	.effect = "too large",
	.is_kept = true };
static const struct mail_sorted bad_calendar = { .kind = "unreadable",
	.effect = "no calendar",
	.is_kept = true };
static const struct mail_sorted counter = { .kind = "counter",
	.effect = "to administrator",
	.is_kept = true };
static const struct mail_sorted report = { .kind = "automatic",
	.effect = "report",
	.is_kept = true };
static const struct mail_sorted automatic = { .kind = "automatic", .effect = "counted" };
static const struct mail_sorted words = { .kind = "words",
	.effect = "to administrator",
	.is_kept = true };

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
	return NULL; /* delegated: somebody else should come, which a human decides */
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

static struct mail_sorted
sort_reply(const struct ical_reply *reply, const char *from)
{
	const struct ical_attendee *own = find_own(reply, from);

	if (own == NULL)
		return bad_calendar;
	const char *said = participation(own->answer);

	if (said == NULL)
		return counter;
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

static bool
is(const char *value, const char *word)
{
	return value != NULL && strcasecmp(value, word) == 0;
}

static bool
is_automatic(const struct mime_letter *letter)
{
	return (letter->auto_submitted != NULL && !is(letter->auto_submitted, "no")) ||
	    is(letter->precedence, "bulk") || is(letter->precedence, "junk") ||
	    is(letter->precedence, "list") || is(letter->precedence, "auto_reply");
}

static struct mail_sorted
sort_calendar(const struct mime_letter *letter, struct arena *arena)
{
	struct ical_reply reply;
	struct err err;

	if (ical_read(letter->calendar, letter->calendar_length, arena, &reply, &err) !=
	    OK)
		return bad_calendar;
	if (reply.verb == ICAL_VERB_REPLY)
		return sort_reply(&reply, letter->from != NULL ? letter->from : "");
	if (reply.verb == ICAL_VERB_COUNTER)
		return counter;
	return words; /* an invitation from somebody, say */
}

/* Whose report it is, the database finds out. */
static struct mail_sorted
sort_report(const struct mime_letter *letter, struct arena *arena)
{
	const struct mime_report *said = &letter->report;
	struct mail_sorted sorted = { .is_kept = true,
		.report = { .secret = mail_token_find(letter, "bounce", arena),
		    .envelope_id = said->envelope_id,
		    .returned_id = letter->returned_id,
		    .recipient = said->recipient,
		    .status = said->status,
		    .words = said->words } };

	if (said->action != NULL) {
		sorted.act = MAIL_BOUNCE;
		sorted.kind = "bounce";
		sorted.report.says = said->action;
		return sorted;
	}
	if (said->feedback == NULL)
		return report;
	if (sorted.report.secret == NULL && said->mail_from != NULL)
		sorted.report.secret = mail_token_read(said->mail_from, "bounce", arena);
	sorted.act = MAIL_COMPLAINT;
	sorted.kind = "complaint";
	sorted.report.says = said->feedback;
	return sorted;
}

void
mail_sort(const char *bytes, size_t length, struct arena *arena,
    struct mail_sorted *ret_sorted)
{
	struct mime_letter letter;
	struct err err;
	enum status status = mime_read(bytes, length, arena, &letter, &err);

	if (status != OK)
		*ret_sorted = status == ERR_LIMIT ? too_large : unreadable;
	else if (is(letter.type, "multipart/report"))
		*ret_sorted = sort_report(&letter, arena);
	else if (letter.calendar != NULL)
		*ret_sorted = sort_calendar(&letter, arena);
	else if (is_automatic(&letter))
		*ret_sorted = automatic;
	else
		*ret_sorted = words;
}
