/* smtp_bench.c - distinct invitations a second to a relay on loopback, without database:
 *
 *	smtp_bench [--compose | --login CA_FILE] MESSAGES PORT CONNECTIONS
 *	smtp_bench --write FILE
 *
 * They are composed before the clock starts; with --compose on the way, as the daemon
 * does. With --login they go by STARTTLS and as user dinners, whose password is in
 * SMTP_BENCH_PASSWORD. The second form writes one of them, for others to send. Prints JSON. */
#include "clock.h"
#include "lag.h"
#include "letter_files.h"
#include "mail_content.h"
#include "measure.h"
#include "mime.h"
#include "setting.h"
#include "smtp.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#define SLICE_US 2000 /* of composing in one turn, as in mail_job.c */
#define LAG_PERIOD_MS 2
#define WAITING_PER_LINK 4

static const char content_shape[] =
    "{\"organisation\":\"Riverside Health\",\"program\":\"Clinician dinners\","
    "\"season\":\"winter-27\",\"round\":\"winter-27/1\",\"gathering\":%d,"
    "\"starts_s\":1799969400,\"ends_s\":1799976600,\"zone\":\"America/New_York\","
    "\"lasts_min\":120,\"respond_by_s\":1799125140,\"venue\":\"Caf\u00e9 M\u00fcller\","
    "\"street\":\"12 Long Street\",\"virtual_url\":null,\"stipend_cents\":4500,"
    "\"currency\":\"USD\",\"seats\":3,\"host_name\":\"Ada %d\",\"travel_min\":9,"
    "\"is_host\":false,\"person_id\":\"x\",\"full_name\":\"Zo\u00eb Number %d\","
    "\"first_name\":\"Zo\u00eb\",\"tablemates\":["
    "{\"name\":\"Ada %d\",\"specialty\":\"Cardiology\",\"site\":null}]}";
#define CONTENT_MAX (sizeof content_shape + 4 * 11)

struct invitation {
	char id[IDS_UUID_SIZE], address[40];
	struct mail_content content;
};

static struct {
	struct event_base *base;
	struct settings *settings;
	struct ids_key *key;
	struct zone_shelf zones;
	struct arena arena;
	const struct letter *letter;
	struct smtp *smtp;
	struct invitation *all; /* composed beforehand; else NULL */
	int64_t messages, given, done, accepted;
	struct event *soon;
} bench;

static const struct timeval now = { 0, 0 };

static void
must(enum status status, const struct err *err)
{
	if (status == OK)
		return;
	fprintf(stderr, "smtp_bench: %s\n", err->text);
	exit(EXIT_FAILURE);
}

static void
set(const char *section, const char *title, const char *name, const char *value)
{
	struct err err = { OK, "" };

	must(setting_set(bench.settings, section, title, name, value, &err), &err);
}

static void
open_bench(void)
{
	static char secret[IDS_KEY_BYTES_MIN] = "a key that opens nothing at all";
	const struct credential credential = { secret, sizeof secret };
	CLEANUP(letter_files_done) struct letter_files files = { 0 };
	CLEANUP(text_done) struct text errors = { 0 };
	struct err err = { OK, "" };

	mime_start();
	bench.base = event_base_new();
	bench.settings = setting_new();
	set("mail", NULL, "from", "dinners@hospital.test");
	set("mail", NULL, "link-base", "https://dinners.hospital.test");
	must(ids_key_new(&credential, &bench.key, &err), &err);
	if (letter_files_read(SOURCE_DIR "/etc/templates", &files, &errors) != OK)
		must(err_set(&err, ERR_INVALID, "%s", text_string(&errors)), &err);

	const struct text *body = &files.kinds[MESSAGE_INVITATION].body;
	must(letter_parse("invitation.md", body->data, body->length, &bench.arena,
		 &bench.letter, &err),
	    &err);
}

static void
close_bench(void)
{
	arena_done(&bench.arena);
	zone_shelf_done(&bench.zones);
	ids_key_free(&bench.key);
	setting_free(&bench.settings);
	event_base_free(bench.base);
	mime_stop();
}

static void
compose(int64_t number, struct invitation *invitation)
{
	const struct mail_origin origin = { .settings = bench.settings,
		.link_key = bench.key,
		.zones = &bench.zones };
	char content[CONTENT_MAX];
	int n = (int)number;
	struct err err = { OK, "" };

	(void)snprintf(invitation->id, sizeof invitation->id,
	    "0f4b2c1e-7a51-4a7f-9f0a-%012d", n);
	(void)snprintf(invitation->address, sizeof invitation->address, "p%d@clinic.test",
	    n);
	(void)snprintf(content, sizeof content, content_shape, n, n, n, n);
	must(mail_content_write(&origin,
		 &(struct message_row){
		     .message_id = invitation->id,
		     .kind = "invitation",
		     .to_address = invitation->address,
		     .content = content,
		     .ready_s = 1799000000,
		     .event_uid = invitation->id,
		     .seat_id = invitation->id,
		     .person_id = invitation->id,
		 },
		 bench.letter, &invitation->content, &err),
	    &err);
}

static void
on_begin(struct smtp *smtp, uint64_t ticket, void *arg)
{
	smtp_begin(smtp, ticket);
}

static void
on_done(const struct smtp_result *result, void *arg)
{
	struct invitation *invitation = arg;

	bench.done++;
	bench.accepted += result->class == SMTP_ACCEPTED;
	if (result->class != SMTP_ACCEPTED)
		fprintf(stderr, "smtp_bench: %s in %s: %s\n",
		    smtp_result_class_name(result->class),
		    smtp_result_phase_name(result->phase), result->words);
	if (bench.all == NULL) {
		mail_content_done(&invitation->content);
		free(invitation);
	}
	if (bench.done == bench.messages)
		event_base_loopbreak(bench.base);
	else if (!evtimer_pending(bench.soon, NULL))
		evtimer_add(bench.soon, &now);
}

static void
give_one(void)
{
	struct invitation *invitation;

	if (bench.all != NULL) {
		invitation = &bench.all[bench.given];
	} else {
		invitation = alloc_zero(1, sizeof *invitation);
		compose(bench.given, invitation);
	}
	bench.given++;
	smtp_send(bench.smtp,
	    &(struct smtp_mail){
		.envelope = {
			.id = invitation->id,
			.from = text_string(&invitation->content.sender),
			.to = invitation->address,
			.bytes = invitation->content.bytes.data,
			.length = invitation->content.bytes.length,
		},
		.begin = on_begin,
		.done = on_done,
		.arg = invitation,
	    });
}

static void
on_soon(evutil_socket_t fd, short what, void *arg)
{
	int64_t until_us = clock_now_us() + SLICE_US;

	while (bench.given < bench.messages && smtp_room(bench.smtp) > 0) {
		give_one();
		if (clock_now_us() >= until_us) {
			evtimer_add(bench.soon, &now);
			return;
		}
	}
}

/* ca_file: NULL without TLS and login. */
static void
run_bench(int port, int connections, const char *ca_file)
{
	const struct smtp_settings settings = {
		.host = ca_file != NULL ? "localhost" : "127.0.0.1",
		.port = port,
		.hello = "dinners.hospital.test",
		.tls = ca_file != NULL ? SMTP_STARTTLS : SMTP_PLAIN,
		.ca_file = ca_file,
		.user = ca_file != NULL ? "dinners" : NULL,
		.password = getenv("SMTP_BENCH_PASSWORD"),
		.links_max = connections,
		.mails_per_link = 1000000,
		.waiting_max = connections * WAITING_PER_LINK,
		.burst = 1,
		.rest_first_ms = 5000,
		.rest_max_ms = 300000,
		.deadlines = SMTP_DEADLINES_USUAL,
	};
	struct err err = { OK, "" };

	must(smtp_open(bench.base, &settings, &bench.smtp, &err), &err);
	bench.soon = alloc_check(evtimer_new(bench.base, on_soon, NULL));
	CLEANUP(lag_close) struct lag *lag = lag_open(bench.base, LAG_PERIOD_MS);

	double cpu_s = measure_cpu_seconds();
	int64_t from_us = clock_now_us();

	evtimer_add(bench.soon, &now);
	event_base_dispatch(bench.base);
	double took_s = (double)(clock_now_us() - from_us) / 1e6;

	cpu_s = measure_cpu_seconds() - cpu_s;
	printf("{\"messages\":%lld,\"accepted\":%lld,\"seconds\":%.6f,\"per_second\":"
	       "%.1f,\"cpu_us\":%.1f,\"lag_max_ms\":%.2f,\"peak_kb\":%ld}\n",
	    (long long)bench.messages, (long long)bench.accepted, took_s,
	    (double)bench.messages / took_s, cpu_s * 1e6 / (double)bench.messages,
	    (double)lag_figures(lag).max_us / 1e3, measure_peak_kb());
	event_free(bench.soon);
	smtp_close(&bench.smtp);
}

static void
compose_all(void)
{
	bench.all = alloc_zero((size_t)bench.messages, sizeof *bench.all);
	for (int64_t i = 0; i < bench.messages; i++)
		compose(i, &bench.all[i]);
}

static void
free_all(void)
{
	for (int64_t i = 0; bench.all != NULL && i < bench.messages; i++)
		mail_content_done(&bench.all[i].content);
	free(bench.all);
}

static int
write_one(const char *path)
{
	struct invitation invitation = { 0 };
	FILE *file = fopen(path, "w");

	if (file == NULL) {
		perror(path);
		return EXIT_FAILURE;
	}
	compose(1, &invitation);
	fwrite(invitation.content.bytes.data, 1, invitation.content.bytes.length, file);
	mail_content_done(&invitation.content);
	return fclose(file) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int
bench_mails(char **numbers, bool is_composing, const char *ca_file)
{
	bench.messages = strtol(numbers[0], NULL, 10);
	if (!is_composing)
		compose_all();
	run_bench((int)strtol(numbers[1], NULL, 10), (int)strtol(numbers[2], NULL, 10),
	    ca_file);
	free_all();
	return bench.accepted == bench.messages ? EXIT_SUCCESS : EXIT_FAILURE;
}

int
main(int argc, char **argv)
{
	const char *option = argc > 1 ? argv[1] : "";
	bool is_composing = strcmp(option, "--compose") == 0;
	bool is_login = strcmp(option, "--login") == 0;
	int first = 1 + is_composing + 2 * is_login;
	int status = EXIT_FAILURE;

	signal(SIGPIPE, SIG_IGN);
	open_bench();
	if (argc == 3 && strcmp(option, "--write") == 0)
		status = write_one(argv[2]);
	else if (argc == first + 3)
		status = bench_mails(argv + first, is_composing,
		    is_login ? argv[2] : NULL);
	else
		fprintf(stderr,
		    "usage: smtp_bench [--compose | --login CA_FILE] "
		    "MESSAGES PORT CONNECTIONS | --write FILE\n");
	close_bench();
	return status;
}
