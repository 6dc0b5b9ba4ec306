#include "derived_id.h"

#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void
derived_id(char ret_id[static DERIVED_ID_SIZE], const char *part, ...)
{
	crypto_hash_sha256_state state;
	unsigned char digest[crypto_hash_sha256_BYTES];
	char hex[33];
	va_list parts;

	crypto_hash_sha256_init(&state);
	va_start(parts, part);
	for (const char *next = part; next != NULL; next = va_arg(parts, const char *)) {
		if (next != part)
			crypto_hash_sha256_update(&state, (const unsigned char *)"/", 1);
		crypto_hash_sha256_update(&state, (const unsigned char *)next,
		    strlen(next));
	}
	va_end(parts);
	crypto_hash_sha256_final(&state, digest);
	digest[6] = (unsigned char)((digest[6] & 0x0F) | 0x80);
	digest[8] = (unsigned char)((digest[8] & 0x3F) | 0x80);
	sodium_bin2hex(hex, sizeof hex, digest, 16);
	snprintf(ret_id, DERIVED_ID_SIZE, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8,
	    hex + 12, hex + 16, hex + 20);
}

void
derived_id_seat(char ret_id[static DERIVED_ID_SIZE], long long round_id,
    const char *person_id)
{
	char round[24];

	snprintf(round, sizeof round, "%lld", round_id);
	derived_id(ret_id, "seat", round, person_id, "1", "1", NULL);
}
