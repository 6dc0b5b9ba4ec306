/* list.h - a list's answer in the form that was asked for. */
#ifndef CONVENE_LIST_H
#define CONVENE_LIST_H

#include "arguments.h"
#include "json.h"

/* items: an array of objects; columns: what to show unless --columns says else. Adds to
 * text. ERR_INVALID: --columns or --sort names a field that no item has. */
MUST_CHECK enum status list_add(struct text *text, const struct json *items,
    const char *columns, const struct arguments *arguments, struct err *err);
#endif
