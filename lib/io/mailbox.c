#include "mailbox.h"

#include <stddef.h>
#include <string.h>

#define LOCAL_MAX 64
#define ADDRESS_MAX 254

bool
mailbox_is_safe(const char *address)
{
	const char *at = strchr(address, '@');
	size_t length = strlen(address);

	if (at == NULL || at == address || at[1] == '\0' || strchr(at + 1, '@') != NULL)
		return false;
	if (at - address > LOCAL_MAX || length > ADDRESS_MAX)
		return false;
	for (const char *p = address; *p != '\0'; p++)
		if (*p <= ' ' || *p >= 0x7F || strchr("<>(),;:\\\"[]", *p) != NULL)
			return false;
	return address[0] != '.' && at[-1] != '.' && at[1] != '.' &&
	    address[length - 1] != '.' && strstr(address, "..") == NULL;
}

bool
mailbox_is_line(const char *text)
{
	for (; text != NULL && *text != '\0'; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7F)
			return false;
	return true;
}
