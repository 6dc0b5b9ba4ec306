#include "naming.h"

#include "civil.h"
#include "problem_pairs.h"

#include <ctype.h>

static const char *
name_of_met(const struct naming *naming, size_t pair, struct text *text)
{
	uint32_t ago = problem_pairs_rounds_ago(naming->problem, pair);

	if (ago == 1)
		return "in the last round";
	text_add_int(text, ago);
	text_add(text, " rounds ago");
	return text_string(text);
}

static const char *
name_of_person(const struct naming *naming, size_t person, struct text *text)
{
	const struct roster_person *row = sheets_person(naming->problem->sheets, person);

	text_add_line(text, row->name);
	text_add(text, " (");
	text_add_line(text, row->id);
	text_add(text, ")");
	return text_string(text);
}

static const char *
name_of_site(const struct naming *naming, size_t site)
{
	if (naming->problem->sheets->sources[SHEETS_SITES].path == NULL)
		return NULL;
	return sheets_site(naming->problem->sheets, site)->site;
}

static const char *
name_of_evening(size_t slot, struct text *text)
{
	text_add_line(text, civil_weekday_name((enum civil_weekday)slot));
	text->data[0] = (char)toupper((unsigned char)text->data[0]);
	return text_string(text);
}

static const char *
plural_of(size_t attribute)
{
	static const char *const plurals[RULES_ATTRIBUTE_COUNT] = {
		[RULES_SPECIALTY] = "specialties",
		[RULES_SITE] = "sites",
		[RULES_STAGE] = "stages",
		[RULES_ROLE] = "roles",
		[RULES_PANEL] = "panels",
		[RULES_RELATIONSHIP] = "relationships",
		[RULES_REGION] = "regions",
	};

	return attribute < RULES_ATTRIBUTE_COUNT ? plurals[attribute] : NULL;
}

static const char *
on_name(enum grouping_name kind, size_t index, void *arg)
{
	struct naming *naming = arg;
	struct text *text = &naming->names[naming->next++ % 2];

	text_clear(text);
	switch (kind) {
	case GROUPING_NAME_PERSON:
		return name_of_person(naming, index, text);
	case GROUPING_NAME_GROUP:
		text_add(text, "table ");
		text_add_int(text, (int64_t)index + 1);
		return text_string(text);
	case GROUPING_NAME_SLOT:
		return name_of_evening(index, text);
	case GROUPING_NAME_VENUE:
		return problem_venue(naming->problem, (uint32_t)index);
	case GROUPING_NAME_SITE:
		return name_of_site(naming, index);
	case GROUPING_NAME_ATTRIBUTE:
		return rules_term((enum grouping_term)index);
	case GROUPING_NAME_ATTRIBUTES:
		return plural_of(index);
	case GROUPING_NAME_MET:
		return name_of_met(naming, index, text);
	case GROUPING_NAME_COUNT:
		break;
	}
	return NULL;
}

struct grouping_names
naming_names(struct naming *naming)
{
	return (struct grouping_names){ on_name, naming };
}

void
naming_done(struct naming *naming)
{
	text_done(&naming->names[0]);
	text_done(&naming->names[1]);
}
