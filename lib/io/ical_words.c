#include "ical_words.h"

#include <assert.h>
#include <libical/ical.h>

static const int methods[] = {
	[ICAL_VERB_REQUEST] = ICAL_METHOD_REQUEST,
	[ICAL_VERB_CANCEL] = ICAL_METHOD_CANCEL,
	[ICAL_VERB_REPLY] = ICAL_METHOD_REPLY,
	[ICAL_VERB_COUNTER] = ICAL_METHOD_COUNTER,
};
_Static_assert(COUNT_OF(methods) == ICAL_VERB_OTHER, "a method for every verb");

static const int partstats[] = {
	[ICAL_ANSWER_NONE] = ICAL_PARTSTAT_NEEDSACTION,
	[ICAL_ANSWER_YES] = ICAL_PARTSTAT_ACCEPTED,
	[ICAL_ANSWER_NO] = ICAL_PARTSTAT_DECLINED,
	[ICAL_ANSWER_MAYBE] = ICAL_PARTSTAT_TENTATIVE,
};
_Static_assert(COUNT_OF(partstats) == ICAL_ANSWER_OTHER, "a word for every answer");

int
ical_words_method(enum ical_verb verb)
{
	assert(verb < ICAL_VERB_OTHER);
	return methods[verb];
}

int
ical_words_partstat(enum ical_answer answer)
{
	assert(answer < ICAL_ANSWER_OTHER);
	return partstats[answer];
}

enum ical_verb
ical_words_verb(int method)
{
	for (enum ical_verb verb = 0; verb < ICAL_VERB_OTHER; verb++)
		if (methods[verb] == method)
			return verb;
	return ICAL_VERB_OTHER;
}

enum ical_answer
ical_words_answer(int partstat)
{
	for (enum ical_answer answer = 0; answer < ICAL_ANSWER_OTHER; answer++)
		if (partstats[answer] == partstat)
			return answer;
	return ICAL_ANSWER_OTHER;
}
