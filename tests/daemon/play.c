#include "play.h"

#include "base.h"
#include "unit.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define LINE_MAX_BYTES 500
#define CALENDAR_YEARS 3
#define STEPS_TEXT 400

struct play play;

void
play_fail(const char *fmt, ...)
{
	char said[STEPS_TEXT];

	va_list ap;
	va_start(ap, fmt);
	(void)vsnprintf(said, sizeof said, fmt, ap);
	va_end(ap);
	ck_abort_msg("%s:%d: %s", play.path, play.line, said);
	abort(); /* never reached; the compiler does not know */
}

bool
play_has_more(const struct play_step *step)
{
	return step->next < step->count;
}

const char *
play_word(struct play_step *step)
{
	if (!play_has_more(step))
		play_fail("a word is missing at the end");
	return step->words[step->next++];
}

bool
play_is(struct play_step *step, const char *word)
{
	if (!play_has_more(step) || strcmp(step->words[step->next], word) != 0)
		return false;
	step->next++;
	return true;
}

void
play_must(struct play_step *step, const char *word)
{
	const char *found = play_word(step);

	if (strcmp(found, word) != 0)
		play_fail("'%s' where '%s' belongs", found, word);
}

long
play_number(struct play_step *step)
{
	const char *word = play_word(step);
	char *end;
	long number = strtol(word, &end, 10);

	if (end == word || *end != '\0')
		play_fail("'%s' is no number", word);
	return number;
}

int64_t
play_span(struct play_step *step)
{
	const char *word = play_word(step);
	bool is_back = *word == '-';
	int64_t ms;
	struct err err;

	if (unit_parse_duration(word + (is_back || *word == '+'), &ms, &err) != OK)
		play_fail("%s", err.text);
	return is_back ? -ms / 1000 : ms / 1000;
}

const char *
play_person(struct play_step *step)
{
	char *word = step->words[step->next];

	(void)play_word(step);
	for (char *at = word; *at != '\0'; at++)
		*at = (char)toupper((unsigned char)*at);
	if (strcmp(play_ask("SELECT count(*) FROM person WHERE employee_id = '%s'", word),
		"1") != 0)
		play_fail("nobody is called %s", word);
	return word;
}

const char *
play_ask(const char *fmt, ...)
{
	static char value[STEPS_TEXT];
	CLEANUP(free_ptr) char *sql = NULL;

	va_list ap;
	va_start(ap, fmt);
	ck_assert_int_ge(vasprintf(&sql, fmt, ap), 0);
	va_end(ap);

	PGresult *res = PQexec(live.admin, sql);
	ExecStatusType code = PQresultStatus(res);

	if (code != PGRES_TUPLES_OK && code != PGRES_COMMAND_OK)
		play_fail("%s: %.300s", PQresultErrorMessage(res), sql);
	(void)snprintf(value, sizeof value, "%s",
	    PQntuples(res) > 0 ? PQgetvalue(res, 0, 0) : "");
	PQclear(res);
	return value;
}

const char *
play_quoted(const char *text)
{
	static char *kept[4];
	static int turn;

	turn = (turn + 1) % (int)COUNT_OF(kept);
	if (kept[turn] != NULL)
		PQfreemem(kept[turn]);
	kept[turn] = PQescapeLiteral(live.admin, text, strlen(text));
	return kept[turn];
}

/* Words are apart by blanks; "..." is one word; # begins a remark. */
static void
split(char *line, struct play_step *step)
{
	char *at = line + strspn(line, " \t\n");

	while (*at != '\0' && *at != '#') {
		const char *end = *at == '"' ? "\"" : " \t\n";

		if (*at == '"')
			at++;
		if (step->count == PLAY_WORDS_MAX)
			play_fail("more than %d words", PLAY_WORDS_MAX);
		step->words[step->count++] = at;
		at += strcspn(at, end);
		if (*at == '\0' && *end == '"')
			play_fail("a \" is missing");
		if (*at != '\0')
			*at++ = '\0';
		at += strspn(at, " \t\n");
	}
}

static void play_lines(const char *path);

/* with winter: the steps of winter.stage, which many scenarios begin with. */
static void
do_with(struct play_step *step)
{
	char path[300];
	const char *outer = play.path;
	int line = play.line;

	(void)snprintf(path, sizeof path, SOURCE_DIR "/tests/daemon/%s.stage",
	    play_word(step));
	play_lines(path);
	play.path = outer;
	play.line = line;
}

static const struct play_verb own_verbs[] = {
	{ "with", do_with },
	{ NULL, NULL },
};

static play_fn *
find(const struct play_verb *verbs, const char *word)
{
	for (; verbs->word != NULL; verbs++)
		if (strcmp(verbs->word, word) == 0)
			return verbs->act;
	return NULL;
}

static play_fn *
find_verb(const char *word)
{
	const struct play_verb *const tables[] = { own_verbs, play_stage_verbs,
		play_act_verbs, play_daemon_verbs, play_relay_verbs, play_expect_verbs };
	play_fn *act = NULL;

	for (size_t i = 0; i < COUNT_OF(tables) && act == NULL; i++)
		act = find(tables[i], word);
	return act;
}

static void
do_step(struct play_step *step)
{
	play_fn *act = find_verb(step->words[0]);

	if (act != NULL) {
		step->next = 1;
		act(step);
	} else if (step->words[0][0] == 'p' &&
	    isdigit((unsigned char)step->words[0][1])) {
		play_person_step(step, play_person(step));
	} else {
		play_fail("no step begins with '%s'", step->words[0]);
	}
	if (play_has_more(step))
		play_fail("'%s' is one word too many", step->words[step->next]);
	if (!play.is_without_database) {
		play_relay_read();
		play_contract();
	}
}

static void
prepare(const char *path)
{
	char views[] = SOURCE_DIR "/tests/daemon/play.sql";
	char text[8192];
	FILE *file = fopen(views, "re");

	ck_assert_msg(file != NULL, "%s", views);
	text[fread(text, 1, sizeof text - 1, file)] = '\0';
	ck_assert_msg(feof(file), "%s is too long", views);
	(void)fclose(file);
	play = (struct play){ .path = path };
	(void)play_ask("%s", text);
	(void)snprintf(play.folder, sizeof play.folder, "/tmp/cvs.XXXXXX");
	ck_assert(mkdtemp(play.folder) != NULL);
	play_relay_open();
}

static void
play_lines(const char *path)
{
	char line[LINE_MAX_BYTES];
	FILE *file = fopen(path, "re");

	if (file == NULL)
		play_fail("there is no %s", path);
	play.path = path;
	play.line = 0;
	while (fgets(line, sizeof line, file) != NULL) {
		struct play_step step = { .count = 0 };

		play.line++;
		split(line, &step);
		if (step.count > 0)
			do_step(&step);
	}
	(void)fclose(file);
}

void
play_file(const char *path)
{
	prepare(path);
	play_lines(path);
}

/* What a failed scenario leaves: its mails, and the way to see more of it. */
static void
clean_up(void)
{
	char command[120];

	(void)snprintf(command, sizeof command, "rm -rf '%s'", play.folder);
	ck_assert_int_eq(system(command), 0);
}

void
play_end(void)
{
	play_daemons_kill();
	relay_close(&play.relay);
	for (int role = 0; role < PLAY_ROLE_COUNT; role++)
		PQfinish(play.strangers[role]);
	if (play.folder[0] != '\0' && getenv("CONVENE_SCENARIO") == NULL)
		clean_up();
}
