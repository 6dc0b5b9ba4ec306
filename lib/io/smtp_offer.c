#include "smtp_offer.h"

#include <string.h>
#include <strings.h>

#define CODE_OFFER 250
#define CODE_AUTHENTICATED 235

static int
read_code(const char *line, size_t length)
{
	int code = 0;

	if (length < 3)
		return 0;
	for (size_t i = 0; i < 3; i++) {
		if (line[i] < '0' || line[i] > '9')
			return 0;
		code = code * 10 + (line[i] - '0');
	}
	return code;
}

/* A number that makes no sense is no limit: the relay will say so itself. */
static int64_t
read_size(const char *word, size_t length)
{
	int64_t size = 0;

	for (size_t i = 0; i < length; i++) {
		if (word[i] < '0' || word[i] > '9' || size > INT64_MAX / 10 - 9)
			return 0;
		size = size * 10 + (word[i] - '0');
	}
	return size;
}

static size_t
word_length(const char *text, size_t length)
{
	size_t end = 0;

	while (end < length && text[end] != ' ' && text[end] != '=' &&
	    text[end] != '\r' && text[end] != '\n')
		end++;
	return end;
}

static void
read_keyword(struct smtp_offer *offer, const char *text, size_t length)
{
	const struct {
		const char *keyword;
		bool *has;
	} keywords[] = {
		{ "PIPELINING", &offer->has_pipelining },
		{ "SIZE", &offer->has_size },
		{ "DSN", &offer->has_dsn },
		{ "SMTPUTF8", &offer->has_smtputf8 },
		{ "AUTH", &offer->has_auth },
	};
	size_t end = word_length(text, length);

	for (size_t i = 0; i < COUNT_OF(keywords); i++)
		if (strlen(keywords[i].keyword) == end &&
		    strncasecmp(text, keywords[i].keyword, end) == 0)
			*keywords[i].has = true;
	if (end == 4 && strncasecmp(text, "SIZE", 4) == 0 && end < length) {
		text += end + 1;
		offer->size_max = read_size(text, word_length(text, length - end - 1));
	}
}

void
smtp_offer_read(struct smtp_offer *offer, const char *line, size_t length)
{
	int code = read_code(line, length);
	bool is_first = offer->last_code != CODE_OFFER;

	offer->last_code = code;
	if (code == CODE_AUTHENTICATED)
		offer->is_authenticated = true;
	if (code != CODE_OFFER)
		return;
	if (is_first) /* the relay's name and a greeting */
		*offer = (struct smtp_offer){ .last_code = code };
	else if (length > 4)
		read_keyword(offer, line + 4, length - 4);
}
