/* relay_log.h - what a Postfix relay's log says of mails of ours, told by Message-ID: how
 * many copies it took, and how many it threw away. Queue ids are kept, no addresses.
 *
 * Postfix names a mail's id while its header passes, before there is a whole mail: only
 * what the queue manager says later proves that it was taken. That the connection broke
 * within DATA, or that the whole was refused, proves of that copy that it was not. Of
 * what a log does not name it says nothing: it may be another relay's, or of another
 * day. */
#ifndef CONVENE_RELAY_LOG_H
#define CONVENE_RELAY_LOG_H

#include "base.h"

#include <stdint.h>

#define RELAY_LOG_QUEUE_ID_MAX 32
#define RELAY_LOG_ID_SIZE 37 /* a uuid in small letters */

struct relay_log_mail {
	char id[RELAY_LOG_ID_SIZE];
	int64_t taken, dropped;                /* copies; one of both at least */
	char queue_id[RELAY_LOG_QUEUE_ID_MAX]; /* of the first that was taken, or "" */
};

/* All zero is empty. In the order in which the log decides them. */
struct relay_log {
	struct relay_log_mail *mails;
	size_t count, room;
	int64_t lines; /* of Postfix; 0: this is no log of it */
};

/* Any bytes; into an empty one. */
void relay_log_read(const char *bytes, size_t length, struct relay_log *log);

/* For CLEANUP(). */
void relay_log_done(struct relay_log *log);
#endif
