#include "spelling.h"

#include <stdbool.h>
#include <string.h>

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Optimal string alignment; three rows suffice, as a swap looks two rows back. */
size_t
spelling_distance(const char *a, const char *b)
{
	size_t a_length = strlen(a), b_length = strlen(b);
	size_t rows[3][SPELLING_MAX + 1];
	size_t *older = rows[0], *old = rows[1], *row = rows[2];

	if (a_length > SPELLING_MAX || b_length > SPELLING_MAX)
		return a_length > b_length ? a_length : b_length;
	for (size_t j = 0; j <= b_length; j++)
		row[j] = j;
	for (size_t i = 1; i <= a_length; i++) {
		size_t *free_row = older;

		older = old;
		old = row;
		row = free_row;
		row[0] = i;
		for (size_t j = 1; j <= b_length; j++) {
			size_t changed = old[j - 1] + (a[i - 1] != b[j - 1]);

			row[j] = least(changed, least(old[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1])
				row[j] = least(row[j], older[j - 2] + 1);
		}
	}
	return row[b_length];
}

const char *
spelling_nearest(const char *typed, const char *const *words, size_t count)
{
	const char *nearest = NULL;
	size_t nearest_distance = 0;

	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(words[i]);
		size_t distance = spelling_distance(typed, words[i]);
		bool is_beginning = strlen(typed) >= 2 &&
		    strncmp(typed, words[i], strlen(typed)) == 0;

		if (is_beginning)
			distance = 1;
		if (distance * 3 > length + 2)
			continue;
		if (nearest == NULL || distance < nearest_distance) {
			nearest = words[i];
			nearest_distance = distance;
		}
	}
	return nearest;
}
