#include "sheets.h"

#include "csv_rows.h"

#include <stdio.h>
#include <string.h>

#define TOLD_MAX 40 /* rejects of a file */

static const struct {
	const char *word;
	const struct sheet_kind *kind;
} files[] = {
	[SHEETS_SITES] = { "sites", &catalogue_sites },
	[SHEETS_VENUES] = { "venues", &catalogue_venues },
	[SHEETS_ROSTER] = { "roster", &roster_people },
	[SHEETS_HISTORY] = { "history", &meeting_history },
	[SHEETS_EXCLUDE] = { "exclude", &meeting_exclusions },
};
_Static_assert(COUNT_OF(files) == SHEETS_COUNT, "a kind for every file");

const char *
sheets_word(enum sheets_file file)
{
	return files[file].word;
}

size_t
sheets_count(const struct sheets *sheets, enum sheets_file file)
{
	return sheets->sheets[file].row_count;
}

const struct roster_person *
sheets_person(const struct sheets *sheets, size_t index)
{
	return sheet_at(&sheets->sheets[SHEETS_ROSTER], index);
}

const struct catalogue_site *
sheets_site(const struct sheets *sheets, size_t index)
{
	return sheet_at(&sheets->sheets[SHEETS_SITES], index);
}

const struct catalogue_venue *
sheets_venue(const struct sheets *sheets, size_t index)
{
	return sheet_at(&sheets->sheets[SHEETS_VENUES], index);
}

/* "line 12: a quote ..." of a file becomes "FILE:12: a quote ...". */
static enum status
place_flaw(const char *path, const struct err *why, struct err *err)
{
	size_t line;
	int used = 0;

	if (sscanf(why->text, "line %zu: %n", &line, &used) == 1 && used > 0)
		return err_set(err, why->status, "%s:%zu: %s", path, line,
		    why->text + used);
	return err_set(err, why->status, "%s:1: %s", path, why->text);
}

static void
tell_rejects(const struct sheet *sheet, const char *path, struct text *errors)
{
	for (size_t i = 0; i < sheet->reject_count && i < TOLD_MAX; i++) {
		const struct sheet_reject *reject = &sheet->rejects[i];

		text_add_line(errors, path);
		text_add(errors, ":");
		text_add_int(errors, (int64_t)reject->line);
		text_add(errors, ": ");
		if (reject->key[0] != '\0') {
			text_add_line(errors, reject->key);
			text_add(errors, ": ");
		}
		text_add_line(errors, reject->reason);
		text_add(errors, "\n");
	}
	if (sheet->reject_count > TOLD_MAX) {
		text_add_line(errors, path);
		text_add(errors, ": ");
		text_add_int(errors, (int64_t)(sheet->reject_count - TOLD_MAX));
		text_add(errors, " more rows are wrong\n");
	}
}

/* What the rows of a file may refer to. */
static const struct lookup *
known_to(const struct sheets *sheets, enum sheets_file file)
{
	bool has_sites = sheets->sources[SHEETS_SITES].path != NULL;

	if (file == SHEETS_EXCLUDE || file == SHEETS_HISTORY)
		return &sheets->people;
	return has_sites ? &sheets->sites : NULL;
}

/* The bytes go once they are rows. */
static enum status
parse_file(struct sheets *sheets, enum sheets_file file, struct text *errors,
    struct err *err)
{
	struct source *source = &sheets->sources[file];
	struct sheet *sheet = &sheets->sheets[file];
	struct csv_rows_input input = { .bytes = text_string(&source->bytes),
		.size = source->bytes.length };
	struct err why = { OK, "" };
	enum status status;

	sheet->kind = files[file].kind;
	if (source->path == NULL)
		return OK;
	status = csv_rows_read(&input, &why, sheet_row, sheet);
	if (status == OK)
		status = sheet_end(sheet, known_to(sheets, file), &why);
	if (status != OK)
		return place_flaw(source->path, &why, err);
	text_done(&source->bytes);
	if (sheet->reject_count == 0)
		return OK;
	tell_rejects(sheet, source->path, errors);
	return err_set(err, ERR_INVALID, "%s: %zu of its rows %s wrong", source->path,
	    sheet->reject_count, sheet->reject_count == 1 ? "is" : "are");
}

static void
note_people(struct sheets *sheets)
{
	for (size_t i = 0; i < sheets_count(sheets, SHEETS_ROSTER); i++)
		(void)lookup_add(&sheets->people, sheets_person(sheets, i)->id,
		    i); /* twins were rejected */
}

enum status
sheets_parse(struct sheets *sheets, struct text *errors, struct err *err)
{
	enum status status = OK;

	for (enum sheets_file file = 0; file < SHEETS_COUNT && status == OK; file++) {
		status = parse_file(sheets, file, errors, err);
		if (status == OK && file == SHEETS_SITES)
			catalogue_add_sites(&sheets->sheets[file], &sheets->sites);
		if (status == OK && file == SHEETS_ROSTER)
			note_people(sheets);
	}
	if (status == OK && sheets_count(sheets, SHEETS_ROSTER) == 0)
		return err_set(err, ERR_INVALID, "%s:1: nobody is in it",
		    sheets->sources[SHEETS_ROSTER].path);
	return status;
}

void
sheets_invent(struct sheets *sheets, uint32_t people_count)
{
	struct source *source = &sheets->sources[SHEETS_ROSTER];

	source->path = "people";
	sheets->invented = people_count;
	text_add(&source->bytes,
	    "id,name,email,specialty,sites,panel,stage,role,relationship,sections,"
	    "manager,training_ended,host,evenings\n");
	for (uint32_t i = 1; i <= people_count; i++) {
		char row[120];
		int length = snprintf(row, sizeof row,
		    "P%u,Person %u,p%u@example.org,X%u,S%u,,,,employed,,,,yes,thu\n", i,
		    i, i, i, i);

		text_add_bytes(&source->bytes, row, (size_t)length); /* numbers */
	}
}

enum status
sheets_read(const char *const paths[SHEETS_COUNT], struct sheets *ret_sheets,
    struct text *errors, struct err *err)
{
	enum status status = OK;

	for (enum sheets_file file = 0; file < SHEETS_COUNT && status == OK; file++)
		if (paths[file] != NULL)
			status = source_read(paths[file], &ret_sheets->sources[file],
			    err);
	return status == OK ? sheets_parse(ret_sheets, errors, err) : status;
}

void
sheets_done(struct sheets *sheets)
{
	for (enum sheets_file file = 0; file < SHEETS_COUNT; file++) {
		sheet_done(&sheets->sheets[file]);
		source_done(&sheets->sources[file]);
	}
	lookup_done(&sheets->sites);
	lookup_done(&sheets->people);
}
