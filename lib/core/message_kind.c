#include "message_kind.h"

#include <assert.h>
#include <string.h>

static const struct template_name tablemate[] = {
	{ "name", TEMPLATE_ALWAYS, NULL }, /* "Ada L." */
	{ "specialty", TEMPLATE_MAYBE, NULL },
	{ "site", TEMPLATE_MAYBE, NULL },
	{ NULL, TEMPLATE_ALWAYS, NULL },
};

static const struct template_name line[] = {
	{ "line", TEMPLATE_ALWAYS, NULL },
	{ NULL, TEMPLATE_ALWAYS, NULL },
};

/* when_local: Thursday 14 January 2027, 18:30; when_brief: Thu 14 Jan, 18:30; zone: EST;
 * duration: about two hours; respond_by: Monday 4 January; join_url: of a dinner by
 * video; company: six colleagues; stipend: $45. */
/* clang-format off */
#define END { NULL, TEMPLATE_ALWAYS, NULL }

#define TO_A_PERSON                              \
	{ "first_name", TEMPLATE_ALWAYS, NULL },   \
	{ "organisation", TEMPLATE_ALWAYS, NULL }, \
	{ "program", TEMPLATE_ALWAYS, NULL },      \
	{ "leave_url", TEMPLATE_ALWAYS, NULL }

#define OF_AN_EVENING                            \
	TO_A_PERSON,                               \
	{ "when_local", TEMPLATE_ALWAYS, NULL },   \
	{ "when_brief", TEMPLATE_ALWAYS, NULL },   \
	{ "zone", TEMPLATE_ALWAYS, NULL },         \
	{ "duration", TEMPLATE_ALWAYS, NULL }

#define OF_A_SEAT                                \
	OF_AN_EVENING,                             \
	{ "answer_url", TEMPLATE_ALWAYS, NULL },   \
	{ "respond_by", TEMPLATE_ALWAYS, NULL },   \
	{ "venue_name", TEMPLATE_ALWAYS, NULL },   \
	{ "venue_street", TEMPLATE_MAYBE, NULL },  \
	{ "join_url", TEMPLATE_MAYBE, NULL },      \
	{ "travel_minutes", TEMPLATE_MAYBE, NULL },\
	{ "company", TEMPLATE_ALWAYS, NULL },      \
	{ "is_host", TEMPLATE_FLAG, NULL },        \
	{ "host_name", TEMPLATE_MAYBE, NULL },     \
	{ "has_tablemates", TEMPLATE_FLAG, NULL }, \
	{ "tablemates", TEMPLATE_MANY, tablemate },\
	{ "stipend", TEMPLATE_MAYBE, NULL }
/* clang-format on */

static const struct template_name of_a_seat[] = { OF_A_SEAT, END };

static const struct template_name of_no_seat[] = {
	OF_AN_EVENING,
	{ "fund_is_short", TEMPLATE_FLAG, NULL }, /* or else no table fitted */
	END,
};

static const struct template_name of_a_change[] = {
	OF_A_SEAT,
	{ "has_changes", TEMPLATE_FLAG, NULL }, /* that can be named */
	{ "was_when", TEMPLATE_MAYBE, NULL },   /* as when_local */
	{ "was_where", TEMPLATE_MAYBE, NULL },
	{ "joined", TEMPLATE_MAYBE, NULL }, /* names: "Ada L., Ben T." */
	{ "gone", TEMPLATE_MAYBE, NULL },
	END,
};

static const struct template_name of_a_card[] = {
	OF_A_SEAT,
	{ "prompt", TEMPLATE_BLOCK, NULL },
	{ "has_help", TEMPLATE_FLAG, NULL },
	{ "help", TEMPLATE_MANY, line }, /* whom to call for somebody who is not well */
	END,
};

static const struct template_name of_an_evening_past[] = {
	OF_A_SEAT,
	{ "feedback_url", TEMPLATE_MAYBE, NULL },
	{ "receipt_url", TEMPLATE_MAYBE, NULL }, /* the host's */
	END,
};

static const struct template_name of_an_offer[] = {
	OF_A_SEAT,
	{ "offer_until", TEMPLATE_ALWAYS, NULL }, /* as when_brief */
	END,
};

static const struct template_name of_a_season[] = {
	TO_A_PERSON,
	{ "enrol_url", TEMPLATE_ALWAYS, NULL },
	{ "begins", TEMPLATE_ALWAYS, NULL },   /* as respond_by */
	{ "evenings", TEMPLATE_MAYBE, NULL },  /* six evenings */
	{ "answer_by", TEMPLATE_MAYBE, NULL }, /* as respond_by */
	{ "stipend", TEMPLATE_MAYBE, NULL },
	END,
};

static const struct template_name of_a_pause[] = {
	TO_A_PERSON,
	{ "until", TEMPLATE_ALWAYS, NULL }, /* as respond_by */
	{ "resume_url", TEMPLATE_MAYBE, NULL },
	END,
};

static const struct template_name of_leaving[] = {
	TO_A_PERSON,
	{ "seats_given", TEMPLATE_MAYBE, NULL }, /* two seats */
	END,
};

static const struct template_name of_a_claim[] = {
	TO_A_PERSON,
	{ "claim", TEMPLATE_ALWAYS, NULL },    /* C-118 */
	{ "amount", TEMPLATE_ALWAYS, NULL },   /* as stipend */
	{ "standing", TEMPLATE_ALWAYS, NULL }, /* approved */
	{ "why", TEMPLATE_MAYBE, NULL },
	{ "pay_by", TEMPLATE_MAYBE, NULL }, /* as respond_by */
	END,
};

static const struct template_name of_a_digest[] = {
	{ "first_name", TEMPLATE_ALWAYS, NULL },
	{ "organisation", TEMPLATE_ALWAYS, NULL },
	{ "day", TEMPLATE_ALWAYS, NULL }, /* as respond_by */
	{ "lines", TEMPLATE_MANY, line },
	END,
};

static const struct message_kind_row rows[] = {
	[MESSAGE_INVITATION] = { "invitation", 3, true, "REQUEST", 7200, of_a_seat,
	    false },
	[MESSAGE_REMINDER] = { "reminder", 4, false, NULL, 0, of_a_seat, false },
	[MESSAGE_CONFIRMATION] = { "confirmation", 4, false, NULL, 0, of_a_seat, false },
	[MESSAGE_CHANGE] = { "change", 2, true, "REQUEST", 0, of_a_change, false },
	[MESSAGE_CANCELLATION] = { "cancellation", 1, true, "CANCEL", 0, of_a_seat,
	    false },
	[MESSAGE_DECLINED] = { "declined", 1, true, "CANCEL", 0, of_a_seat, false },
	[MESSAGE_LAPSED] = { "lapsed", 1, true, "CANCEL", 0, of_a_seat, false },
	[MESSAGE_NOT_SEATED] = { "not_seated", 4, false, NULL, 0, of_no_seat, false },
	[MESSAGE_DAY_BEFORE] = { "day_before", 4, false, NULL, 21600, of_a_seat, false },
	[MESSAGE_HOST_REQUEST] = { "host_request", 3, true, NULL, 0, of_a_seat, false },
	[MESSAGE_HOST_CARD] = { "host_card", 4, true, NULL, 0, of_a_card, false },
	[MESSAGE_AFTER_DINNER] = { "after_dinner", 5, false, NULL, -259200,
	    of_an_evening_past, false },
	[MESSAGE_SEAT_OFFER] = { "seat_offer", 1, true, NULL, 0, of_an_offer, false },
	[MESSAGE_SEASON_INVITATION] = { "season_invitation", 3, true, NULL, 0,
	    of_a_season, false },
	[MESSAGE_PAUSED] = { "paused", 5, false, NULL, 0, of_a_pause, false },
	[MESSAGE_LEFT] = { "left", 5, false, NULL, 0, of_leaving, false },
	[MESSAGE_CLAIM_STATUS] = { "claim_status", 5, true, NULL, 0, of_a_claim, false },
	[MESSAGE_DIGEST] = { "digest", 5, false, NULL, 0, of_a_digest, true },
};
_Static_assert(COUNT_OF(rows) == MESSAGE_KIND_COUNT, "a row for every kind");

const struct message_kind_row *
message_kind_row(enum message_kind kind)
{
	assert(kind < MESSAGE_KIND_COUNT);
	return &rows[kind];
}

enum status
message_kind_parse(const char *name, enum message_kind *ret_kind, struct err *err)
{
	CLEANUP(text_done) struct text known = { 0 };

	for (enum message_kind kind = 0; kind < MESSAGE_KIND_COUNT; kind++) {
		if (strcmp(rows[kind].name, name) == 0) {
			*ret_kind = kind;
			return OK;
		}
		text_add(&known, " ");
		text_add_line(&known, rows[kind].name);
	}
	return err_set(err, ERR_NOT_FOUND, "no kind of mail '%.40s'; there are:%s", name,
	    text_string(&known));
}
