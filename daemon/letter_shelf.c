#include "letter_shelf.h"

#include "ids.h"

#include <stdio.h>
#include <string.h>
#include <sys/queue.h>

struct book {
	TAILQ_ENTRY(book) next;
	enum message_kind kind;
	char digest[IDS_SHA256_SIZE];
	struct arena arena;
	const struct letter *letter; /* NULL: see why */
	struct err why;
};

struct letter_shelf {
	TAILQ_HEAD(, book) books;
	int count;
};

struct letter_shelf *
letter_shelf_new(void)
{
	struct letter_shelf *shelf = alloc_zero(1, sizeof *shelf);

	TAILQ_INIT(&shelf->books);
	return shelf;
}

static void
drop_first(struct letter_shelf *shelf)
{
	struct book *book = TAILQ_FIRST(&shelf->books);

	TAILQ_REMOVE(&shelf->books, book, next);
	shelf->count--;
	arena_done(&book->arena);
	free(book);
}

void
letter_shelf_free(struct letter_shelf **shelfp)
{
	struct letter_shelf *shelf = TAKE(*shelfp);

	if (shelf == NULL)
		return;
	while (shelf->count > 0)
		drop_first(shelf);
	free(shelf);
}

static const struct book *
find(const struct letter_shelf *shelf, enum message_kind kind, const char *digest)
{
	const struct book *book;

	TAILQ_FOREACH(book, &shelf->books, next)
	{
		if (book->kind == kind && strcmp(book->digest, digest) == 0)
			return book;
	}
	return NULL;
}

void
letter_shelf_add(struct letter_shelf *shelf, enum message_kind kind, const char *digest,
    const char *body, size_t length)
{
	struct book *book;

	if (find(shelf, kind, digest) != NULL)
		return;
	while (shelf->count >= LETTER_SHELF_MAX)
		drop_first(shelf);
	book = alloc_zero(1, sizeof *book);
	book->kind = kind;
	(void)snprintf(book->digest, sizeof book->digest, "%s", digest);
	if (body == NULL)
		(void)err_set(&book->why, ERR_INVALID, "its template is gone");
	else if (letter_parse(message_kind_row(kind)->name, body, length, &book->arena,
		     &book->letter, &book->why) == OK &&
	    letter_kind(book->letter) != kind) {
		(void)err_set(&book->why, ERR_INVALID, "its template is of another kind");
		book->letter = NULL;
	}
	TAILQ_INSERT_TAIL(&shelf->books, book, next);
	shelf->count++;
}

enum status
letter_shelf_find(const struct letter_shelf *shelf, enum message_kind kind,
    const char *digest, const struct letter **ret_letter, struct err *err)
{
	const struct book *book = find(shelf, kind, digest);

	if (book == NULL)
		return err_set(err, ERR_NOT_FOUND, "not on the shelf");
	if (book->letter == NULL)
		return err_set(err, ERR_INVALID, "%s", book->why.text);
	*ret_letter = book->letter;
	return OK;
}
