/* Trap of libidn2: IDN2_USE_STD3_ASCII_RULES drops what those rules forbid, so that a
 * wide '@' would give another domain; hence the letters are looked at here. */
#include "domain.h"

#include "mailbox.h"

#include <idn2.h>
#include <stdbool.h>
#include <string.h>

static bool
is_ascii(const char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text >= 0x80)
			return false;
	return true;
}

static void
free_domain(char **domain)
{
	idn2_free(*domain);
}

static enum status
add_domain(const char *domain, struct text *whole, struct err *err)
{
	CLEANUP(free_domain) char *ascii = NULL;
	int code;

	if (is_ascii(domain)) {
		text_add_bytes(whole, domain, strlen(domain));
		return OK;
	}
	code = idn2_to_ascii_8z(domain, &ascii, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
	if (code == IDN2_MALLOC)
		(void)alloc_check(NULL);
	if (code != IDN2_OK)
		return err_set(err, ERR_INVALID, "the domain of an address cannot be: %s",
		    idn2_strerror(code));
	if (ascii[strspn(ascii, "abcdefghijklmnopqrstuvwxyz0123456789-.")] != '\0')
		return err_set(err, ERR_INVALID,
		    "the domain of an address holds what no domain may");
	text_add_bytes(whole, ascii, strlen(ascii));
	return OK;
}

enum status
domain_add_address(const char *address, struct text *out, struct err *err)
{
	CLEANUP(text_done) struct text whole = { 0 };
	const char *at = strchr(address, '@');

	if (at == NULL)
		return err_set(err, ERR_INVALID, "an address without '@'");
	text_add_bytes(&whole, address, (size_t)(at + 1 - address));

	enum status status = add_domain(at + 1, &whole, err);

	if (status != OK)
		return status;
	if (!mailbox_is_safe(text_string(&whole)))
		return err_set(err, ERR_INVALID, "%s",
		    is_ascii(address) || is_ascii(text_string(&whole))
			? "an address is not safe for a mail"
			: "an address has letters beyond ASCII before its '@'");
	text_add_bytes(out, whole.data, whole.length); /* just looked at */
	return OK;
}
