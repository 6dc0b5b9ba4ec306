/* db_line.h - one connection of the pool. Private to db. */
#ifndef CONVENE_DB_LINE_H
#define CONVENE_DB_LINE_H

#include "db_hosts.h"
#include "db_request.h"

struct db_line;

/* Asked by a free line: the next request, or NULL. */
typedef struct db_request *db_line_next_fn(void *arg);

/* The line is connected, and has passed the hello check. */
typedef void db_line_up_fn(void *arg);

/* The line has lost its connection, or found none; it rests and tries again by itself. */
typedef void db_line_down_fn(const struct err *why, void *arg);

/* Shared by all lines; outlives them. */
struct db_line_pool {
	struct event_base *base;
	const struct db_hosts *hosts;
	const struct db_settings *settings;
	db_line_next_fn *next;
	db_line_up_fn *up;
	db_line_down_fn *down;
	void *arg;
};

/* listens: to the settings' channel, after each connect. */
struct db_line *db_line_open(const struct db_line_pool *pool, bool listens);

/* There may be a request. A free line looks, and says true; the others will look when
 * they are free. */
bool db_line_wake(struct db_line *line);

bool db_line_is_connected(const struct db_line *line);
bool db_line_is_resting(const struct db_line *line); /* between two attempts */
bool db_line_is_refused(const struct db_line *line); /* by the hello check */

/* Answers the request in hand. */
void db_line_close(struct db_line **line);
#endif
