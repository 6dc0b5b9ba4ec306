#include "import_check.h"

#include "catalogue.h"
#include "csv_rows.h"
#include "json.h"
#include "roster.h"
#include "zone.h"

#include <stdio.h>
#include <string.h>

#define REJECTS_MAX 10000 /* that are told; the number is always right */

static const struct sheet_kind *const kinds[] = {
	[IMPORT_STORE_ROSTER] = &roster_people,
	[IMPORT_STORE_VENUES] = &catalogue_venues,
	[IMPORT_STORE_PROMPTS] = &catalogue_prompts,
	[IMPORT_STORE_ENROLMENTS] = &roster_enrolments,
};
_Static_assert(COUNT_OF(kinds) == IMPORT_STORE_FILE_COUNT, "a kind for every file");

/* The files of one import. */
struct reading {
	struct import_check *check;
	struct sheet sites, rows;
	struct lookup numbers; /* of sites: known ones first, as in check->known */
};

static void
reading_done(struct reading *reading)
{
	lookup_done(&reading->numbers);
	sheet_done(&reading->rows);
	sheet_done(&reading->sites);
}

static enum status
read_rows(struct sheet *sheet, const char *bytes, struct err *err)
{
	const struct csv_rows_input input = { .bytes = bytes, .size = strlen(bytes) };
	struct err why;

	if (csv_rows_read(&input, &why, sheet_row, sheet) == OK)
		return OK;
	if (strncmp(why.text, sheet->kind->name, strlen(sheet->kind->name)) == 0)
		return err_set(err, why.status, "%s", why.text);
	return err_set(err, why.status, "%s: %s", sheet->kind->name, why.text);
}

static void
check_zones(struct sheet *sites)
{
	CLEANUP(zone_shelf_done) struct zone_shelf shelf = { 0 };

	for (size_t i = 0; i < sites->row_count; i++) {
		const struct catalogue_site *site = sheet_at(sites, i);
		const struct zone *zone;
		struct err err;

		if (!site->place.is_rejected &&
		    zone_shelf_find(&shelf, site->zone, &zone, &err) != OK)
			sheet_refuse(sites, i, "%s", err.text);
	}
}

static enum status
read_sites(struct reading *reading, struct err *err)
{
	struct import_check *check = reading->check;
	enum status status = OK;

	for (size_t i = 0; i < check->known.count; i++)
		(void)lookup_add(&reading->numbers, check->known.items[i].name, i);
	if (check->sites == NULL && check->known.count == 0 &&
	    check->file == IMPORT_STORE_ROSTER)
		return err_set(err, ERR_INVALID,
		    "no site is known yet: convenectl roster import FILE --sites SITES");
	if (check->sites == NULL)
		return OK;
	status = read_rows(&reading->sites, check->sites, err);
	if (status != OK)
		return status;
	check_zones(&reading->sites);
	status = sheet_end(&reading->sites, NULL, err);
	catalogue_add_sites(&reading->sites, &reading->numbers);
	return status;
}

static void
add_rejects(struct json *list, const struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->reject_count; i++) {
		const struct sheet_reject *reject = &sheet->rejects[i];

		if (json_count(list) == REJECTS_MAX)
			return;
		struct json *item = json_push_object(list);

		json_add_text(item, "file", sheet->kind->name);
		json_add_int(item, "line", (int64_t)reject->line);
		json_add_text(item, "id", reject->key);
		json_add_text(item, "reason", reject->reason);
	}
}

/* ",\"left_out\":\"138 rows ...\"": one line for what mends itself with the others. */
static void
add_left_out(struct text *rejects, size_t count)
{
	CLEANUP(text_done) struct text line = { 0 };

	if (count == 0)
		return;
	text_add_int(&line, (int64_t)count);
	if (count == 1)
		text_add(&line, " row names a manager whose row is wrong");
	else
		text_add(&line, " rows name a manager whose row is wrong");
	text_add(rejects, ",\"left_out\":");
	text_add_json(rejects, text_string(&line));
}

static enum status
refuse(struct reading *reading, struct err *err)
{
	struct text *rejects = &reading->check->rejects;
	CLEANUP(json_free) struct json *list = json_new_array();
	size_t rejected = reading->sites.reject_count + reading->rows.reject_count;
	size_t left_out = reading->rows.left_out_count;
	size_t rows = reading->sites.row_count + reading->rows.row_count + left_out;

	if (rejected == 0)
		return OK;
	add_rejects(list, &reading->sites);
	add_rejects(list, &reading->rows);
	text_add(rejects, ",\"reject_count\":");
	text_add_int(rejects, (int64_t)rejected);
	text_add(rejects, ",\"rejects\":");
	json_write(rejects, list);
	add_left_out(rejects, left_out);
	return err_set(err, ERR_INVALID,
	    "%zu of %zu lines are wrong, so nothing was changed", rejected,
	    rows + rejected);
}

static enum status
refuse_empty(const struct sheet *sheet, struct err *err)
{
	if (sheet->row_count > 0)
		return OK;
	return err_set(err, ERR_INVALID, "%s: there is no line below the header",
	    sheet->kind->name);
}

static void
make_rows(struct reading *reading)
{
	struct import_check *check = reading->check;

	switch (check->file) {
	case IMPORT_STORE_ROSTER:
		import_rows_of_people(&reading->rows, &check->rows);
		if (check->sites != NULL)
			import_rows_of_sites(&reading->sites, &check->site_rows);
		return;
	case IMPORT_STORE_VENUES:
		import_rows_of_venues(&reading->rows, &check->known, &reading->numbers,
		    &check->rows);
		return;
	case IMPORT_STORE_PROMPTS:
		import_rows_of_prompts(&reading->rows, &check->rows);
		return;
	case IMPORT_STORE_ENROLMENTS:
		import_rows_of_enrolments(&reading->rows, check->wording, &check->rows);
		return;
	case IMPORT_STORE_FILE_COUNT:
		return;
	}
}

void
import_check_run(struct import_check *check)
{
	CLEANUP(reading_done)
	struct reading reading = {
		.check = check,
		.sites = { .kind = &catalogue_sites },
		.rows = { .kind = kinds[check->file] },
	};
	struct err err = { OK, "" };
	enum status status = read_sites(&reading, &err);

	if (status == OK)
		status = read_rows(&reading.rows, check->bytes, &err);
	if (status == OK)
		status = sheet_end(&reading.rows, &reading.numbers, &err);
	if (status == OK)
		status = refuse(&reading, &err);
	if (status == OK)
		status = refuse_empty(&reading.rows, &err);
	if (status == OK)
		make_rows(&reading);
	check->err = err;
}

void
import_check_done(struct import_check *check)
{
	import_rows_done(&check->rows);
	import_rows_done(&check->site_rows);
	import_rows_sites_done(&check->known);
	text_done(&check->rejects);
}
