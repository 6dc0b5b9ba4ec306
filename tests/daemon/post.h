/* post.h - a mail job in a daemon of its own, with the fake relay and the database of
 * live.h on one loop, under a simulated clock. */
#ifndef CONVENE_POST_H
#define CONVENE_POST_H

#include "chore_store.h"
#include "daemon.h"
#include "mail_job.h"
#include "relay.h"

extern struct relay *post_relay;

/* What a mail job sees of a daemon; several share the loop and the outbox. */
struct post {
	struct daemon daemon;
	struct db *db;
};

/* After live_setup(): relay, clock, key. Before live_teardown(). */
void post_setup(void);
void post_teardown(void);

/* A case's fixture: a database of its own, all this, and mail that leaves. */
void post_begin_case(void);
void post_end_case(void);

void post_script(const char *script);

/* Its settings, which a test may change before it opens the job. */
struct post *post_new(void);
void post_open(struct post *post);

/* As kill -9 leaves it: nothing more reaches the database. */
void post_kill(struct post **post);

/* Runs the loop until the administrator's statement answers that; fails after a while. */
void post_until(const char *wanted, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* So many messages are in that state. */
void post_until_state(const char *state, int count);

/* How many mails the relay took, in all and for one address. */
int post_taken(void);
int post_taken_by(const char *address);

/* One chore of the tick, now; answers how much it did. */
int64_t post_chore(enum chore chore);
#endif
