#include "file_type.h"

#include <string.h>

static const struct {
	size_t at;
	const char *mark;
	size_t length;
	const char *type;
} marks[] = {
#define MARK(at, mark, type)                     \
	{                                        \
		at, mark, sizeof(mark) - 1, type \
	}
	MARK(0, "%PDF-", "application/pdf"),
	MARK(0, "\xff\xd8\xff", "image/jpeg"),
	MARK(0, "\x89PNG\r\n\x1a\n", "image/png"),
	MARK(8, "WEBP", "image/webp"), /* behind RIFF and a length */
	MARK(4, "ftypheic", "image/heic"),
	MARK(4, "ftypheix", "image/heic"),
	MARK(4, "ftypmif1", "image/heic"),
	MARK(0, "II*\0", "image/tiff"),
	MARK(0, "MM\0*", "image/tiff"),
#undef MARK
};

const char *
file_type_of(const void *bytes, size_t length)
{
	for (size_t i = 0; i < COUNT_OF(marks); i++)
		if (length >= marks[i].at + marks[i].length &&
		    memcmp((const char *)bytes + marks[i].at, marks[i].mark,
			marks[i].length) == 0)
			return marks[i].type;
	return NULL;
}
