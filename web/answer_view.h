/* answer_view.h - in which of its states the answer page is. Pure. */
#ifndef CONVENE_ANSWER_VIEW_H
#define CONVENE_ANSWER_VIEW_H

#include "web_store.h"

enum answer_view {
	ANSWER_VIEW_OPEN,
	ANSWER_VIEW_ACCEPTED,
	ANSWER_VIEW_DECLINED,
	ANSWER_VIEW_LAPSED,
	ANSWER_VIEW_FULL,      /* wanted back, but passed on */
	ANSWER_VIEW_CLOSED,    /* no longer this person's to answer */
	ANSWER_VIEW_CANCELLED, /* for everybody */
	ANSWER_VIEW_TOO_LATE,  /* it has begun */
	ANSWER_VIEW_OVER,
	ANSWER_VIEW_COUNT
};

struct answer_facts {
	const char *seat_state, *gathering_state, *round_state; /* design.md's words */
	bool has_begun, has_ended;
	enum web_outcome outcome; /* of the answer just given */
};

enum answer_view answer_view(const struct answer_facts *facts);

/* "is_open": the flag that templates ask for. */
const char *answer_view_flag(enum answer_view view);

/* Whether a button would do something. */
bool answer_view_can_accept(enum answer_view view);
bool answer_view_can_decline(enum answer_view view);
#endif
