/* letter_facts.h - what the schema says about a seat (letter_content(), JSON; of a mail
 * as it was frozen when that was queued), turned into what templates of mails and pages
 * say: times of the place, sums and numbers in words. */
#ifndef CONVENE_LETTER_FACTS_H
#define CONVENE_LETTER_FACTS_H

#include "template_value.h"
#include "zone.h"

struct letter_links {
	const char *answer_url; /* NULL when there is no seat */
	const char *leave_url;

	/* NULL: there is no such page */
	const char *feedback_url, *receipt_url, *enrol_url, *resume_url;
};

/* Texts are the arena's. */
struct letter_facts {
	struct template_value *values; /* more may be added */
	const char *full_name;         /* of the recipient */
	const char *organisation, *program;
	const char *location;     /* for the calendar: place, street and room; or NULL */
	const char *join_url;     /* the room, as a calendar takes it; or NULL */
	int64_t starts_s, ends_s; /* 0: of no gathering */
};

/* ERR_INVALID names the field that is missing or wrong; ERR_NOT_FOUND: the zone. What
 * some kinds of mail lack may be missing; letter_render() says if a template needs it. */
MUST_CHECK enum status letter_facts_read(const char *content, size_t length,
    const struct letter_links *links, struct zone_shelf *zones, struct arena *arena,
    struct letter_facts *ret_facts, struct err *err);
#endif
