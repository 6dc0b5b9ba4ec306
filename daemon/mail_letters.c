#include "mail_letters.h"

#include "letter_files.h"
#include "letter_shelf.h"

#include <stdio.h>
#include <string.h>

struct mail_letters {
	struct daemon *daemon;
	mail_letters_fn *answered;
	void *arg;
	struct letter_files files; /* today's */
	struct letter_shelf *shelf;
	enum { DOUBTED, KEEPING, KEPT } keep;
	bool is_keeping, is_loading;
	enum message_kind loading_kind;
	char loading_digest[IDS_SHA256_SIZE];
	int asked; /* of the database */
	bool is_closed;
};

struct mail_letters *
mail_letters_new(struct daemon *daemon, mail_letters_fn *answered, void *arg)
{
	struct mail_letters *letters = alloc_zero(1, sizeof *letters);

	letters->daemon = daemon;
	letters->answered = answered;
	letters->arg = arg;
	letters->shelf = letter_shelf_new();
	return letters;
}

enum status
mail_letters_read(struct mail_letters *letters, const char *folder, struct err *err)
{
	CLEANUP(text_done) struct text errors = { 0 };
	struct letter_files files = { 0 };

	if (letter_files_read(folder, &files, &errors) != OK)
		return err_set(err, ERR_INVALID, "%.*s",
		    (int)strcspn(text_string(&errors), "\n"), text_string(&errors));
	letter_files_done(&letters->files);
	letters->files = files;
	letters->keep = DOUBTED;
	for (enum message_kind kind = 0; kind < MESSAGE_KIND_COUNT; kind++) {
		const struct letter_file *file = &files.kinds[kind];

		letter_shelf_add(letters->shelf, kind, file->digest,
		    text_string(&file->body), file->body.length);
	}
	return OK;
}

/* False: nobody is there to hear it. */
static bool
take_answer(struct mail_letters *letters)
{
	letters->asked--;
	if (letters->is_closed && letters->asked == 0)
		free(letters);
	else if (!letters->is_closed)
		return true;
	return false;
}

static void
on_kept(enum status status, const struct err *err, void *arg)
{
	struct mail_letters *letters = arg;

	if (!take_answer(letters))
		return;
	letters->is_keeping = false;
	if (letters->keep == KEEPING) /* or in doubt again */
		letters->keep = status == OK ? KEPT : DOUBTED;
	letters->answered(status, err, letters->arg);
}

static void
ask_keep(struct mail_letters *letters)
{
	struct message_template templates[MESSAGE_KIND_COUNT];

	for (enum message_kind kind = 0; kind < MESSAGE_KIND_COUNT; kind++) {
		const struct letter_file *file = &letters->files.kinds[kind];

		templates[kind] = (struct message_template){
			.digest = file->digest,
			.kind = message_kind_row(kind)->name,
			.body = text_string(&file->body),
		};
	}
	letters->keep = KEEPING;
	letters->is_keeping = true;
	letters->asked++;
	message_store_keep(letters->daemon->db, templates, MESSAGE_KIND_COUNT, on_kept,
	    letters);
}

bool
mail_letters_keep(struct mail_letters *letters)
{
	if (letters->keep == DOUBTED && !letters->is_keeping)
		ask_keep(letters);
	return letters->keep == KEPT;
}

void
mail_letters_doubt(struct mail_letters *letters)
{
	letters->keep = DOUBTED;
}

static void
on_loaded(enum status status, const char *body, const struct err *err, void *arg)
{
	struct mail_letters *letters = arg;

	if (!take_answer(letters))
		return;
	letters->is_loading = false;
	if (status == OK)
		letter_shelf_add(letters->shelf, letters->loading_kind,
		    letters->loading_digest, body, body != NULL ? strlen(body) : 0);
	letters->answered(status, err, letters->arg);
}

static void
ask_load(struct mail_letters *letters, enum message_kind kind, const char *digest)
{
	letters->is_loading = true;
	letters->loading_kind = kind;
	(void)snprintf(letters->loading_digest, sizeof letters->loading_digest, "%s",
	    digest);
	letters->asked++;
	message_store_load(letters->daemon->db, letters->loading_digest,
	    message_kind_row(kind)->name, on_loaded, letters);
}

enum status
mail_letters_find(struct mail_letters *letters, const struct message_row *row,
    const struct letter **ret_letter, struct err *err)
{
	enum message_kind kind;

	if (message_kind_parse(row->kind, &kind, err) != OK)
		return err_set(err, ERR_INVALID, "a kind that this version has not");
	const char *digest = row->template_digest;

	if (digest == NULL) /* queued before any daemon had kept one */
		digest = letters->files.kinds[kind].digest;
	enum status status = letter_shelf_find(letters->shelf, kind, digest, ret_letter,
	    err);

	if (status != ERR_NOT_FOUND)
		return status;
	if (!letters->is_loading)
		ask_load(letters, kind, digest);
	return err_set(err, ERR_UNAVAILABLE, "its template is being fetched");
}

bool
mail_letters_is_idle(const struct mail_letters *letters)
{
	return letters->asked == 0;
}

void
mail_letters_close(struct mail_letters **lettersp)
{
	struct mail_letters *letters = TAKE(*lettersp);

	if (letters == NULL)
		return;
	letter_files_done(&letters->files);
	letter_shelf_free(&letters->shelf);
	letters->is_closed = true;
	if (letters->asked == 0)
		free(letters);
}
