/* play_expect.c - what must be so now: counts, money, troubles; and the contract. */
#include "play.h"

#include "text.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>

#define PROOFS_MAX_BYTES 400

static void
check_word(const char *word)
{
	if (strcmp(play_ask("SELECT scene.knows(%s)", play_quoted(word)), "t") != 0)
		play_fail("'%s' is not known here", word);
}

/* "seat" is "seats". */
static void
find_view(const char *thing, char *view, size_t size)
{
	(void)snprintf(view, size, "%s",
	    play_ask("SELECT viewname FROM pg_views WHERE schemaname = 'scene' AND "
		     "viewname IN "
		     "(%s, %s || 's') AND viewname NOT LIKE 'proof%%'",
		play_quoted(thing), play_quoted(thing)));
	if (*view == '\0')
		play_fail("there is no counting of '%s'", thing);
}

bool
play_counts(struct play_step *step, char *ret_told, size_t size)
{
	CLEANUP(text_done) struct text facts = { 0 };
	long wanted = play_number(step);
	char view[64];

	find_view(play_word(step), view, sizeof view);
	while (play_has_more(step)) {
		const char *word = play_word(step);

		check_word(word);
		const char *quoted = play_quoted(word);

		if (facts.length > 0)
			text_add(&facts, ", ");
		text_add_bytes(&facts, quoted, strlen(quoted));
	}
	const char *found = play_ask("SELECT count(*) FROM scene.%s WHERE facts @> "
				     "ARRAY[%s]::text[]",
	    view, text_string(&facts));

	(void)snprintf(ret_told, size, "there are %s %s %.200s", found, view,
	    text_string(&facts));
	return strtol(found, NULL, 10) == wanted;
}

/* expect fund PF free 30.00 */
static void
expect_fund(struct play_step *step)
{
	const char *name = play_quoted(play_word(step));
	const char *what = play_word(step);
	const char *wanted = play_word(step);

	if (strcmp(what, "free") != 0 && strcmp(what, "reserved") != 0)
		play_fail("a fund has free and reserved money, not %s", what);
	const char *found = play_ask("SELECT to_char(%s_cents / 100.0, 'FM9999990.00') "
				     "FROM fund_balance JOIN fund USING (fund_id) WHERE "
				     "name = %s",
	    what, name);

	if (strcmp(found, wanted) != 0)
		play_fail("fund %s has %s %s", name, found, what);
}

/* expect round winter/1 says "nobody" */
static void
expect_trouble(struct play_step *step)
{
	const char *round = play_quoted(play_word(step));

	play_must(step, "says");
	const char *wanted = play_word(step);
	const char *found = play_ask("SELECT coalesce(trouble, '') FROM round WHERE "
				     "round_name(round_id) = %s",
	    round);

	if (strstr(found, wanted) == NULL)
		play_fail("round %s says '%s'", round, found);
}

static void
do_expect(struct play_step *step)
{
	char told[300];

	if (play_is(step, "fund"))
		expect_fund(step);
	else if (play_is(step, "round"))
		expect_trouble(step);
	else if (!play_counts(step, told, sizeof told))
		play_fail("%s", told);
}

/* The proofs are views without rows. */
void
play_contract(void)
{
	static char sql[PROOFS_MAX_BYTES * 8];

	if (sql[0] == '\0') {
		PGresult *res = PQexec(live.admin,
		    "SELECT string_agg(format('(SELECT %L || thing || trouble FROM "
		    "%I.%I LIMIT 1)', relname || ': ', relnamespace::regnamespace, "
		    "relname), "
		    "' UNION ALL ') FROM pg_class WHERE relkind = 'v' AND relname LIKE "
		    "'proof\\_%'");

		ck_assert_int_eq(PQresultStatus(res), PGRES_TUPLES_OK);
		(void)snprintf(sql, sizeof sql, "%s", PQgetvalue(res, 0, 0));
		PQclear(res);
	}
	const char *broken = play_ask("%s", sql);

	if (*broken != '\0')
		play_fail("%s", broken);
}

const struct play_verb play_expect_verbs[] = {
	{ "expect", do_expect },
	{ NULL, NULL },
};
