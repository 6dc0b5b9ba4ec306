/* poster.h - a caller of smtp for tests: one loop, one relay, mails and their results. */
#ifndef CONVENE_POSTER_H
#define CONVENE_POSTER_H

#include "relay.h"
#include "smtp.h"

#define POSTER_MAILS_MAX 100

enum poster_habit { POSTER_BEGINS, POSTER_HOLDS, POSTER_ABORTS };

struct poster_mail {
	char to[64], id[32];
	int begins, dones;
	uint64_t ticket;
	struct smtp_result result;
};

extern struct poster {
	struct event_base *base;
	struct relay *relay; /* of this process; NULL until poster_script() */
	struct smtp_settings settings;
	struct smtp *smtp; /* opened by the first mail */
	enum poster_habit habit;
	struct poster_mail mails[POSTER_MAILS_MAX];
	int mail_count, begins, dones;
	const char *bytes; /* of every mail */
	size_t length;
} poster;

/* Fresh; the deadlines are short, the breaker rests 20 ms. */
void poster_setup(void);
void poster_teardown(void);

/* A deadline that is meant to pass; longer where CK_TIMEOUT_MULTIPLIER says that all is
 * slow (valgrind). Set for one phase: so no other can strike by chance. */
int poster_short_ms(void);
void poster_shorten(enum smtp_phase phase);

void poster_script(const char *script);

/* A mail to that address; the answer is its number in poster.mails. */
int poster_send(const char *to);

/* Runs the loop until so many in all; fails after some seconds. */
void poster_wait_begins(int count);
void poster_wait_dones(int count);
void poster_wait_room(void);
void poster_turn(int turns);

/* A mail until its end; fails unless of that class. */
void poster_expect(enum smtp_class class, const char *what);
#endif
