/* ids.h - names of rows, secrets of links, digests. Ids name and never open anything;
 * tokens open one thing and are kept as digests only. From any thread. */
#ifndef CONVENE_IDS_H
#define CONVENE_IDS_H

#include "base.h"
#include "credential.h"

#include <stdint.h>

#define IDS_UUID_SIZE 37    /* 8-4-4-4-12 and a NUL */
#define IDS_TOKEN_SIZE 33   /* 32 hex digits and a NUL */
#define IDS_SHA256_SIZE 65  /* 64 hex digits and a NUL */
#define IDS_REQUEST_SIZE 17 /* 16 hex digits and a NUL */

/* A new one (version 4). */
void ids_random(char ret_uuid[static IDS_UUID_SIZE]);

/* The key of all links. */
struct ids_key;

/* ERR_INVALID: fewer than IDS_KEY_BYTES_MIN bytes. The credential may go afterwards. */
#define IDS_KEY_BYTES_MIN 32
MUST_CHECK enum status ids_key_new(const struct credential *credential,
    struct ids_key **ret_key, struct err *err);
void ids_key_free(struct ids_key **key);

/* The secret of a link: the same whenever the same row asks for it, so that a mail can be
 * sent again unchanged. Another generation is another secret. */
void ids_token(const struct ids_key *key, const char *purpose, const char *row_id,
    int64_t generation, char ret_token[static IDS_TOKEN_SIZE]);

void ids_sha256(const void *bytes, size_t length, char ret_hex[static IDS_SHA256_SIZE]);

/* Names one request in answers and in the journal. */
void ids_request(char ret_id[static IDS_REQUEST_SIZE]);
#endif
