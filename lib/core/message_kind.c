#include "message_kind.h"

#include <assert.h>
#include <string.h>

static const struct template_name tablemate[] = {
	{ "name", TEMPLATE_ALWAYS, NULL }, /* "Ada L." */
	{ "specialty", TEMPLATE_MAYBE, NULL },
	{ "site", TEMPLATE_MAYBE, NULL },
	{ NULL, TEMPLATE_ALWAYS, NULL },
};

/* when_local: Thursday 14 January 2027, 18:30; when_brief: Thu 14 Jan, 18:30; zone: EST;
 * duration: about two hours. */
/* clang-format off */
#define TO_A_PERSON                              \
	{ "first_name", TEMPLATE_ALWAYS, NULL },   \
	{ "organisation", TEMPLATE_ALWAYS, NULL }, \
	{ "program", TEMPLATE_ALWAYS, NULL },      \
	{ "leave_url", TEMPLATE_ALWAYS, NULL },    \
	{ "when_local", TEMPLATE_ALWAYS, NULL },   \
	{ "when_brief", TEMPLATE_ALWAYS, NULL },   \
	{ "zone", TEMPLATE_ALWAYS, NULL },         \
	{ "duration", TEMPLATE_ALWAYS, NULL }
/* clang-format on */

static const struct template_name of_a_seat[] = {
	TO_A_PERSON,
	{ "answer_url", TEMPLATE_ALWAYS, NULL },
	{ "respond_by", TEMPLATE_ALWAYS, NULL }, /* Monday 4 January */
	{ "venue_name", TEMPLATE_ALWAYS, NULL },
	{ "venue_street", TEMPLATE_MAYBE, NULL },
	{ "join_url", TEMPLATE_MAYBE, NULL }, /* of a dinner by video */
	{ "travel_minutes", TEMPLATE_MAYBE, NULL },
	{ "company", TEMPLATE_ALWAYS, NULL }, /* six colleagues */
	{ "is_host", TEMPLATE_FLAG, NULL },
	{ "host_name", TEMPLATE_MAYBE, NULL },
	{ "has_tablemates", TEMPLATE_FLAG, NULL },
	{ "tablemates", TEMPLATE_MANY, tablemate },
	{ "stipend", TEMPLATE_MAYBE, NULL }, /* $45 */
	{ NULL, TEMPLATE_ALWAYS, NULL },
};

static const struct template_name of_no_seat[] = {
	TO_A_PERSON,
	{ "fund_is_short", TEMPLATE_FLAG, NULL }, /* or else no table fitted */
	{ NULL, TEMPLATE_ALWAYS, NULL },
};

static const struct message_kind_row rows[] = {
	[MESSAGE_INVITATION] = { "invitation", 3, true, "REQUEST", 7200, of_a_seat },
	[MESSAGE_REMINDER] = { "reminder", 4, false, NULL, 0, of_a_seat },
	[MESSAGE_CONFIRMATION] = { "confirmation", 4, false, NULL, 0, of_a_seat },
	[MESSAGE_CHANGE] = { "change", 2, true, "REQUEST", 0, of_a_seat },
	[MESSAGE_CANCELLATION] = { "cancellation", 1, true, "CANCEL", 0, of_a_seat },
	[MESSAGE_DECLINED] = { "declined", 1, true, "CANCEL", 0, of_a_seat },
	[MESSAGE_LAPSED] = { "lapsed", 1, true, "CANCEL", 0, of_a_seat },
	[MESSAGE_NOT_SEATED] = { "not_seated", 4, false, NULL, 0, of_no_seat },
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
