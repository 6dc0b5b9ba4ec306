#include "ids.h"

#include "text.h"

#include <stdio.h>
#include <string.h>

#include <openssl/sha.h>
#include <sodium.h>
#include <uuid/uuid.h>

struct ids_key {
	unsigned char bytes[crypto_generichash_KEYBYTES];
};

void
ids_random(char ret_uuid[static IDS_UUID_SIZE])
{
	uuid_t uuid;

	uuid_generate_random(uuid);
	uuid_unparse_lower(uuid, ret_uuid);
}

enum status
ids_key_new(const struct credential *credential, struct ids_key **ret_key,
    struct err *err)
{
	if (credential->length < IDS_KEY_BYTES_MIN)
		return err_set(err, ERR_INVALID,
		    "the key of links has %zu bytes, it needs %d", credential->length,
		    IDS_KEY_BYTES_MIN);
	alloc_check(sodium_init() < 0 ? NULL : ret_key);
	struct ids_key *key = alloc_check(sodium_malloc(sizeof *key));

	/* of any length, so that the file may hold hex digits or words */
	crypto_generichash(key->bytes, sizeof key->bytes,
	    (const unsigned char *)credential->bytes, credential->length, NULL, 0);
	*ret_key = key;
	return OK;
}

void
ids_key_free(struct ids_key **key)
{
	sodium_free(TAKE(*key)); /* wipes, and accepts NULL */
}

/* A zero byte ends each part, so that no two meanings have the same bytes. */
void
ids_token(const struct ids_key *key, const char *purpose, const char *row_id,
    int64_t generation, char ret_token[static IDS_TOKEN_SIZE])
{
	CLEANUP(text_done) struct text meaning = { 0 };
	unsigned char digest[crypto_generichash_BYTES_MIN];

	text_add_bytes(&meaning, purpose, strlen(purpose) + 1);
	text_add_bytes(&meaning, row_id, strlen(row_id) + 1);
	text_add_int(&meaning, generation);
	crypto_generichash(digest, sizeof digest, (const unsigned char *)meaning.data,
	    meaning.length, key->bytes, sizeof key->bytes);
	sodium_bin2hex(ret_token, IDS_TOKEN_SIZE, digest, sizeof digest);
}

void
ids_sha256(const void *bytes, size_t length, char ret_hex[static IDS_SHA256_SIZE])
{
	unsigned char digest[SHA256_DIGEST_LENGTH];

	/* with the processor's own instructions; libsodium has none for this */
	alloc_check(SHA256(bytes, length, digest));
	sodium_bin2hex(ret_hex, IDS_SHA256_SIZE, digest, sizeof digest);
}

void
ids_request(char ret_id[static IDS_REQUEST_SIZE])
{
	unsigned char bytes[(IDS_REQUEST_SIZE - 1) / 2];

	randombytes_buf(bytes, sizeof bytes);
	sodium_bin2hex(ret_id, IDS_REQUEST_SIZE, bytes, sizeof bytes);
}
