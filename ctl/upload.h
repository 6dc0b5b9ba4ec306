/* upload.h - a file that travels as a text in a request. */
#ifndef CONVENE_UPLOAD_H
#define CONVENE_UPLOAD_H

#include "base.h"

#define UPLOAD_BYTES_MAX ((size_t)16 << 20)

/* The whole file, which is UTF-8 without NUL; the caller frees it. ERR_NOT_FOUND,
 * ERR_INVALID, ERR_LIMIT: nothing to send; the line of a wrong byte is named. */
MUST_CHECK enum status upload_read(const char *path, char **ret_text, struct err *err);
#endif
