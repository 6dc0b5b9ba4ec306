#include "inbox.h"

#include "text.h"

#include <stdio.h>
#include <string.h>

struct intake *inbox;

void
inbox_setup(void)
{
	struct err err;

	staged_setup("convene-intake", "");
	ck_assert_msg(intake_open(staged_config, &inbox, &err) == OK, "%s", err.text);
}

void
inbox_teardown(void)
{
	intake_close(&inbox);
	staged_teardown();
}

void
inbox_take(const char *mail, size_t length)
{
	struct err err;

	ck_assert_msg(intake_take(inbox, mail, length, &err) == OK, "%s", err.text);
}

void
inbox_take_text(const char *fmt, ...)
{
	CLEANUP(free_ptr) char *mail = NULL;
	va_list ap;

	va_start(ap, fmt);
	ck_assert_int_ge(vasprintf(&mail, fmt, ap), 0);
	va_end(ap);
	inbox_take(mail, strlen(mail));
}

const char *
inbox_recorded(void)
{
	return live_admin("SELECT kind || ', ' || effect FROM inbound ORDER BY "
			  "inbound_id DESC LIMIT 1");
}

const char *
inbox_seat(int number)
{
	static char id[64];

	memcpy(id,
	    live_admin("SELECT seat_id FROM seat JOIN person USING (person_id) WHERE "
		       "employee_id = 'P%d' ORDER BY turn DESC LIMIT 1",
		number),
	    sizeof id);
	return id;
}

const char *
inbox_state(int number)
{
	return live_admin("SELECT state FROM seat WHERE seat_id = '%s'",
	    inbox_seat(number));
}

const char *
inbox_message(int number)
{
	static char id[64];

	live_admin("SELECT message_queue('invitation', ARRAY['%s'::uuid], 'test ' || "
		   "gen_random_uuid(), clock_timestamp())",
	    inbox_seat(number));
	memcpy(id,
	    live_admin("UPDATE message SET state = 'ready', ready_at = "
		       "clock_timestamp(), due_at = clock_timestamp() WHERE state = "
		       "'held' RETURNING message_id"),
	    sizeof id);
	live_admin("UPDATE message SET state = 'sent', sent_at = clock_timestamp() WHERE "
		   "message_id = '%s'",
	    id);
	live_admin("INSERT INTO attempt (message_id, number, claim, daemon, phase, "
		   "bytes_digest, begun_at, ended_at, outcome) VALUES ('%s', 1, "
		   "gen_random_uuid(), gen_random_uuid(), 'begun', sha256('x'), "
		   "clock_timestamp(), clock_timestamp(), 'accepted')",
	    id);
	live_admin("DELETE FROM token WHERE digest IN (SELECT "
		   "sha256(convert_to(md5(purpose || ' %d'), 'UTF8')) FROM (VALUES "
		   "('bounce'), ('reply')) AS p (purpose))",
	    number);
	live_admin("INSERT INTO token (digest, purpose, row_id, expires_at) SELECT "
		   "sha256(convert_to(md5(purpose || ' %d'), 'UTF8')), purpose, '%s', "
		   "clock_timestamp() + interval '60 days' FROM (VALUES ('bounce'), "
		   "('reply')) AS p (purpose)",
	    number, id);
	return id;
}
