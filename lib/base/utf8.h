/* utf8.h - is this text whole? JSON, mail and the database all refuse half characters. */
#ifndef CONVENE_UTF8_H
#define CONVENE_UTF8_H

#include "base.h"

/* How many of the length bytes are valid UTF-8 (RFC 3629: shortest form, no surrogates);
 * length itself when all are. A NUL is a valid character here. */
size_t utf8_valid_length(const char *bytes, size_t length);
#endif
