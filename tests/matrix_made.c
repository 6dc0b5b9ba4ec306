#include "matrix_made.h"

#include "dice.h"
#include "matrix_file.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

void
matrix_made_write(const struct matrix_made *made, uint64_t seed, struct text *file)
{
	struct dice dice;
	char line[80];
	int length = snprintf(line, sizeof(line), "%" PRIu32 " %" PRIu32 " %s",
	    made->count, made->groups, made->size_min == made->size_max ? "ss" : "ds");

	dice_init(&dice, seed, 0);
	text_add_bytes(file, line, (size_t)length);
	for (uint32_t g = 0; g < made->groups; g++) {
		length = snprintf(line, sizeof(line), " %" PRIu32 " %" PRIu32,
		    made->size_min, made->size_max);
		text_add_bytes(file, line, (size_t)length);
	}
	text_add(file, " \n");
	for (uint32_t i = 0; i < made->count; i++) {
		for (uint32_t j = i + 1; j < made->count; j++) {
			uint32_t d = dice_below(&dice, made->distance_max + 1);

			length = snprintf(line, sizeof(line),
			    "%" PRIu32 " %" PRIu32 " %" PRIu32 ".%03" PRIu32 "\n", i, j,
			    d / 1000, d % 1000);
			text_add_bytes(file, line, (size_t)length);
		}
	}
}

struct matrix
matrix_made_read(const struct matrix_made *made, uint64_t seed, struct arena *arena)
{
	CLEANUP(text_done) struct text file = { 0 };
	struct matrix matrix;
	struct err err;

	matrix_made_write(made, seed, &file);
	enum status status = matrix_file_parse("made", file.data, file.length, arena,
	    &matrix, &err);

	if (status != OK)
		(void)fprintf(stderr, "%s\n", err.text);
	assert(status == OK);
	return matrix;
}

struct trial {
	const struct matrix *matrix;
	uint32_t group_of[12];
	uint32_t sizes[12];
	int64_t best;
};

/* Of empty groups with the same bounds the first will do. */
static bool
has_twin(const struct trial *trial, uint32_t g)
{
	const struct matrix *matrix = trial->matrix;

	if (trial->sizes[g] > 0)
		return false;
	for (uint32_t other = 0; other < g; other++)
		if (trial->sizes[other] == 0 &&
		    matrix->size_min[other] == matrix->size_min[g] &&
		    matrix->size_max[other] == matrix->size_max[g])
			return true;
	return false;
}

/* Elements that the groups still need. */
static uint32_t
missing(const struct trial *trial)
{
	uint32_t count = 0;

	for (uint32_t g = 0; g < trial->matrix->groups_count; g++)
		if (trial->sizes[g] < trial->matrix->size_min[g])
			count += trial->matrix->size_min[g] - trial->sizes[g];
	return count;
}

/* Elements from this one on; those before give so much already. */
static void
try_from(struct trial *trial, uint32_t element, int64_t sum)
{
	const struct matrix *matrix = trial->matrix;

	if (missing(trial) > matrix->count - element)
		return;
	if (element == matrix->count) {
		trial->best = sum > trial->best ? sum : trial->best;
		return;
	}
	for (uint32_t g = 0; g < matrix->groups_count; g++) {
		int64_t more = 0;

		if (trial->sizes[g] == matrix->size_max[g] || has_twin(trial, g))
			continue;
		for (uint32_t i = 0; i < element; i++)
			if (trial->group_of[i] == g)
				more += matrix->distances[element * matrix->stride + i];
		trial->group_of[element] = g;
		trial->sizes[g]++;
		try_from(trial, element + 1, sum + more);
		trial->sizes[g]--;
	}
}

int64_t
matrix_made_best(const struct matrix *matrix)
{
	struct trial trial = { .matrix = matrix, .best = -1 };

	assert(matrix->count <= 12 && matrix->groups_count <= 12);
	try_from(&trial, 0, 0);
	return trial.best;
}
