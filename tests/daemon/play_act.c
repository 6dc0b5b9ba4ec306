/* play_act.c - what people do: by the links of their mails as role convene-web, by their
 * calendar as convene-intake, by the real convenectl. */
#include "play.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static PGconn *
connect_as(const char *role)
{
	char conninfo[100];

	(void)snprintf(conninfo, sizeof conninfo, "dbname=%s user=%s", live.database,
	    role);
	return PQconnectdb(conninfo);
}

/* The answer of a function to a stranger's program. */
static void
ask_as(enum play_role role, const char *sql, char *ret_said, size_t size)
{
	PGconn **conn = &play.strangers[role];

	if (*conn == NULL)
		*conn = connect_as(role == PLAY_WEB ? "convene-web" : "convene-intake");
	if (PQstatus(*conn) != CONNECTION_OK)
		PQreset(*conn);
	PGresult *res = PQexec(*conn, sql);

	if (PQresultStatus(res) != PGRES_TUPLES_OK)
		play_fail("a stranger's program: %s", PQerrorMessage(*conn));
	(void)snprintf(ret_said, size, "%s",
	    PQntuples(res) ? PQgetvalue(res, 0, 0) : "nothing");
	PQclear(res);
}

/* "told full"; without it, what was asked must have been recorded. */
static void
expect_told(struct play_step *step, const char *said)
{
	const char *wanted = play_is(step, "told") ? play_word(step) : "recorded";

	if (strcmp(said, wanted) != 0)
		play_fail("they were told '%s'", said);
}

/* Of the newest mail to this person, or about this seat of theirs. */
static void
find_link(const char *person, const char *seat, const char *purpose,
    char secret[static 40])
{
	(void)snprintf(secret, 40, "%s",
	    play_ask(
		"SELECT %s FROM scene.copy JOIN message USING (message_id) JOIN "
		"person USING (person_id) WHERE employee_id = '%s' AND %s IS NOT NULL "
		"AND '%s' IN ('', seat_id::text) ORDER BY number DESC LIMIT 1",
		purpose, person, purpose, seat));
	if (*secret == '\0')
		play_fail("%s has no mail with such a link", person);
}

static void
answer(struct play_step *step, const char *person, const char *seat, const char *words)
{
	char sql[200], secret[40], said[40];

	find_link(person, seat, "answer", secret);
	(void)snprintf(sql, sizeof sql,
	    "SELECT outcome FROM web_answer('%s', '%s', %lld)", secret, words,
	    (long long)play.now_s);
	ask_as(PLAY_WEB, sql, said, sizeof said);
	expect_told(step, said);
}

/* p03 replies declined: their calendar program does. */
static void
reply(struct play_step *step, const char *person)
{
	char sql[600], said[40];
	bool is_yes = play_is(step, "accepted");

	if (!is_yes)
		play_must(step, "declined");
	(void)snprintf(sql, sizeof sql, "%s",
	    play_ask(
		"SELECT format('SELECT effect FROM intake_reply(%%L, %%L, %%L, %%L, %%s, "
		"%lld, sha256(%%L), NULL, %lld)', m.event_uid || '@riverside.test', "
		"p.email, p.email, '%s', c.sequence, c.digest || clock_timestamp()) "
		"FROM scene.copy c JOIN message m USING (message_id) JOIN person p "
		"USING (person_id) WHERE employee_id = '%s' AND c.method = 'REQUEST' "
		"ORDER BY number DESC LIMIT 1",
		(long long)play.now_s, (long long)play.now_s,
		is_yes ? "ACCEPTED" : "DECLINED", person));
	if (*sql == '\0')
		play_fail("%s has no invitation", person);
	ask_as(PLAY_INTAKE, sql, said, sizeof said);
	expect_told(step, said);
}

static void
leave(struct play_step *step, const char *person)
{
	char sql[200], secret[40], said[40];

	find_link(person, "", "leave", secret);
	(void)snprintf(sql, sizeof sql, "SELECT * FROM web_leave('%s', %lld)", secret,
	    (long long)play.now_s);
	ask_as(PLAY_WEB, sql, said, sizeof said);
	if (strcmp(said, "nothing") == 0)
		play_fail("the link of %s leads nowhere", person);
}

void
play_person_step(struct play_step *step, const char *person)
{
	if (play_is(step, "accepts"))
		answer(step, person, "", "accept");
	else if (play_is(step, "declines"))
		answer(step, person, "", "decline");
	else if (play_is(step, "replies"))
		reply(step, person);
	else if (play_is(step, "leaves"))
		leave(step, person);
	else
		play_fail("nobody can '%s'", play_word(step));
	play_settle();
}

/* everyone accepts [but p03 p04] */
static void
do_everyone(struct play_step *step)
{
	const char *words = play_is(step, "accepts") ? "accept" : "decline";

	if (*words == 'd')
		play_must(step, "declines");
	(void)play_ask("CREATE TEMP TABLE busy (employee_id text)");
	if (play_is(step, "but"))
		while (play_has_more(step))
			(void)play_ask("INSERT INTO busy VALUES ('%s')",
			    play_person(step));
	PGresult *res = PQexec(live.admin,
	    "SELECT employee_id, seat_id FROM seat JOIN person USING (person_id) WHERE "
	    "seat.state = 'invited' AND employee_id NOT IN (SELECT employee_id FROM "
	    "busy) "
	    "ORDER BY 1, 2");

	for (int i = 0; i < PQntuples(res); i++)
		answer(step, PQgetvalue(res, i, 0), PQgetvalue(res, i, 1), words);
	PQclear(res);
	(void)play_ask("DROP TABLE busy");
	play_settle();
}

static _Noreturn void
become_convenectl(struct play_step *step)
{
	char program[300], path[100];
	const char *folder = getenv("BUILD_DIR");

	(void)snprintf(program, sizeof program, "%s/convenectl", folder ? folder : ".");
	(void)snprintf(path, sizeof path, "%s/control%d", play.folder,
	    play.daemons_started);
	if (freopen("/dev/null", "w", stdout) == NULL)
		_exit(1);
	step->words[0] = program;
	setenv("CONVENE_SOCKET", path, 1);
	step->words[step->count] = NULL;
	execv(program, step->words);
	_exit(127);
}

/* Its exit status, the relay and the daemons going on meanwhile. */
static int
run_convenectl(struct play_step *step)
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0)
		become_convenectl(step);
	while (waitpid(pid, &status, WNOHANG) == 0)
		play_turn();
	step->next = step->count;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
do_convenectl(struct play_step *step)
{
	int status = run_convenectl(step);

	if (status != 0)
		play_fail("convenectl ended with %d", status);
	play_settle();
}

/* refused convenectl round publish winter/1 */
static void
do_refused(struct play_step *step)
{
	play_must(step, "convenectl");
	for (int i = 0; i + 1 < step->count; i++)
		step->words[i] = step->words[i + 1];
	step->count--;
	if (run_convenectl(step) == 0)
		play_fail("convenectl was not refused");
	play_settle();
}

/* table 1 of winter/1 moves --venue Venue-2: gatherings have no name, only an id. */
static void
do_table(struct play_step *step)
{
	long number = play_number(step);
	char id[40];

	play_must(step, "of");
	(void)snprintf(id, sizeof id, "%s",
	    play_ask("SELECT gathering_id FROM gathering WHERE number = %ld AND "
		     "round_name(round_id) = %s",
		number, play_quoted(play_word(step))));
	char program[] = "convenectl", noun[] = "gathering", move[] = "move",
	     cancel[] = "cancel";
	struct play_step command = { .words = { program, noun, move, id }, .count = 4 };

	if (!play_is(step, "moves")) {
		play_must(step, "cancelled");
		command.words[2] = cancel;
	}
	while (play_has_more(step))
		command.words[command.count++] = step->words[step->next++];
	do_convenectl(&command);
}

const struct play_verb play_act_verbs[] = {
	{ "everyone", do_everyone },
	{ "convenectl", do_convenectl },
	{ "refused", do_refused },
	{ "table", do_table },
	{ NULL, NULL },
};
