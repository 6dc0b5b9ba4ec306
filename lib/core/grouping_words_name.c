#include "grouping_words_name.h"

#include <assert.h>

static const char *const plain[] = {
	[GROUPING_NAME_PERSON] = "person ",
	[GROUPING_NAME_GROUP] = "table ",
	[GROUPING_NAME_SLOT] = "evening ",
	[GROUPING_NAME_VENUE] = "venue ",
	[GROUPING_NAME_SITE] = "site ",
	[GROUPING_NAME_ATTRIBUTE] = "attribute ",
	[GROUPING_NAME_ATTRIBUTES] = "values of attribute ",
	[GROUPING_NAME_MET] = NULL,
};
_Static_assert(COUNT_OF(plain) == GROUPING_NAME_COUNT, "name every kind");

void
grouping_words_name(const struct grouping_names *names, enum grouping_name kind,
    size_t index, struct text *text)
{
	const char *name = NULL;

	assert(kind < GROUPING_NAME_COUNT);
	if (names != NULL && names->name != NULL)
		name = names->name(kind, index, names->arg);
	if (name != NULL) {
		text_add_line(text, name);
	} else if (plain[kind] != NULL) {
		text_add_line(text, plain[kind]);
		text_add_int(text, (int64_t)index + 1);
	}
}

void
grouping_words_name_count(struct text *text, int64_t count, const char *one,
    const char *more)
{
	text_add_int(text, count);
	text_add(text, " ");
	text_add_line(text, count == 1 ? one : more);
}

void
grouping_words_name_term(const struct grouping_names *names, int term, struct text *text)
{
	static const char *const terms[GROUPING_TERM_COUNT] = {
		[GROUPING_TERM_TRAVEL] = "the way",
		[GROUPING_TERM_MET] = "meeting again",
		[GROUPING_TERM_WISH] = "wishes",
		[GROUPING_TERM_ALONE] = "being alone in a section",
		[GROUPING_TERM_LEFT_OUT] = "being left out",
		[GROUPING_TERM_STAY] = "leaving one's table",
	};

	assert(term >= 0 && term < GROUPING_TERM_COUNT);
	if (terms[term] != NULL) {
		text_add_line(text, terms[term]);
		return;
	}
	text_add(text, "the same ");
	grouping_words_name(names, GROUPING_NAME_ATTRIBUTE, (size_t)term, text);
}

void
grouping_words_name_comma(struct text *text, uint32_t item, uint32_t count)
{
	if (item == 0)
		return;
	if (item + 1 == count)
		text_add(text, " and ");
	else
		text_add(text, ", ");
}
