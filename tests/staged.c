#include "staged.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

char staged_config[64];

static char *
read_file(const char *path)
{
	FILE *file = fopen(path, "re");
	char *text = alloc_zero(1, 65536);

	ck_assert_ptr_nonnull(file);
	ck_assert_uint_lt(fread(text, 1, 65535, file), 65535);
	fclose(file);
	return text;
}

static void
write_config(const char *role, const char *more)
{
	FILE *file;

	snprintf(staged_config, sizeof staged_config, "/tmp/cv-staged.%d.conf",
	    (int)getpid());
	file = fopen(staged_config, "we");
	ck_assert_ptr_nonnull(file);
	fprintf(file,
	    "organisation { name = \"Riverside Health\"\n zone = \"America/New_York\" }\n"
	    "database { conninfo = \"dbname=%s user=%s\"\n connect = \"500ms\"\n"
	    " answer = \"3s\" }\n"
	    "mail { from = \"dinners@example.org\"\n link-base = \"http://127.0.0.1\" }\n"
	    "relay \"main\" { host = \"127.0.0.1\"\n tls = \"off\" }\n%s",
	    live.database, role, more);
	ck_assert_int_eq(fclose(file), 0);
}

void
staged_load(void)
{
	CLEANUP(free_ptr) char *sql = read_file(SOURCE_DIR "/tests/web/stage.sql");

	PGresult *res = PQexec(live.admin, sql);

	ck_assert_msg(PQresultStatus(res) == PGRES_COMMAND_OK, "%s",
	    PQresultErrorMessage(res));
	PQclear(res);
}

void
staged_setup(const char *role, const char *more)
{
	live_setup();
	db_close(&live.db); /* the program has one of its own */
	staged_load();
	write_config(role, more);
}

void
staged_teardown(void)
{
	(void)unlink(staged_config); /* of /tmp */
	live_teardown();
}

const char *
staged_token(const char *words)
{
	static char tokens[4][64];
	static int at;
	char *token = tokens[at++ % 4];

	memcpy(token, live_admin("SELECT md5('%s')", words), sizeof tokens[0]);
	return token;
}

const char *
staged_dump(void)
{
	static char sums[2][80];
	static int at;
	char *sum = sums[at++ % 2], command[160];

	/* a dump holds a random word for psql since a fix of 2025 */
	snprintf(command, sizeof command,
	    "pg_dump --data-only -d %s | grep -v '^.\\(un\\)\\?restrict ' | sha256sum",
	    live.database);
	FILE *pipe = popen(command, "re");

	ck_assert_ptr_nonnull(pipe);
	ck_assert_ptr_nonnull(fgets(sum, sizeof sums[0], pipe));
	ck_assert_int_eq(pclose(pipe), 0);
	return sum;
}
