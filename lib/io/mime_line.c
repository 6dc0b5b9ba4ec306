#include "mime_line.h"

#include <glib.h>
#include <string.h>

const char *
mime_line_keep(struct arena *arena, const char *value)
{
	if (value == NULL)
		return NULL;

	g_autofree char *valid = g_utf8_make_valid(value, -1);

	for (char *p = valid; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7F)
			*p = ' ';
	return arena_text(arena, g_strstrip(valid));
}

const char *
mime_line_id(struct arena *arena, const char *value)
{
	const char *line = mime_line_keep(arena, value);
	const char *from = line == NULL ? NULL : strchr(line, '<');
	const char *to = from == NULL ? NULL : strchr(from, '>');

	return to == NULL ? NULL : arena_bytes(arena, from + 1, (size_t)(to - from - 1));
}
