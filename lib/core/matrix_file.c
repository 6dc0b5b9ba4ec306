/* One pass over the bytes; a bitmap tells pairs that come twice. */
#include "matrix_file.h"

#include "matrix_state.h"

#include <inttypes.h>
#include <string.h>

#define GROUPS_MAX MATRIX_COUNT_MAX
#define BYTES_MAX (UINT64_C(1) << 30)
#define THOUSANDTHS_MAX 536870911 /* a quarter of 2^31, less one */

struct reader {
	const char *name;
	const char *at, *end;
	uint32_t line;
	uint32_t n, groups;
	uint32_t *size_min, *size_max;
	bool is_ss;
	uint64_t seats_min, seats_max;
	uint32_t stride;
	int32_t *distances;
	uint64_t *seen; /* bit i * n + j */
	struct err *err;
};

static enum status
refuse(const struct reader *reader, const char *why)
{
	return err_set(reader->err, ERR_INVALID, "%s:%" PRIu32 ": %s", reader->name,
	    reader->line, why);
}

static bool
is_digit(const struct reader *reader)
{
	return reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9';
}

/* A whole number of at most max, without signs; false at anything else. */
static bool
read_number(struct reader *reader, uint32_t max, uint32_t *ret_number)
{
	uint64_t number = 0;

	if (!is_digit(reader))
		return false;
	while (is_digit(reader)) {
		number = number * 10 + (uint64_t)(*reader->at++ - '0');
		if (number > max)
			return false;
	}
	*ret_number = (uint32_t)number;
	return true;
}

static bool
read_byte(struct reader *reader, char byte)
{
	if (reader->at == reader->end || *reader->at != byte)
		return false;
	reader->at++;
	return true;
}

/* The end of a line or of the file, after a blank or not; CR LF is one as well. */
static bool
read_line_end(struct reader *reader)
{
	(void)read_byte(reader, ' ');  /* may be there or not */
	(void)read_byte(reader, '\r'); /* and so may this */
	return reader->at == reader->end || read_byte(reader, '\n');
}

static enum status
read_counts(struct reader *reader)
{
	if (!read_number(reader, UINT32_MAX, &reader->n) || !read_byte(reader, ' ') ||
	    !read_number(reader, UINT32_MAX, &reader->groups) || !read_byte(reader, ' '))
		return refuse(reader, "begins with the numbers of elements and groups");
	if (reader->n == 0 || reader->groups == 0)
		return refuse(reader, "needs an element and a group at least");
	if (reader->n > MATRIX_COUNT_MAX || reader->groups > GROUPS_MAX)
		return err_set(reader->err, ERR_LIMIT,
		    "%s:1: %" PRIu32 " elements in %" PRIu32
		    " groups, at most %d of each",
		    reader->name, reader->n, reader->groups, MATRIX_COUNT_MAX);
	if (reader->end - reader->at < 3 ||
	    (memcmp(reader->at, "ss ", 3) != 0 && memcmp(reader->at, "ds ", 3) != 0))
		return refuse(reader, "ss or ds comes after the numbers");
	reader->is_ss = *reader->at == 's';
	reader->at += 2;
	return OK;
}

static enum status
read_bounds(struct reader *reader, struct arena *arena)
{
	reader->size_min = ARENA_NEW(arena, uint32_t, reader->groups);
	reader->size_max = ARENA_NEW(arena, uint32_t, reader->groups);
	for (uint32_t g = 0; g < reader->groups; g++) {
		uint32_t *lo = &reader->size_min[g], *hi = &reader->size_max[g];

		if (!read_byte(reader, ' ') || !read_number(reader, reader->n, lo) ||
		    !read_byte(reader, ' ') || !read_number(reader, reader->n, hi))
			return err_set(reader->err, ERR_INVALID,
			    "%s:1: group %" PRIu32
			    " needs two bounds, each at most %" PRIu32,
			    reader->name, g + 1, reader->n);
		if (*lo > *hi || *hi == 0 || (reader->is_ss && *lo != *hi))
			return err_set(reader->err, ERR_INVALID,
			    "%s:1: group %" PRIu32 " cannot be of %" PRIu32 " to %" PRIu32
			    "%s",
			    reader->name, g + 1, *lo, *hi,
			    reader->is_ss ? ": ss is one size" : "");
		reader->seats_min += *lo;
		reader->seats_max += *hi;
	}
	if (!read_line_end(reader))
		return refuse(reader, "has more than two bounds for each group");
	if (reader->seats_min > reader->n || reader->seats_max < reader->n)
		return err_set(reader->err, ERR_INVALID,
		    "%s:1: groups for %" PRIu64 " to %" PRIu64
		    " elements, but there are %" PRIu32,
		    reader->name, reader->seats_min, reader->seats_max, reader->n);
	return OK;
}

/* "12", "12.5" or "12.345" in thousandths. */
static enum status
read_distance(struct reader *reader, int32_t *ret_distance)
{
	uint32_t whole, unit = 1000;

	if (reader->at < reader->end && *reader->at == '-')
		return refuse(reader, "a distance is not negative");
	if (!is_digit(reader))
		return refuse(reader, "a distance is missing");
	if (!read_number(reader, THOUSANDTHS_MAX / 1000 - 1, &whole))
		return refuse(reader, "a distance is too great");
	int32_t distance = (int32_t)(whole * unit);

	if (read_byte(reader, '.')) {
		if (!is_digit(reader))
			return refuse(reader, "a digit follows the point");
		while (is_digit(reader)) {
			unit /= 10;
			if (unit == 0)
				return refuse(reader,
				    "a distance has three decimals at most");
			distance += (*reader->at++ - '0') * (int32_t)unit;
		}
	}
	*ret_distance = distance;
	return OK;
}

static enum status
read_pair(struct reader *reader)
{
	uint32_t i, j;
	int32_t distance = 0;

	if (!read_number(reader, reader->n - 1, &i) || !read_byte(reader, ' ') ||
	    !read_number(reader, reader->n - 1, &j) || !read_byte(reader, ' ') || i >= j)
		return err_set(reader->err, ERR_INVALID,
		    "%s:%" PRIu32 ": not `i j distance` with 0 <= i < j < %" PRIu32,
		    reader->name, reader->line, reader->n);
	enum status status = read_distance(reader, &distance);

	if (status != OK)
		return status;
	if (!read_line_end(reader))
		return refuse(reader, "more than `i j distance`");
	uint64_t bit = (uint64_t)i * reader->n + j;

	if (reader->seen[bit / 64] >> bit % 64 & 1)
		return err_set(reader->err, ERR_INVALID,
		    "%s:%" PRIu32 ": pair %" PRIu32 " %" PRIu32 " comes twice",
		    reader->name, reader->line, i, j);
	reader->seen[bit / 64] |= UINT64_C(1) << bit % 64;
	reader->distances[(size_t)i * reader->stride + j] = distance;
	reader->distances[(size_t)j * reader->stride + i] = distance;
	return OK;
}

static enum status
read_pairs(struct reader *reader, struct arena *arena)
{
	uint64_t pairs = (uint64_t)reader->n * (reader->n - 1) / 2, count = 0;
	CLEANUP(free_ptr)
	uint64_t *seen = alloc_zero((size_t)reader->n * reader->n / 64 + 1,
	    sizeof(*seen));

	/* Each pair takes six bytes or more: a short file costs no memory. */
	if ((uint64_t)(reader->end - reader->at) < pairs * 6 - (pairs > 0)) {
		reader->line = 1;
		return err_set(reader->err, ERR_INVALID,
		    "%s: too short for the %" PRIu64 " pairs of %" PRIu32
		    " elements: cut off?",
		    reader->name, pairs, reader->n);
	}
	reader->seen = seen;
	reader->stride = (reader->n + MATRIX_LANES) / MATRIX_LANES * MATRIX_LANES;
	reader->distances = ARENA_NEW(arena, int32_t,
	    ((size_t)reader->n + 1) * reader->stride);
	for (; reader->at < reader->end; count++) {
		reader->line++;
		enum status status = read_pair(reader);

		if (status != OK)
			return status;
	}
	if (count < pairs)
		return err_set(reader->err, ERR_INVALID,
		    "%s:%" PRIu32 ": ends after %" PRIu64 " of %" PRIu64 " pairs",
		    reader->name, reader->line, count, pairs);
	return OK;
}

/* What the search adds up must fit in 32 bits with room for a sign and two more. */
static enum status
check_sums(const struct reader *reader)
{
	uint32_t size_max = 0;

	for (uint32_t g = 0; g < reader->groups; g++)
		if (reader->size_max[g] > size_max)
			size_max = reader->size_max[g];
	for (uint32_t i = 0; i < reader->n; i++) {
		int64_t greatest = 0;

		for (uint32_t j = 0; j < reader->n; j++) {
			int32_t d = reader->distances[(size_t)i * reader->stride + j];

			greatest = d > greatest ? d : greatest;
		}
		if (greatest * size_max > THOUSANDTHS_MAX)
			return err_set(reader->err, ERR_INVALID,
			    "%s: distances of element %" PRIu32
			    " are too great for groups of %" PRIu32,
			    reader->name, i, size_max);
	}
	return OK;
}

enum status
matrix_file_parse(const char *name, const char *bytes, size_t length, struct arena *arena,
    struct matrix *ret_matrix, struct err *err)
{
	struct reader reader = { .name = name,
		.at = bytes,
		.end = bytes + length,
		.line = 1,
		.err = err };
	enum status status = read_counts(&reader);

	if (status == OK)
		status = read_bounds(&reader, arena);
	if (status == OK)
		status = read_pairs(&reader, arena);
	if (status == OK)
		status = check_sums(&reader);
	if (status != OK)
		return status;
	struct matrix matrix = { .count = reader.n,
		.groups_count = reader.groups,
		.stride = reader.stride,
		.distances = reader.distances,
		.size_min = reader.size_min,
		.size_max = reader.size_max };

	if (matrix_state_bytes(&matrix) > BYTES_MAX)
		return err_set(err, ERR_LIMIT,
		    "%s:1: the search would take over 1 GB: narrow the bounds of groups",
		    name);
	*ret_matrix = matrix;
	return OK;
}
