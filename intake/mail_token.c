#include "mail_token.h"

#include <string.h>
#include <strings.h>

const char *
mail_token_read(const char *address, const char *purpose, struct arena *arena)
{
	size_t length = strlen(purpose);
	const char *digits;

	address += *address == '<';
	if (strncasecmp(address, purpose, length) != 0 || address[length] != '+')
		return NULL;
	digits = address + length + 1;
	if (strspn(digits, "0123456789abcdefABCDEF") != MAIL_TOKEN_DIGITS ||
	    digits[MAIL_TOKEN_DIGITS] != '@')
		return NULL;

	char *token = arena_bytes(arena, digits, MAIL_TOKEN_DIGITS);

	for (char *at = token; *at != '\0'; at++)
		if (*at >= 'A' && *at <= 'F')
			*at = (char)(*at + 32);
	return token;
}

static const char *
find_in(const char *const *addresses, const char *purpose, struct arena *arena)
{
	const char *token = NULL;

	for (; *addresses != NULL && token == NULL; addresses++)
		token = mail_token_read(*addresses, purpose, arena);
	return token;
}

const char *
mail_token_find(const struct mime_letter *letter, const char *purpose,
    struct arena *arena)
{
	const char *token = find_in(letter->delivered, purpose, arena);

	return token != NULL ? token : find_in(letter->recipients, purpose, arena);
}
