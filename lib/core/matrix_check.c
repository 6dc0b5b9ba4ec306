#include "matrix_check.h"

#include <inttypes.h>
#include <string.h>

static long
next_number(const char **at)
{
	char *end;
	long number = strtol(*at, &end, 10);

	if (end == *at)
		return -1;
	*at = end;
	return number;
}

/* Digits and a point read as if the point stood three digits further on. */
static int64_t
next_thousandths(const char **at)
{
	int64_t thousandths = next_number(at);

	thousandths *= 1000;
	if (**at != '.')
		return thousandths;
	++*at;
	for (int64_t unit = 100; **at >= '0' && **at <= '9'; unit /= 10)
		thousandths += unit * (*(*at)++ - '0');
	return thousandths;
}

static enum status
check_sizes(const char **at, uint32_t groups, const uint32_t *sizes, struct err *err)
{
	for (uint32_t g = 0; g < groups; g++) {
		long lo = next_number(at), hi = next_number(at);

		if (lo < 0 || hi < lo)
			return err_set(err, ERR_INVALID, "no bounds for group %" PRIu32,
			    g);
		if (sizes[g] < (unsigned long)lo || sizes[g] > (unsigned long)hi)
			return err_set(err, ERR_FINDINGS,
			    "group %" PRIu32 " has %" PRIu32
			    " members, bounds are %ld and %ld",
			    g, sizes[g], lo, hi);
	}
	return OK;
}

enum status
matrix_check(const char *file, const uint32_t *group_of, uint32_t count,
    int64_t *ret_objective, struct err *err)
{
	const char *at = file;
	long n = next_number(&at), groups = next_number(&at);
	int64_t objective = 0;

	if (n != (long)count || groups < 1 || groups > 1000000)
		return err_set(err, ERR_INVALID,
		    "a plan of %" PRIu32 " elements, a file of %ld in %ld groups", count,
		    n, groups);
	CLEANUP(free_ptr) uint32_t *sizes = alloc_zero((size_t)groups, sizeof(*sizes));

	for (uint32_t i = 0; i < count; i++) {
		if (group_of[i] >= (uint32_t)groups)
			return err_set(err, ERR_INVALID,
			    "element %" PRIu32 " is in group %" PRIu32 " of %ld", i,
			    group_of[i], groups);
		sizes[group_of[i]]++;
	}
	at += strcspn(at, "sd\n");
	at += strspn(at, "sd");
	enum status status = check_sizes(&at, (uint32_t)groups, sizes, err);

	if (status != OK)
		return status;
	for (uint64_t pairs = (uint64_t)n * (uint64_t)(n - 1) / 2; pairs > 0; pairs--) {
		long i = next_number(&at), j = next_number(&at);
		int64_t distance = next_thousandths(&at);

		if (i < 0 || j <= i || j >= n || distance < 0)
			return err_set(err, ERR_INVALID, "%" PRIu64 " pairs are missing",
			    pairs);
		if (group_of[i] == group_of[j])
			objective += distance;
	}
	*ret_objective = objective;
	return OK;
}
