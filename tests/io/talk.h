/* talk.h - raw clients on the loop of the server that they test. */
#ifndef CONVENE_TALK_H
#define CONVENE_TALK_H

#include "text.h"

#include <event2/event.h>
#include <stdbool.h>
#include <sys/queue.h>

struct talk {
	LIST_ENTRY(talk) open;
	struct event_base *base;
	struct event *io; /* NULL once the loop has ended */
	int fd;
	struct text heard; /* all that the server sent */
	bool is_over;      /* the server closed */
};

/* Over a Unix socket, or TCP to 127.0.0.1. */
struct talk *talk_unix(struct event_base *base, const char *path);
struct talk *talk_tcp(struct event_base *base, int port);
void talk_close(struct talk **talk);

/* Before a loop is freed, for talks on it that are closed later: they hear nothing
 * more. */
void talk_end_loop(const struct event_base *base);

/* Sends at once what fits into the socket; the number of bytes sent. */
size_t talk_send(struct talk *talk, const void *bytes, size_t length);
void talk_say(struct talk *talk, const char *text);

/* Turns the loop until the server closes, or the test fails after 5 s. */
void talk_wait(struct talk *talk);

/* Turns the loop until *flag, or the test fails after 5 s; for so many ms. */
void talk_turn_until(struct event_base *base, const bool *flag);
void talk_turn(struct event_base *base, int ms);

/* The code of the answer; 0: none. */
int talk_code(const struct talk *talk);
const char *talk_body(const struct talk *talk);
#endif
