/* intake.c - sorts a mail and turns a loop of its own until the database has it.
 *
 *   ASKING --recorded--> over
 *      |---away, while there is patience--> PAUSING --> ASKING
 *      \---refused, the first time--> ASKING, as a note that is kept */
#include "intake.h"

#include "clock.h"
#include "journal.h"
#include "mail_digest.h"
#include "mail_sort.h"
#include "mime.h"
#include "schema_store.h"
#include "setting.h"
#include "settings_file.h"

#include <event2/event.h>
#include <stdio.h>
#include <string.h>

#define JOURNAL_LINES_PER_S 20
#define PAUSE_MS 100

struct intake {
	struct event_base *base;
	struct settings *settings;
	struct db *db;
	struct event *pause;
	/* of the mail in hand */
	struct intake_mail mail;
	struct mail_sorted sorted;
	bool is_second;
	int64_t patient_until_ms;
	struct err err;
};

static void ask(struct intake *intake);

static void
on_pause(evutil_socket_t fd, short what, void *arg)
{
	ask(arg);
}

static void
end(struct intake *intake, const struct err *err)
{
	intake->err = *err;
	event_base_loopbreak(intake->base);
}

static void
note(const struct intake *intake, const char *effect)
{
	journal_write(&(struct journal_line){ .level = JOURNAL_INFO }, "a mail: %s, %s",
	    intake->sorted.kind, effect);
}

/* What the database will never take is kept as a note, or the mail server brings it again
 * for days. */
static void
keep_instead(struct intake *intake, const struct err *err)
{
	journal_write(&(struct journal_line){ .level = JOURNAL_ERROR },
	    "a mail is kept unread, for the database refuses it: %s", err->text);
	intake->is_second = true;
	intake->sorted = (struct mail_sorted){ .kind = "unreadable",
		.effect = "refused",
		.is_kept = true };
	ask(intake);
}

static void
on_recorded(enum status status, const char *effect, const struct err *err, void *arg)
{
	struct intake *intake = arg;
	const struct timeval pause = { 0, PAUSE_MS * 1000 };

	if (status == OK)
		note(intake, effect);
	if (status == ERR_UNAVAILABLE && clock_now_ms() < intake->patient_until_ms)
		event_add(intake->pause, &pause);
	else if (status == OK || status == ERR_UNAVAILABLE || status == ERR_UNCERTAIN ||
	    intake->is_second)
		end(intake, err);
	else
		keep_instead(intake, err);
}

static void
ask(struct intake *intake)
{
	struct intake_mail mail = intake->mail;
	const struct mail_sorted *sorted = &intake->sorted;
	struct db *db = intake->db;

	if (!sorted->is_kept)
		mail.raw = NULL;
	switch (sorted->act) {
	case MAIL_REPLY:
		intake_store_reply(db, &mail, &sorted->reply, on_recorded, intake);
		return;
	case MAIL_BOUNCE:
		intake_store_bounce(db, &mail, &sorted->report, on_recorded, intake);
		return;
	case MAIL_COMPLAINT:
		intake_store_complaint(db, &mail, &sorted->report, on_recorded, intake);
		return;
	case MAIL_WISH:
		intake_store_wish(db, &mail, sorted->kind, &sorted->reply, on_recorded,
		    intake);
		return;
	case MAIL_LEAVE:
		intake_store_leave(db, &mail, &sorted->report, on_recorded, intake);
		return;
	case MAIL_RECEIPT:
		intake_store_receipt(db, &mail,
		    &(struct intake_receipt){ .secret = sorted->report.secret,
			.is_whole = sorted->is_whole,
			.files = sorted->files,
			.file_count = sorted->file_count },
		    on_recorded, intake);
		return;
	case MAIL_WORDS:
		intake_store_words(db, &mail, &sorted->report, on_recorded, intake);
		return;
	case MAIL_NOTE:
	case MAIL_ACT_COUNT:
		break;
	}
	intake_store_note(db, &mail, sorted->kind, sorted->effect, on_recorded, intake);
}

static enum status
read_settings(const char *path, struct settings **ret_settings, struct err *err)
{
	CLEANUP(text_done) struct text errors = { 0 };
	enum status status = settings_file_read(path, ret_settings, &errors);
	const char *text = text_string(&errors);

	if (status == OK)
		return OK;
	(void)fputs(text, stderr); /* each with its line: err holds one */
	return err_set(err, status, "%.*s", (int)strcspn(text, "\n"), text);
}

static enum status
open_database(struct intake *intake, struct err *err)
{
	const struct settings *settings = intake->settings;
	struct db_settings db = {
		.conninfo = settings->database_conninfo,
		.line_count = 1,
		.connect_ms = (int)settings->database_connect_ms,
		.answer_ms = (int)settings->database_answer_ms,
		.health_changed = db_health_journal,
	};

	schema_store_greet(&db, SCHEMA_STRANGERS, false);
	return db_open(intake->base, &db, &intake->db, err);
}

enum status
intake_open(const char *config_path, struct intake **ret_intake, struct err *err)
{
	CLEANUP(intake_close) struct intake *intake = alloc_zero(1, sizeof *intake);

	mime_start();
	journal_open(JOURNAL_INFO, JOURNAL_LINES_PER_S);
	intake->base = alloc_check(event_base_new());
	intake->pause = alloc_check(evtimer_new(intake->base, on_pause, intake));
	enum status status = read_settings(config_path, &intake->settings, err);

	if (status == OK)
		status = open_database(intake, err);
	if (status != OK)
		return status;
	*ret_intake = TAKE(intake);
	return OK;
}

void
intake_close(struct intake **intakep)
{
	struct intake *intake = TAKE(*intakep);

	if (intake == NULL)
		return;
	db_close(&intake->db);
	event_free(intake->pause);
	event_base_free(intake->base);
	setting_free(&intake->settings);
	free(intake);
	journal_close();
	mime_stop();
}

const struct settings *
intake_settings(const struct intake *intake)
{
	return intake->settings;
}

/* Other hosts of the conninfo get their turn too. */
static int64_t
patience_ms(const struct settings *settings)
{
	return 2 * settings->database_connect_ms;
}

enum status
intake_take(struct intake *intake, const char *bytes, size_t length, struct err *err)
{
	CLEANUP(arena_done) struct arena arena = { 0 };
	char digest[IDS_SHA256_SIZE];

	mail_digest(bytes, length, digest);
	mail_sort(bytes, length, &arena, &intake->sorted);
	intake->mail = (struct intake_mail){
		.digest = digest,
		.raw = bytes,
		.raw_length = length,
		.now_s = clock_now_s(),
	};
	intake->is_second = false;
	intake->patient_until_ms = clock_now_ms() + patience_ms(intake->settings);
	ask(intake);
	event_base_dispatch(intake->base);
	*err = intake->err;
	return err->status;
}
