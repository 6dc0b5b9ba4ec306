#include "intake_store.h"

#include "array.h"
#include "constraint.h"
#include "params.h"
#include "queries.inc"
#include "utf8.h"

#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

struct asking {
	intake_store_fn *done;
	void *arg;
};

/* Without NUL. */
static void
add_valid(struct text *text, const char *bytes, size_t length)
{
	for (;;) {
		size_t valid = utf8_valid_length(bytes, length);

		text_add_bytes(text, bytes, valid);
		if (valid == length)
			return;
		text_add(text, REPLACEMENT);
		bytes += valid + 1;
		length -= valid + 1;
	}
}

/* The database takes whole UTF-8 without NUL. */
static void
add_whole(struct text *text, const char *bytes, size_t length)
{
	const char *nul;

	while ((nul = memchr(bytes, '\0', length)) != NULL) {
		size_t before = (size_t)(nul - bytes);

		add_valid(text, bytes, before);
		text_add(text, REPLACEMENT);
		bytes += before + 1;
		length -= before + 1;
	}
	add_valid(text, bytes, length);
}

/* NULL becomes empty. */
static void
add_text(struct params *params, const char *value)
{
	CLEANUP(text_done) struct text whole = { 0 };

	if (value != NULL)
		add_whole(&whole, value, strlen(value));
	params_text(params, text_string(&whole));
}

static void
add_raw(struct params *params, const struct intake_mail *mail)
{
	CLEANUP(text_done) struct text whole = { 0 };
	size_t length = mail->raw_length;

	if (mail->raw == NULL) {
		params_text(params, NULL);
		return;
	}
	if (length > INTAKE_STORE_RAW_MAX)
		length = INTAKE_STORE_RAW_MAX;
	add_whole(&whole, mail->raw, length);
	params_text(params, text_string(&whole));
}

/* The last three parameters of most. */
static void
add_mail(struct params *params, const struct intake_mail *mail)
{
	params_text(params, mail->digest);
	add_raw(params, mail);
	params_int(params, mail->now_s);
}

static void
on_done(enum status status, const PGresult *res, const struct err *db_err, void *arg)
{
	CLEANUP(free_ptr) struct asking *asking = arg;
	struct err err = *db_err;
	const char *effect = NULL;

	if (status == OK) {
		int at = PQfnumber(res, "effect");

		effect = at >= 0 && PQntuples(res) == 1 ? PQgetvalue(res, 0, at)
							: "noted";
	} else if (res != NULL) {
		constraint_explain(res, &err);
	}
	asking->done(err.status, effect, &err, asking->arg);
}

static void
ask(struct db *db, const char *sql, const struct params *params, struct asking asking)
{
	struct asking *kept = alloc_zero(1, sizeof *kept);

	*kept = asking;
	db_query(db,
	    &(struct db_query){
		.sql = sql,
		.param_count = params->count,
		.params = params->values,
		.done = on_done,
		.arg = kept,
	    });
}

void
intake_store_reply(struct db *db, const struct intake_mail *mail,
    const struct intake_reply *reply, intake_store_fn *done, void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };

	add_text(&params, reply->uid);
	add_text(&params, reply->attendee);
	add_text(&params, reply->sender);
	params_text(&params, reply->participation);
	params_int(&params, reply->sequence);
	params_int(&params, reply->stamped_s);
	add_mail(&params, mail);
	ask(db, SQL_INTAKE_REPLY, &params, (struct asking){ done, arg });
}

void
intake_store_bounce(struct db *db, const struct intake_mail *mail,
    const struct intake_report *report, intake_store_fn *done, void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };

	add_text(&params, report->secret);
	add_text(&params, report->envelope_id);
	add_text(&params, report->returned_id);
	add_text(&params, report->recipient);
	add_text(&params, report->says);
	add_text(&params, report->status);
	add_text(&params, report->words);
	add_mail(&params, mail);
	ask(db, SQL_INTAKE_BOUNCE, &params, (struct asking){ done, arg });
}

void
intake_store_complaint(struct db *db, const struct intake_mail *mail,
    const struct intake_report *report, intake_store_fn *done, void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };

	add_text(&params, report->secret);
	add_text(&params, report->returned_id);
	add_text(&params, report->says);
	add_mail(&params, mail);
	ask(db, SQL_INTAKE_COMPLAINT, &params, (struct asking){ done, arg });
}

void
intake_store_wish(struct db *db, const struct intake_mail *mail, const char *kind,
    const struct intake_reply *wish, intake_store_fn *done, void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };

	params_text(&params, kind);
	add_text(&params, wish->uid);
	add_text(&params, wish->sender);
	add_mail(&params, mail);
	ask(db, SQL_INTAKE_WISH, &params, (struct asking){ done, arg });
}

void
intake_store_leave(struct db *db, const struct intake_mail *mail,
    const struct intake_report *wish, intake_store_fn *done, void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };

	add_text(&params, wish->secret);
	add_mail(&params, mail);
	ask(db, SQL_INTAKE_LEAVE, &params, (struct asking){ done, arg });
}

static void
add_hex(struct text *text, const unsigned char *bytes, size_t length)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < length; i++) {
		char pair[2] = { digits[bytes[i] >> 4], digits[bytes[i] & 15] };

		text_add_bytes(text, pair, sizeof pair);
	}
}

static void
add_files(struct params *params, const struct intake_receipt *receipt)
{
	CLEANUP(text_done) struct text types = { 0 };
	CLEANUP(text_done) struct text files = { 0 };
	CLEANUP(text_done) struct text hex = { 0 };

	array_start(&types);
	array_start(&files);
	for (size_t i = 0; i < receipt->file_count; i++) {
		text_clear(&hex);
		add_hex(&hex, receipt->files[i].bytes, receipt->files[i].length);
		array_add_text(&types, receipt->files[i].type);
		array_add_text(&files, text_string(&hex));
	}
	array_finish(&types);
	array_finish(&files);
	params_take(params, &types);
	params_take(params, &files);
}

void
intake_store_receipt(struct db *db, const struct intake_mail *mail,
    const struct intake_receipt *receipt, intake_store_fn *done, void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };

	add_text(&params, receipt->secret);
	params_bool(&params, receipt->is_whole);
	add_files(&params, receipt);
	add_mail(&params, mail);
	ask(db, SQL_INTAKE_RECEIPT, &params, (struct asking){ done, arg });
}

void
intake_store_words(struct db *db, const struct intake_mail *mail,
    const struct intake_report *words, intake_store_fn *done, void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };

	add_text(&params, words->secret);
	add_text(&params, words->returned_id);
	add_mail(&params, mail);
	ask(db, SQL_INTAKE_WORDS, &params, (struct asking){ done, arg });
}

void
intake_store_note(struct db *db, const struct intake_mail *mail, const char *kind,
    const char *effect, intake_store_fn *done, void *arg)
{
	CLEANUP(params_done) struct params params = { .count = 0 };

	params_text(&params, kind);
	params_text(&params, effect);
	add_mail(&params, mail);
	ask(db, SQL_INTAKE_NOTE, &params, (struct asking){ done, arg });
}
