#include "address.h"

#include <stdbool.h>
#include <string.h>

static enum status
check_byte(unsigned char byte, struct err *err)
{
	if (byte < 0x21 || byte == 0x7F)
		return err_set(err, ERR_INVALID,
		    "the e-mail address holds a blank or a control character (0x%02x)",
		    byte);
	if (strchr("<>(),;:\\\"[]", byte) != NULL)
		return err_set(err, ERR_INVALID, "the e-mail address holds a '%c'", byte);
	return OK;
}

/* No empty label: no dot first, last or behind another. */
static enum status
check_dots(const char *part, size_t length, const char *name, struct err *err)
{
	if (length == 0)
		return err_set(err, ERR_INVALID,
		    "the e-mail address has nothing %s the '@'", name);
	for (size_t i = 0; i < length; i++)
		if (part[i] == '.' && (i == 0 || i + 1 == length || part[i - 1] == '.'))
			return err_set(err, ERR_INVALID,
			    "the e-mail address has a dot too many %s the '@'", name);
	return OK;
}

static bool
is_domain_byte(unsigned char byte)
{
	return byte >= 0x80 || (byte >= 'a' && byte <= 'z') ||
	    (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '-' ||
	    byte == '.';
}

static enum status
check_parts(const char *address, size_t length, size_t at, struct err *err)
{
	const char *domain = address + at + 1;
	size_t domain_length = length - at - 1;
	enum status status = check_dots(address, at, "before", err);

	if (status == OK)
		status = check_dots(domain, domain_length, "behind", err);
	if (status != OK)
		return status;
	for (size_t i = 0; i < at; i++)
		if ((unsigned char)address[i] >= 0x80)
			return err_set(err, ERR_INVALID,
			    "the e-mail address has a letter beyond ASCII before the "
			    "'@'; few mail servers take that");
	if (at > ADDRESS_LOCAL_BYTES_MAX)
		return err_set(err, ERR_INVALID,
		    "the e-mail address has more than %d bytes before the '@'",
		    ADDRESS_LOCAL_BYTES_MAX);
	for (size_t i = 0; i < domain_length; i++)
		if (!is_domain_byte((unsigned char)domain[i]))
			return err_set(err, ERR_INVALID,
			    "the domain of the e-mail address holds a '%c'", domain[i]);
	return OK;
}

enum status
address_check(const char *address, size_t length, struct err *err)
{
	size_t at = 0, at_count = 0;

	if (length > ADDRESS_BYTES_MAX)
		return err_set(err, ERR_INVALID, "the e-mail address is over %d bytes",
		    ADDRESS_BYTES_MAX);
	for (size_t i = 0; i < length; i++) {
		enum status status = check_byte((unsigned char)address[i], err);

		if (status != OK)
			return status;
		if (address[i] == '@') {
			at = i;
			at_count++;
		}
	}
	if (at_count != 1)
		return err_set(err, ERR_INVALID,
		    "an e-mail address has one '@', this one has %zu", at_count);
	return check_parts(address, length, at, err);
}

const char *
address_key(struct arena *arena, const char *address)
{
	char *key = arena_text(arena, address);

	for (char *at = key; *at != '\0'; at++)
		if (*at >= 'A' && *at <= 'Z')
			*at = (char)(*at + 32);
	return key;
}
