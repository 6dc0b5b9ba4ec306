#include "roster.h"

#include "address.h"
#include "civil.h"
#include "roster_managers.h"

#include <assert.h>
#include <string.h>

/* clang-format off */
static const char *const panel_names[] = {
	[ROSTER_ALL] = "all", [ROSTER_ADULT] = "adult",
	[ROSTER_PAEDIATRIC] = "paediatric", NULL
};

static const char *const relationship_names[] = {
	[ROSTER_EMPLOYED] = "employed", [ROSTER_AFFILIATED] = "affiliated",
	[ROSTER_TRAINEE] = "trainee", [ROSTER_COMMUNITY] = "community", NULL
};

#define PERSON(field) offsetof(struct roster_person, field)

enum { ID, NAME, EMAIL }; /* the columns that checks name */

static const struct sheet_column people_columns[] = {
	[ID] = { "id", "the employer's id, letters, digits and ._:/-",
	    SHEET_FILLED, false, cell_key, PERSON(id), 1, 64, NULL },
	[NAME] = { "name", "as it stands in invitations",
	    SHEET_FILLED, false, cell_text, PERSON(name), 1, 200, NULL },
	[EMAIL] = { "email", "one address, nobody else's",
	    SHEET_FILLED, false, cell_email, PERSON(email), 3, ADDRESS_BYTES_MAX, NULL },
	{ "specialty", "one specialty",
	    SHEET_FILLED, false, cell_text, PERSON(specialty), 1, 100, NULL },
	{ "sites", "names of sites; the first is home",
	    SHEET_FILLED, true, cell_item, PERSON(sites), 1, 100, NULL },
	{ "panel", "adult, paediatric or all",
	    SHEET_BLANK, false, cell_choice, PERSON(panel), 0, 0, panel_names },
	{ "stage", "stage of the career, in your words",
	    SHEET_BLANK, false, cell_text, PERSON(stage), 1, 60, NULL },
	{ "role", "profession, in your words",
	    SHEET_BLANK, false, cell_text, PERSON(role), 1, 60, NULL },
	{ "relationship", "employed, affiliated, trainee or community",
	    SHEET_FILLED, false, cell_choice, PERSON(relationship), 0, 0,
	    relationship_names },
	{ "sections", "sections and committees",
	    SHEET_BLANK, true, cell_item, PERSON(sections), 1, 100, NULL },
	{ "manager", "id of another person of this file",
	    SHEET_BLANK, false, cell_key, PERSON(manager), 1, 64, NULL },
	{ "training_ended", "a date like 2021-06-30, or a year",
	    SHEET_BLANK, false, cell_date, PERSON(training_ended), 0, 0, NULL },
	{ "host", "yes or no",
	    SHEET_BLANK, false, cell_yes, PERSON(is_host), 0, 0, NULL },
	{ "evenings", "weekdays like tue;thu",
	    SHEET_BLANK, true, cell_evening, PERSON(evenings), 0, 0, NULL },
};

#define ENROLMENT(field) offsetof(struct roster_enrolment, field)

static const struct sheet_column enrolment_columns[] = {
	{ "id", "the employer's id of a person on the roster",
	    SHEET_FILLED, false, cell_key, ENROLMENT(id), 1, 64, NULL },
	{ "host", "yes or no, where it differs from the roster's",
	    SHEET_OPTIONAL, false, cell_answer, ENROLMENT(host), 0, 0, NULL },
	{ "together", "a word: who has the same one sits together all season",
	    SHEET_OPTIONAL, false, cell_text, ENROLMENT(together), 1, 60, NULL },
	{ "alone", "yes when it is fine to be the only one of a section",
	    SHEET_OPTIONAL, false, cell_answer, ENROLMENT(alone), 0, 0, NULL },
	{ "wishes", "ids of people whom they would like to meet",
	    SHEET_OPTIONAL, true, cell_item, ENROLMENT(wishes), 1, 64, NULL },
	{ "consent", "which wording the person agreed to, and where",
	    SHEET_OPTIONAL, false, cell_text, ENROLMENT(consent), 1, 200, NULL },
};
/* clang-format on */

const char *
roster_panel_name(enum roster_panel panel)
{
	assert(panel <= ROSTER_PAEDIATRIC);
	return panel_names[panel];
}

const char *
roster_relationship_name(enum roster_relationship relationship)
{
	assert(relationship <= ROSTER_COMMUNITY);
	return relationship_names[relationship];
}

const char *
roster_evenings_format(unsigned evenings, char buf[static ROSTER_EVENINGS_MAX])
{
	char *at = buf;

	for (int weekday = 0; weekday < CIVIL_WEEKDAY_COUNT; weekday++) {
		if ((evenings & 1U << weekday) == 0)
			continue;
		if (at > buf)
			*at++ = ';';
		*at++ = (char)('1' + weekday);
	}
	*at = '\0';
	return buf;
}

static struct roster_person *
person_at(const struct sheet *sheet, size_t index)
{
	return sheet_at(sheet, index);
}

static void
check_sites(struct sheet *sheet, const struct lookup *sites)
{
	for (size_t i = 0; i < sheet->row_count; i++) {
		const struct sheet_list *list = &person_at(sheet, i)->sites;

		for (size_t n = 0; n < list->count; n++) {
			size_t site;

			if (!lookup_find(sites, list->items[n], &site))
				sheet_refuse(sheet, i, "site '%s' is not known",
				    list->items[n]);
		}
	}
}

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* One order for one set: the same people in another order are then no change. */
static void
sort_lists(struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->row_count; i++) {
		struct roster_person *person = person_at(sheet, i);

		if (person->sites.count > 2)
			qsort(person->sites.items + 1, person->sites.count - 1,
			    sizeof(char *), compare_texts);
		if (person->sections.count > 1)
			qsort(person->sections.items, person->sections.count,
			    sizeof(char *), compare_texts);
	}
}

static void
check_people(struct sheet *sheet, const struct lookup *sites)
{
	sheet_refuse_twins(sheet, ID, NULL);
	sheet_refuse_twins(sheet, EMAIL, address_key);
	if (sites != NULL)
		check_sites(sheet, sites);
	roster_managers_check(sheet);
	sort_lists(sheet);
}

static void
check_enrolments(struct sheet *sheet, const struct lookup *sites)
{
	(void)sites;
	sheet_refuse_twins(sheet, ID, NULL);
}

const struct sheet_kind roster_people = {
	.name = "roster.csv",
	.columns = people_columns,
	.column_count = COUNT_OF(people_columns),
	.row_size = sizeof(struct roster_person),
	.check = check_people,
};

const struct sheet_kind roster_enrolments = {
	.name = "enrolments.csv",
	.columns = enrolment_columns,
	.column_count = COUNT_OF(enrolment_columns),
	.row_size = sizeof(struct roster_enrolment),
	.check = check_enrolments,
};
