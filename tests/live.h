/* live.h - for tests on the private server of tools/with-postgres: a fresh database for
 * each test, a db on a loop as role convened, and the answers it gave, in order. */
#ifndef CONVENE_LIVE_H
#define CONVENE_LIVE_H

#include "db.h"

#include <check.h>
#include <sys/types.h>

#define LIVE_ANSWERS_MAX 300

struct live {
	PGconn *admin; /* superuser, blocking, on the same database */
	char database[24];
	char conninfo[64]; /* as role convened */
	struct db_settings settings;
	struct event_base *base;
	struct db *db;
	int answer_count, wanted;
	struct {
		enum status status;
		int rows;         /* of the query, or of the last step that was reached */
		int failed_step;  /* -1 */
		char value[64];   /* first field of the first row */
		char refusal[64]; /* the constraint's name */
		char text[240];   /* of the error */
	} answers[LIVE_ANSWERS_MAX];
};
extern struct live live;

/* A checked fixture, for tcase_add_checked_fixture(). Tests that want other settings
 * change live.settings and call live_open(). */
void live_setup(void);
void live_teardown(void);
void live_open(void);
void live_login(const char *role); /* opens anew as this role */

/* Who waits for a lock in this test's database: other tests share the server. (Inside a
 * transaction of ours pg_stat_activity would not change.) */
#define LIVE_WAITING                                                            \
	"FROM pg_locks WHERE NOT granted AND pid IN (SELECT pid FROM pg_locks " \
	"WHERE database = (SELECT oid FROM pg_database WHERE datname = "        \
	"current_database()))"

/* A statement on the administrator's connection; answers its first field. */
const char *live_admin(const char *fmt, ...) PRINTF_LIKE(1, 2);

void live_query(const char *sql);
void live_read(const char *sql); /* the same with is_read */
void live_transact(enum db_mode mode, int step_count, const struct db_step *steps);
void live_wait(int answer_count); /* until so many in all, or the test fails */
void live_turn(void);             /* a few turns of the loop, without waiting */

/* The loop runs until the administrator's statement answers this. */
void live_until(const char *sql, const char *value);

/* Reads, again as long as the answer is ERR_UNAVAILABLE; the last status. */
enum status live_insist(const char *sql);
pid_t live_backend(void); /* the process that serves the (only) line */

/* SIGSTOP; a guard wakes the process even if the test forgets, or DROP DATABASE hangs. */
void live_freeze(pid_t *pid);
#endif
