/* file_type.h - what a file is by its first bytes, whatever its name says. Pure. */
#ifndef CONVENE_FILE_TYPE_H
#define CONVENE_FILE_TYPE_H

#include "base.h"

/* "application/pdf", "image/jpeg" and the like: what cameras, scanners and shops make of
 * a receipt. NULL: something else, maybe empty. Nothing behind the mark is looked at. */
const char *file_type_of(const void *bytes, size_t length);
#endif
