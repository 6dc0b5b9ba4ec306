#include "exhaustive.h"

#include <assert.h>

struct partition {
	const struct matrix *matrix;
	uint32_t members[EXHAUSTIVE_COUNT_MAX][EXHAUSTIVE_COUNT_MAX]; /* [group] */
	uint32_t sizes[EXHAUSTIVE_COUNT_MAX];
	int64_t best;
};

/* Empty groups with the same bounds are one and the same: the first of them will do. */
static bool
is_repetition(const struct partition *partition, uint32_t group)
{
	const struct matrix *matrix = partition->matrix;

	if (partition->sizes[group] > 0)
		return false;
	for (uint32_t g = 0; g < group; g++)
		if (partition->sizes[g] == 0 &&
		    matrix->size_min[g] == matrix->size_min[group] &&
		    matrix->size_max[g] == matrix->size_max[group])
			return true;
	return false;
}

static bool
is_lawful(const struct partition *partition)
{
	for (uint32_t g = 0; g < partition->matrix->groups_count; g++)
		if (partition->sizes[g] < partition->matrix->size_min[g])
			return false;
	return true;
}

static void
place(struct partition *partition, uint32_t element, int64_t sum)
{
	const struct matrix *matrix = partition->matrix;
	const int32_t *row = matrix->distances + (size_t)element * matrix->stride;

	if (element == matrix->count) {
		if (sum > partition->best && is_lawful(partition))
			partition->best = sum;
		return;
	}
	for (uint32_t g = 0; g < matrix->groups_count; g++) {
		uint32_t *size = &partition->sizes[g];
		int64_t more = 0;

		if (*size == matrix->size_max[g] || is_repetition(partition, g))
			continue;
		for (uint32_t i = 0; i < *size; i++)
			more += row[partition->members[g][i]];
		partition->members[g][(*size)++] = element;
		place(partition, element + 1, sum + more);
		(*size)--;
	}
}

int64_t
exhaustive_objective(const struct matrix *matrix)
{
	struct partition partition = { .matrix = matrix, .best = -1 };

	assert(matrix->count <= EXHAUSTIVE_COUNT_MAX);
	assert(matrix->groups_count <= EXHAUSTIVE_COUNT_MAX);
	place(&partition, 0, 0);
	return partition.best;
}
