#include "problem.h"

#include "civil.h"
#include "problem_pairs.h"
#include "ways.h"

#include <stdio.h>
#include <string.h>

#define WAYS_MAX ((uint64_t)1 << 30)
#define HOST_SHARE 4 /* of one's own dinners one leads one, unless hosts are few */

static const char *const evenings[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
_Static_assert(COUNT_OF(evenings) == CIVIL_WEEKDAY_COUNT, "name every evening");

const char *
problem_person(const struct problem *problem, uint32_t person)
{
	return sheets_person(problem->sheets, person)->id;
}

const char *
problem_evening(uint32_t slot)
{
	return evenings[slot];
}

uint32_t
problem_find_evening(const char *word)
{
	for (uint32_t slot = 0; slot < COUNT_OF(evenings); slot++)
		if (strcmp(evenings[slot], word) == 0)
			return slot;
	return GROUPING_NONE;
}

const char *
problem_venue(const struct problem *problem, uint32_t venue)
{
	return problem->venues[venue];
}

static const struct catalogue_site *
site_named(const struct sheets *sheets, const char *name)
{
	size_t row;

	if (name == NULL || !lookup_find(&sheets->sites, name, &row))
		return NULL;
	return sheets_site(sheets, row);
}

static const char *
attribute_of(const struct problem *problem, size_t row, enum rules_attribute attribute)
{
	const struct roster_person *person = sheets_person(problem->sheets, row);
	const struct catalogue_site *site;

	switch (attribute) {
	case RULES_SPECIALTY:
		return person->specialty;
	case RULES_SITE:
		return person->sites.items[0];
	case RULES_STAGE:
		return person->stage;
	case RULES_ROLE:
		return person->role;
	case RULES_PANEL:
		return person->panel == ROSTER_ALL ? NULL
						   : roster_panel_name(person->panel);
	case RULES_RELATIONSHIP:
		return roster_relationship_name(person->relationship);
	case RULES_REGION:
		site = site_named(problem->sheets, person->sites.items[0]);
		return site == NULL ? NULL : site->region;
	case RULES_ATTRIBUTE_COUNT:
		break;
	}
	return NULL;
}

/* Codes from 1 in the order of the roster; 0 for an empty cell. */
static enum status
fill_codes(struct problem *problem, enum rules_attribute attribute, struct err *err)
{
	CLEANUP(lookup_done) struct lookup codes = { 0 };

	for (uint32_t i = 0; i < problem->input.people_count; i++) {
		const char *value = attribute_of(problem, i, attribute);
		size_t code = codes.count + 1;

		if (value == NULL)
			continue;
		if (!lookup_add(&codes, value, code))
			(void)lookup_find(&codes, value, &code); /* it is there */
		if (code > GROUPING_CODE_MAX)
			return err_set(err, ERR_LIMIT,
			    "%s:%zu: more than %d different values of %s",
			    problem->sheets->sources[SHEETS_ROSTER].path,
			    sheets_person(problem->sheets, i)->place.line,
			    GROUPING_CODE_MAX, rules_term((enum grouping_term)attribute));
		problem->people[i].codes[attribute] = (uint32_t)code;
	}
	return OK;
}

static bool
is_fine_alone(const struct problem *problem, const char *id)
{
	for (const struct rules_text *text = problem->rules->fine_alone.first;
	     text != NULL; text = text->next)
		if (strcmp(text->text, id) == 0)
			return true;
	return false;
}

static uint64_t
sections_of(const struct problem *problem, const struct roster_person *person)
{
	uint64_t sections = 0, bit = 1;

	for (const struct rules_text *text = problem->rules->sections.first; text != NULL;
	     text = text->next, bit <<= 1)
		for (size_t n = 0; n < person->sections.count; n++)
			if (strcmp(person->sections.items[n], text->text) == 0)
				sections |= bit;
	return sections;
}

static enum status
fill_people(struct problem *problem, struct err *err)
{
	bool has_sites = problem->sheets->sources[SHEETS_SITES].path != NULL;
	enum status status = OK;

	for (uint32_t i = 0; i < problem->input.people_count; i++) {
		const struct roster_person *row = sheets_person(problem->sheets, i);
		struct grouping_person *person = &problem->people[i];
		size_t site = 0;

		if (has_sites) /* the roster's sites were found to be known */
			(void)lookup_find(&problem->sheets->sites, row->sites.items[0],
			    &site);
		*person = (struct grouping_person){
			.slots = row->evenings & problem->rules->evenings,
			.sections = sections_of(problem, row),
			.site = (uint32_t)site,
			.host_quota = 1,
			.travel_minutes_max = problem->rules->minutes_max,
			.may_host = row->is_host,
		};
		person->minds_alone = is_fine_alone(problem, row->id) ? 0
								      : person->sections;
	}
	for (enum rules_attribute a = 0; a < RULES_ATTRIBUTE_COUNT && status == OK; a++)
		status = fill_codes(problem, a, err);
	return status;
}

static bool
point_of_site(const struct catalogue_site *site, struct ways_point *ret_point)
{
	if (site == NULL)
		return false;
	*ret_point = (struct ways_point){ site->latitude.degrees,
		site->longitude.degrees };
	return true;
}

static bool
point_of_venue(const struct sheets *sheets, size_t row, struct ways_point *ret_point)
{
	const struct catalogue_venue *venue = sheets_venue(sheets, row);

	if (!venue->latitude.is_given)
		return point_of_site(site_named(sheets, venue->site), ret_point);
	*ret_point = (struct ways_point){ venue->latitude.degrees,
		venue->longitude.degrees };
	return true;
}

/* From every site; to a virtual room it is no way at all. */
static void
fill_ways(struct problem *problem, uint32_t venue, const struct ways_point *to,
    uint8_t *minutes)
{
	const struct grouping_input *input = &problem->input;

	for (uint32_t s = 0; s < input->sites_count; s++) {
		struct ways_point from;
		bool is_known = to != NULL &&
		    point_of_site(sheets_site(problem->sheets, s), &from);

		minutes[s * (size_t)input->venues_count + venue] = is_known
		    ? ways_minutes(&from, to)
		    : 0;
	}
}

static void
fill_venue(struct problem *problem, uint32_t venue, bool has_venues, uint8_t *minutes)
{
	const struct sheets *sheets = problem->sheets;
	struct ways_point to;

	if (!has_venues) {
		const struct catalogue_site *site = sheets_site(sheets, venue);

		problem->venues[venue] = site->site;
		(void)point_of_site(site, &to); /* a site has a position */
		fill_ways(problem, venue, &to, minutes);
		return;
	}

	const struct catalogue_venue *row = sheets_venue(sheets, venue);
	bool has_point = row->virtual_url == NULL && point_of_venue(sheets, venue, &to);

	problem->venues[venue] = row->venue;
	fill_ways(problem, venue, has_point ? &to : NULL, minutes);
}

/* Without a file of venues tables meet at the sites, as many as wanted. */
static void
fill_tables(struct problem *problem, uint32_t venue, bool has_venues, uint16_t *tables,
    uint16_t *seats)
{
	const struct grouping_input *input = &problem->input;
	uint32_t count = input->people_count / input->size_min + 1;
	uint32_t places = input->size_max;

	if (has_venues) {
		count = (uint32_t)sheets_venue(problem->sheets, venue)->tables;
		places = (uint32_t)sheets_venue(problem->sheets, venue)->seats;
	}
	seats[venue] = (uint16_t)places;
	for (uint32_t slot = 0; slot < input->slots_count; slot++)
		tables[(size_t)venue * input->slots_count + slot] = count < UINT16_MAX
		    ? (uint16_t)count
		    : UINT16_MAX;
}

static enum status
fill_places(struct problem *problem, struct err *err)
{
	struct grouping_input *input = &problem->input;
	bool has_sites = problem->sheets->sources[SHEETS_SITES].path != NULL;
	bool has_venues = problem->sheets->sources[SHEETS_VENUES].path != NULL;
	size_t sites = has_sites ? sheets_count(problem->sheets, SHEETS_SITES) : 1;
	size_t venues = has_venues ? sheets_count(problem->sheets, SHEETS_VENUES) : sites;

	if (venues > GROUPING_CODE_MAX || (uint64_t)sites * venues > WAYS_MAX)
		return err_set(err, ERR_LIMIT,
		    "%zu sites and %zu places for tables are too many; with --venues "
		    "there may be fewer places",
		    sites, venues);
	input->sites_count = (uint32_t)sites;
	input->venues_count = (uint32_t)venues;

	uint8_t *minutes = ARENA_NEW(&problem->arena, uint8_t, sites * venues + 1);
	uint16_t *seats = ARENA_NEW(&problem->arena, uint16_t, venues + 1);
	uint16_t *tables = ARENA_NEW(&problem->arena, uint16_t,
	    venues * input->slots_count + 1);

	problem->venues = ARENA_NEW(&problem->arena, const char *, venues + 1);
	problem->venues[0] = PROBLEM_ANYWHERE;
	for (uint32_t v = 0; v < venues; v++) {
		if (has_sites)
			fill_venue(problem, v, has_venues, minutes);
		fill_tables(problem, v, has_venues, tables, seats);
	}
	input->minutes = minutes;
	input->table_seats = seats;
	input->tables = tables;
	return OK;
}

/* A quarter of one's own dinners, and always the first; but where few are willing, they
 * lead twice their even share. */
static void
fill_quotas(struct problem *problem)
{
	const struct grouping_input *input = &problem->input;
	uint64_t tables = input->people_count / input->size_min + 1, hosts = 0, fair;

	for (uint32_t i = 0; i < input->people_count; i++)
		hosts += problem->people[i].may_host;
	fair = hosts == 0 ? 1 : (2 * tables * (problem->round + 1) + hosts - 1) / hosts;
	for (uint32_t i = 0; i < input->people_count; i++) {
		uint64_t quota = problem->seats[i] / HOST_SHARE + 1;

		quota = quota < fair ? fair : quota;
		problem->people[i].host_quota = quota < UINT16_MAX ? (uint16_t)quota
								   : UINT16_MAX;
	}
}

enum status
problem_new(const struct sheets *sheets, const struct rules *rules, uint32_t size_min,
    uint32_t size_max, struct problem *ret_problem, struct text *errors, struct err *err)
{
	struct problem *problem = ret_problem;
	size_t count = sheets_count(sheets, SHEETS_ROSTER);
	enum status status;

	if (count > GROUPING_PEOPLE_MAX)
		return err_set(err, ERR_LIMIT, "%s: more than %d people",
		    sheets->sources[SHEETS_ROSTER].path, GROUPING_PEOPLE_MAX);
	*problem = (struct problem){ .sheets = sheets, .rules = rules };
	problem->people = ARENA_NEW(&problem->arena, struct grouping_person, count);
	problem->seats = ARENA_NEW(&problem->arena, uint32_t, count);
	problem->input = (struct grouping_input){
		.people = problem->people,
		.people_count = (uint32_t)count,
		.slots_count = CIVIL_WEEKDAY_COUNT,
		.size_min = size_min,
		.size_max = size_max,
		.weights = rules->weights,
	};
	status = fill_people(problem, err);
	if (status == OK)
		status = fill_places(problem, err);
	if (status == OK)
		status = problem_pairs_read(problem, errors, err);
	if (status != OK)
		return status;
	fill_quotas(problem);
	problem_pairs_write(problem);
	return OK;
}

static void
add_one(uint16_t *count)
{
	if (*count < UINT16_MAX)
		++*count;
}

enum status
problem_advance(struct problem *problem, const struct grouping_plan *plan,
    struct err *err)
{
	enum status status = problem_pairs_note(problem, plan, err);

	if (status != OK)
		return status;
	for (uint32_t g = 0; g < plan->groups_count; g++) {
		const struct grouping_group *group = &plan->groups[g];

		add_one(&problem->people[group->host].host_load);
		for (uint32_t i = 0; i < group->size; i++) {
			problem->seats[group->members[i]]++;
			problem->people[group->members[i]].times_left_out = 0;
		}
	}
	for (uint32_t i = 0; i < plan->left_count; i++)
		add_one(&problem->people[plan->left[i].person].times_left_out);
	problem->round++;
	fill_quotas(problem);
	problem_pairs_write(problem);
	return OK;
}

void
problem_done(struct problem *problem)
{
	problem_pairs_done(problem);
	arena_done(&problem->arena);
}
