#include "clock.h"

#include <assert.h>
#include <stdatomic.h>
#include <time.h>

static atomic_bool is_simulated;
static _Atomic int64_t simulated_s;

static int64_t
read_us(clockid_t id)
{
	struct timespec now;
	int failed = clock_gettime(id, &now);

	assert(!failed); /* both clocks exist on every Linux */
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t
clock_now_s(void)
{
	if (atomic_load(&is_simulated))
		return atomic_load(&simulated_s);
	return read_us(CLOCK_REALTIME) / 1000000;
}

int64_t
clock_now_us(void)
{
	return read_us(CLOCK_MONOTONIC);
}

int64_t
clock_now_ms(void)
{
	return clock_now_us() / 1000;
}

void
clock_set_simulated(int64_t now_s)
{
	atomic_store(&simulated_s, now_s);
	atomic_store(&is_simulated, true);
}

void
clock_advance(int64_t seconds)
{
	assert(atomic_load(&is_simulated));
	atomic_fetch_add(&simulated_s, seconds);
}

bool
clock_is_simulated(void)
{
	return atomic_load(&is_simulated);
}

void
clock_set_real(void)
{
	atomic_store(&is_simulated, false);
}
