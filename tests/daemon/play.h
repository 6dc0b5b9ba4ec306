/* play.h - plays *.scenario files: a season as its people live it, on the real daemon,
 * a real PostgreSQL, a relay of ours and a clock that moves by command
 * (docs/architecture.md tells how; play.sql has what a scenario can count). A wrong
 * word, a wrong count, a broken proof: the test fails and names file and line. */
#ifndef CONVENE_PLAY_H
#define CONVENE_PLAY_H

#include "live.h"
#include "relay.h"

#include <stdbool.h>
#include <stdint.h>

#define PLAY_WORDS_MAX 40
#define PLAY_DAEMONS_MAX 4
#define PLAY_KEY "0123456789abcdef0123456789abcdef" /* of the links */

/* The words of a step; a step takes them one by one. */
struct play_step {
	char *words[PLAY_WORDS_MAX];
	int count, next;
};

struct play_daemon {
	pid_t pid;
	int wire; /* our end: times go out, a byte comes back when all work is done */
};

enum play_role { PLAY_WEB, PLAY_INTAKE, PLAY_ROLE_COUNT };

struct play {
	const char *path;
	int line;
	char folder[64]; /* configuration, sockets, key, mails */
	char zone[64];
	int64_t now_s;
	struct relay *relay;
	PGconn *strangers[PLAY_ROLE_COUNT];
	int mails_read;
	bool is_stuck; /* relay silent or database away: nobody becomes idle */
	bool is_without_database;
	struct play_daemon daemons[PLAY_DAEMONS_MAX];
	int daemon_count, daemons_started;
};
extern struct play play;

/* In a database of live_setup(). */
void play_file(const char *path);
void play_end(void); /* also after a failure */

void play_fail(const char *fmt, ...) PRINTF_LIKE(1, 2) __attribute__((noreturn));

/* The next word; fails when there is none. */
const char *play_word(struct play_step *step);
bool play_is(struct play_step *step, const char *word); /* takes it, if it is next */
bool play_has_more(const struct play_step *step);
long play_number(struct play_step *step);
int64_t play_span(struct play_step *step);       /* "2h", "+2h", "-1d" in seconds */
const char *play_person(struct play_step *step); /* "p03" becomes "P03" */
void play_must(struct play_step *step, const char *word);

/* One field of one row, the administrator asking; "" for no row. Texts are escaped by
 * play_quoted(), whose answer lives until the fourth call after. */
const char *play_ask(const char *fmt, ...) PRINTF_LIKE(1, 2);
const char *play_quoted(const char *text);

/* play_act.c, play_daemon.c, play_expect.c, play_relay.c, play_stage.c: steps by their
 * first word. */
typedef void play_fn(struct play_step *step);
struct play_verb {
	const char *word;
	play_fn *act;
};
extern const struct play_verb play_stage_verbs[], play_act_verbs[], play_daemon_verbs[],
    play_relay_verbs[], play_expect_verbs[];
void play_person_step(struct play_step *step, const char *person);

/* A count as "3 seats declined p03 winter/1"; the words after it are facts of the row. */
bool play_counts(struct play_step *step, char *ret_told, size_t size);

void play_settle(void);       /* until every daemon has done what is due */
void play_turn(void);         /* a moment of the loop: the relay works */
void play_daemons_kill(void); /* all of them, at once */
void play_relay_open(void);
void play_relay_read(void); /* mails that came since */
void play_contract(void);
#endif
