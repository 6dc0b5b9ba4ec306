/* tick.h - what is due? A timer and the database's notifications ask; jobs answer. */
#ifndef CONVENE_TICK_H
#define CONVENE_TICK_H

#include "daemon.h"

struct tick_state {
	int64_t last_ms;    /* since the last tick that went through; -1: none yet */
	struct err trouble; /* of the last tick */
	bool is_forming;
	bool is_wanted;        /* another one comes at once */
	int64_t rounds_formed; /* since the start, by this daemon */
	int64_t last_formed_s; /* business time, 0: none yet */
	int64_t last_took_ms;
};

struct tick *tick_open(struct daemon *daemon);

/* Something may have become due: look in the loop's next turn. */
void tick_wake(struct tick *tick);

void tick_state(const struct tick *tick, struct tick_state *ret_state);

/* Starts nothing new from now on; the callback of what runs may still come. */
void tick_stop(struct tick *tick);
bool tick_is_idle(const struct tick *tick);

void tick_close(struct tick **tick);
#endif
