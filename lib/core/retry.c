#include "retry.h"

#include "base.h"

#include <assert.h>

static const int64_t first_waits_s[] = { 60, 300, 900, 1800 };

#define LATER_WAIT_S INT64_C(3600)
#define LASTS_S (INT64_C(48) * 3600)

static int64_t
plain_wait_s(int64_t tries)
{
	return tries <= (int64_t)COUNT_OF(first_waits_s) ? first_waits_s[tries - 1]
							 : LATER_WAIT_S;
}

int64_t
retry_wait_s(int64_t tries, int spread)
{
	assert(tries >= 1 && spread >= -RETRY_SPREAD && spread <= RETRY_SPREAD);
	return plain_wait_s(tries) * (1000 + spread) / 1000;
}

bool
retry_is_over(int64_t tries)
{
	int64_t sum_s = 0;

	for (int64_t i = 1; i < tries && sum_s < LASTS_S; i++)
		sum_s += plain_wait_s(i);
	return sum_s >= LASTS_S;
}
