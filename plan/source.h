/* source.h - a file that a plan is made from: its bytes, and which bytes they were. */
#ifndef CONVENE_SOURCE_H
#define CONVENE_SOURCE_H

#include "ids.h"
#include "text.h"

#define SOURCE_BYTES_MAX ((size_t)512 << 20)

struct source {
	const char *path; /* borrowed; NULL: there is none */
	struct text bytes;
	char sha256[IDS_SHA256_SIZE];
};

/* ERR_NOT_FOUND: there is no such file. ERR_INVALID: a folder. ERR_LIMIT: more than
 * SOURCE_BYTES_MAX. ERR_UNAVAILABLE: it cannot be read. The text names the path. */
MUST_CHECK enum status source_read(const char *path, struct source *ret_source,
    struct err *err);

/* For CLEANUP(). */
void source_done(struct source *source);
#endif
