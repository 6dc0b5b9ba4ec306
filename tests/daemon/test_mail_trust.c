/* The rows of the fault table that have to do with trust: a relay that cannot show who it
 * is, or that does not take our word, gets neither password nor mail; somebody is told,
 * and the mail waits until all is well. */
#include "post.h"
#include "relay_tls.h"
#include "setting.h"
#include "stage.h"

#include "live.h"
#include "run.h"

#include <stdio.h>
#include <unistd.h>

#define SECURE RELAY_OFFER_USUAL "offer=STARTTLS\noffer=AUTH PLAIN\n"

static char folder[32], ca_file[sizeof folder + 8], secret_file[sizeof folder + 8];
static struct relay_tls *ours, *other;

static void
begin(void)
{
	post_begin_case();
	(void)snprintf(folder, sizeof folder, "/tmp/cvtls.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	(void)snprintf(ca_file, sizeof ca_file, "%s/ca.pem", folder);
	(void)snprintf(secret_file, sizeof secret_file, "%s/secret", folder);
	ours = relay_tls_new("relay.test", true);
	other = relay_tls_new("relay.test", true);
	relay_tls_write(ours, ca_file);

	FILE *file = fopen(secret_file, "w");
	ck_assert_ptr_nonnull(file);
	fprintf(file, "open sesame\n");
	ck_assert_int_eq(fclose(file), 0);
	setenv("CREDENTIALS_DIRECTORY", folder, 1);
}

static void
end(void)
{
	post_end_case();
	relay_tls_free(&ours);
	relay_tls_free(&other);
	unlink(ca_file);
	unlink(secret_file);
	rmdir(folder);
}

/* A daemon that wants TLS and logs in. */
static struct post *
open_secure(const char *script, struct relay_tls *certificate)
{
	const char *const words[][2] = {
		{ "tls", "starttls" },
		{ "ca-file", ca_file },
		{ "user", "dinners" },
		{ "password-credential", "secret" },
	};
	struct post *post = post_new();
	struct err err = { OK, "" };

	for (size_t i = 0; i < COUNT_OF(words); i++)
		ck_assert_msg(setting_set(post->daemon.settings, "relay", "main",
				  words[i][0], words[i][1], &err) == OK,
		    "%s", err.text);
	post_script(script);
	relay_tls_use(certificate, post_relay, false);
	post_open(post);
	return post;
}

static const struct {
	const char *what, *script;
	bool is_other, is_after_tls;
} rows[] = {
	{ "wrong CA", SECURE, true, false },
	{ "no STARTTLS", RELAY_OFFER_USUAL "offer=AUTH PLAIN\n", false, false },
	{ "STARTTLS refused", SECURE "at=starttls reply=502 5.5.1 what?", false, false },
	{ "bad password", SECURE "at=auth reply=535 5.7.8 no", false, true },
	{ "no AUTH", RELAY_OFFER_USUAL "offer=STARTTLS\n", false, true },
};

static void
check_row(size_t at)
{
	struct post *post = open_secure(rows[at].script,
	    rows[at].is_other ? other : ours);
	struct mail_job_state state;

	do {
		event_base_loop(live.base, EVLOOP_ONCE);
		mail_job_state(post->daemon.mail, &state);
		ck_assert_msg(post_taken() == 0, "%s", rows[at].what);
	} while (state.relay.breaker != SMTP_BREAKER_OPEN);
	ck_assert_msg(state.relay.is_alarm, "%s: %s", rows[at].what, state.relay.reason);
	post_until_state("ready", 1);
	mail_job_stop(post->daemon.mail);
	while (!mail_job_is_idle(post->daemon.mail))
		event_base_loop(live.base, EVLOOP_ONCE);
	post_kill(&post);
	ck_assert_msg(relay_count(post_relay, "mail") == 0, "%s", rows[at].what);
	if (!rows[at].is_after_tls)
		ck_assert_msg(relay_count(post_relay, "auth") == 0, "%s", rows[at].what);
}

START_TEST(test_mail_waits_for_trust)
{
	stage_round(2, 2);
	live_admin("DELETE FROM convene.message WHERE to_address <> 'p1@clinic.test'");
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		check_row(i);
	ck_assert_str_eq(live_admin("SELECT state || ' ' || tries_counted FROM "
				    "convene.message"),
	    "ready 0");
	open_secure(SECURE, ours);
	post_until_state("sent", 1);
	ck_assert_int_eq(post_taken(), 1);
}
END_TEST

int
main(void)
{
	TCase *tests = tcase_create("mail_trust");

	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, begin, end);
	tcase_add_test(tests, test_mail_waits_for_trust);
	return run_tests("mail_trust", tests);
}
