#include "mail_sort.h"

#include "file_type.h"
#include "mail_calendar.h"
#include "mail_token.h"
#include "mime.h"

#include <strings.h>

_Static_assert(INTAKE_FILES_MAX == MIME_FILES_MAX, "all that is read can be stored");

static const struct mail_sorted unreadable = { .kind = "unreadable",
	.effect = "no mail",
	.is_kept = true };
static const struct mail_sorted too_large = { .kind = "unreadable",
	.effect = "too large",
	.is_kept = true };
static const struct mail_sorted report = { .kind = "automatic",
	.effect = "report",
	.is_kept = true };
static const struct mail_sorted automatic = { .kind = "automatic", .effect = "counted" };

static bool
is(const char *value, const char *word)
{
	return value != NULL && strcasecmp(value, word) == 0;
}

static bool
is_automatic(const struct mime_letter *letter)
{
	return (letter->auto_submitted != NULL && !is(letter->auto_submitted, "no")) ||
	    is(letter->precedence, "bulk") || is(letter->precedence, "junk") ||
	    is(letter->precedence, "list") || is(letter->precedence, "auto_reply");
}

/* Whose report it is, the database finds out. */
static struct mail_sorted
sort_report(const struct mime_letter *letter, struct arena *arena)
{
	const struct mime_report *said = &letter->report;
	struct mail_sorted sorted = { .is_kept = true,
		.report = { .secret = mail_token_find(letter, "bounce", arena),
		    .envelope_id = said->envelope_id,
		    .returned_id = letter->returned_id,
		    .recipient = said->recipient,
		    .status = said->status,
		    .words = said->words } };

	if (said->action != NULL) {
		sorted.act = MAIL_BOUNCE;
		sorted.kind = "bounce";
		sorted.report.says = said->action;
		return sorted;
	}
	if (said->feedback == NULL)
		return report;
	if (sorted.report.secret == NULL && said->mail_from != NULL)
		sorted.report.secret = mail_token_read(said->mail_from, "bounce", arena);
	sorted.act = MAIL_COMPLAINT;
	sorted.kind = "complaint";
	sorted.report.says = said->feedback;
	return sorted;
}

/* To leave+TOKEN: what else it says does not matter. */
static bool
sort_leave(const struct mime_letter *letter, struct arena *arena,
    struct mail_sorted *ret_sorted)
{
	const char *secret = mail_token_find(letter, "leave", arena);

	if (secret == NULL)
		return false;
	*ret_sorted = (struct mail_sorted){ .act = MAIL_LEAVE,
		.kind = "leave",
		.is_kept = true,
		.report = { .secret = secret } };
	return true;
}

/* What is kept of a receipt is the files that are one by their bytes; when there are
 * others, the mail too. */
static bool
sort_receipt(const struct mime_letter *letter, struct arena *arena,
    struct mail_sorted *ret_sorted)
{
	struct mail_sorted sorted = { .act = MAIL_RECEIPT,
		.kind = "receipt",
		.is_kept = true,
		.report = { .secret = mail_token_find(letter, "reply", arena) } };

	if (sorted.report.secret == NULL || is_automatic(letter))
		return false;
	for (size_t i = 0; i < letter->file_count && i < MIME_FILES_MAX; i++) {
		const struct mime_file *file = &letter->files[i];
		const char *type = file_type_of(file->bytes, file->length);

		if (type != NULL)
			sorted.files[sorted.file_count++] = (struct intake_file){
				.type = type,
				.bytes = file->bytes,
				.length = file->length,
			};
	}
	if (sorted.file_count == 0)
		return false;
	sorted.is_whole = sorted.file_count == letter->file_count;
	*ret_sorted = sorted;
	return true;
}

static struct mail_sorted
sort_words(const struct mime_letter *letter, struct arena *arena)
{
	return (struct mail_sorted){ .act = MAIL_WORDS,
		.kind = "words",
		.is_kept = true,
		.report = { .secret = mail_token_find(letter, "reply", arena),
		    .returned_id = letter->in_reply_to } };
}

static void
sort_letter(const struct mime_letter *letter, struct arena *arena,
    struct mail_sorted *ret_sorted)
{
	if (is(letter->type, "multipart/report"))
		*ret_sorted = sort_report(letter, arena);
	else if (letter->calendar != NULL &&
	    mail_calendar_sort(letter, arena, ret_sorted))
		return;
	else if (sort_receipt(letter, arena, ret_sorted))
		return;
	else if (sort_leave(letter, arena, ret_sorted))
		return;
	else if (is_automatic(letter))
		*ret_sorted = automatic;
	else
		*ret_sorted = sort_words(letter, arena);
}

void
mail_sort(const char *bytes, size_t length, struct arena *arena,
    struct mail_sorted *ret_sorted)
{
	struct mime_letter letter;
	struct err err;
	enum status status = mime_read(bytes, length, arena, &letter, &err);

	if (status == OK)
		sort_letter(&letter, arena, ret_sorted);
	else
		*ret_sorted = status == ERR_LIMIT ? too_large : unreadable;
}
