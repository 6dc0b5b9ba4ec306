#include "desk.h"

#include "clock.h"
#include "live.h"

#include <string.h>

/* Business time and the database's are one, as they are in life. */
static void
set_clocks(void)
{
	clock_set_simulated(DESK_NOW_S);
	live_admin("CREATE OR REPLACE FUNCTION convene.lease_clock() RETURNS timestamptz "
		   "LANGUAGE sql VOLATILE RETURN to_timestamp(%lld)",
	    (long long)DESK_NOW_S);
}

void
desk_setup(void)
{
	house_setup();
	set_clocks();
	stage_mail_mode("hold", "");
	stage_round(6, 6);
	house_start("operator");
}

void
desk_teardown(void)
{
	house_teardown();
	clock_set_real();
}

void
desk_ask(int code, const char *method, const char *path, const char *body)
{
	int answered = house_ask(method, path, body);

	ck_assert_msg(answered == code, "%s %s: %d %s", method, path, answered,
	    text_string(&house.body));
}

const char *
desk_id(int person)
{
	return live_admin(
	    "SELECT message_id FROM convene.message WHERE to_address ~ '^p%d@'", person);
}

const char *
desk_doubt(int person, int copies)
{
	live_admin("SET search_path = convene;"
		   "INSERT INTO attempt (message_id, number, claim, daemon, phase, "
		   "bytes_digest, begun_at, outcome, words, ended_at) SELECT message_id, "
		   "n, message_id, message_id, 'begun', sha256('x'), lease_clock(), "
		   "'unknown', 'lost', lease_clock() FROM message, generate_series(1, "
		   "%d) n WHERE to_address ~ '^p%d@'; "
		   "UPDATE message SET state = 'claimed', claim = message_id, "
		   "claimed_until = 'infinity' WHERE to_address ~ '^p%d@';"
		   "UPDATE message SET state = 'uncertain', claim = NULL, attempt_count "
		   "= %d, ended_at = lease_clock() WHERE to_address ~ '^p%d@'; "
		   "RESET search_path",
	    copies, person, person, copies, person);
	return desk_id(person);
}

const char *
desk_audits(void)
{
	return live_admin("SELECT count(*) FROM convene.audit WHERE action LIKE "
			  "'message %%'");
}
