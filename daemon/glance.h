/* glance.h - a look at the database that never waits long: the answer of one question,
 * asked anew when it is not fresh, and the last one when the database takes its time. */
#ifndef CONVENE_GLANCE_H
#define CONVENE_GLANCE_H

#include "base.h"
#include "text.h"

#include <stdint.h>

struct event_base;
struct glance;

/* Asks; calls glance_told() once, never before it returns. */
typedef void glance_ask_fn(struct glance *glance, void *arg);

struct glance_settings {
	glance_ask_fn *ask;
	void *arg;
	int64_t fresh_ms;    /* an answer of this age is good */
	int64_t patience_ms; /* then whoever looks gets the last one, whatever its age */
};

/* text is NULL when there is no answer yet; age_ms is then -1. Called once, at once or
 * from the loop. */
typedef void glance_fn(const struct text *text, int64_t age_ms, void *arg);

struct glance *glance_open(struct event_base *base,
    const struct glance_settings *settings);
void glance_look(struct glance *glance, glance_fn *seen, void *arg);

/* status not OK: the old answer stays, and whoever waits gets it. */
void glance_told(struct glance *glance, enum status status, const struct text *text);

/* Those who wait get what there is. No question may be open any more. */
void glance_close(struct glance **glance);
#endif
