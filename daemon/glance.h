/* glance.h - a look at the database that never waits long: the answer of one question,
 * asked anew at a pace of its own or when somebody looks, and the last one when the
 * database takes its time. One question is open at most. */
#ifndef CONVENE_GLANCE_H
#define CONVENE_GLANCE_H

#include "base.h"
#include "text.h"

#include <stdbool.h>
#include <stdint.h>

struct event_base;
struct glance;

/* Asks; calls glance_told() once, never before it returns. */
typedef void glance_ask_fn(struct glance *glance, void *arg);

/* Others wait for the database: the pace leaves it to them. */
typedef bool glance_busy_fn(void *arg);

struct glance_settings {
	glance_ask_fn *ask;
	void *arg;
	int64_t fresh_ms;    /* an answer of this age is good */
	int64_t patience_ms; /* then whoever looks gets the last one, whatever its age */

	/* The pace, from glance_refresh() or the first look on; 0: asked by looks alone.
	 * After an answer the question rests so long, or GLANCE_RESTS times what the
	 * answer took, up to GLANCE_REST_MAX_MS. Looks do not ask meanwhile: they get
	 * what there is. */
	int64_t every_ms;
	glance_busy_fn *is_busy; /* NULL: never; heeded until GLANCE_REST_MAX_MS */
};

#define GLANCE_RESTS 20 /* a slow question takes a twentieth of one connection */
#define GLANCE_REST_MAX_MS 10000

/* text is NULL when there is no answer yet; age_ms is then -1. Called once, at once or
 * from the loop. */
typedef void glance_fn(const struct text *text, int64_t age_ms, void *arg);

struct glance *glance_open(struct event_base *base,
    const struct glance_settings *settings);
void glance_look(struct glance *glance, glance_fn *seen, void *arg);

/* Asks now, however long the question has rested, unless it is open. */
void glance_refresh(struct glance *glance);

/* status not OK: the old answer stays, and whoever waits gets it. */
void glance_told(struct glance *glance, enum status status, const struct text *text);

/* Those who wait get what there is. No question may be open any more. */
void glance_close(struct glance **glance);
#endif
