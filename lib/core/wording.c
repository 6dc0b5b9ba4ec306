#include "wording.h"

#include <assert.h>
#include <string.h>

static const char *const numbers[] = { "no", "one", "two", "three", "four", "five", "six",
	"seven", "eight", "nine", "ten", "eleven", "twelve" };

static const struct {
	const char *code, *sign;
} signs[] = {
	{ "USD", "$" },
	{ "EUR", "€" },
	{ "GBP", "£" },
};

static void
add_word(struct text *text, const char *word)
{
	text_add_bytes(text, word,
	    strlen(word)); /* of the tables here, or the caller's */
}

static void
add_number(struct text *text, int64_t number)
{
	if (number >= 0 && number < (int64_t)COUNT_OF(numbers))
		add_word(text, numbers[number]);
	else
		text_add_int(text, number);
}

void
wording_add_count(int64_t count, const char *one, const char *many, struct text *text)
{
	add_number(text, count);
	text_add(text, " ");
	add_word(text, count == 1 ? one : many);
}

void
wording_add_duration(int64_t minutes, struct text *text)
{
	int64_t hours = minutes / 60, rest = minutes % 60;

	assert(minutes > 0);
	text_add(text, "about ");
	if (hours == 1 && rest == 0) {
		text_add(text, "an hour");
	} else if (hours == 1 && rest == 30) {
		text_add(text, "an hour and a half");
	} else if (hours > 1 && (rest == 0 || rest == 30)) {
		add_number(text, hours);
		if (rest == 30)
			text_add(text, " and a half");
		text_add(text, " hours");
	} else {
		text_add_int(text, minutes);
		add_word(text, minutes == 1 ? " minute" : " minutes");
	}
}

void
wording_add_money(struct money money, const char *currency, struct text *text)
{
	char amount[MONEY_TEXT_MAX];
	const char *sign = NULL;

	for (size_t i = 0; i < COUNT_OF(signs); i++)
		if (strcmp(signs[i].code, currency) == 0)
			sign = signs[i].sign;
	add_word(text, sign == NULL ? currency : sign);
	if (sign == NULL)
		text_add(text, " ");
	add_word(text, money_format(money, amount));
	if (money.cents % 100 == 0)
		text_cut(text, text->length - strlen(".00"));
}
