#include "smtp_breaker.h"

#include <assert.h>

void
smtp_breaker_init(struct smtp_breaker *breaker, int rest_first_ms, int rest_max_ms)
{
	assert(rest_first_ms > 0 && rest_first_ms <= rest_max_ms);
	*breaker = (struct smtp_breaker){
		.rest_ms = rest_first_ms,
		.rest_first_ms = rest_first_ms,
		.rest_max_ms = rest_max_ms,
	};
}

void
smtp_breaker_fault(struct smtp_breaker *breaker, int64_t now_ms, int spread_permille,
    bool is_alarm, const char *reason)
{
	assert(spread_permille >= -200 && spread_permille <= 200);
	(void)err_set(&breaker->reason, ERR_UNAVAILABLE, "%s", reason);
	breaker->is_alarm = breaker->is_alarm || is_alarm;
	if (breaker->state == SMTP_BREAKER_OPEN)
		return;
	if (breaker->state == SMTP_BREAKER_CLOSED)
		breaker->since_ms = now_ms;
	breaker->state = SMTP_BREAKER_OPEN;
	breaker->probe_ms = now_ms + breaker->rest_ms +
	    (int64_t)breaker->rest_ms * spread_permille / 1000;
	breaker->rest_ms = breaker->rest_ms < breaker->rest_max_ms / 2
	    ? breaker->rest_ms * 2
	    : breaker->rest_max_ms;
}

void
smtp_breaker_success(struct smtp_breaker *breaker)
{
	breaker->state = SMTP_BREAKER_CLOSED;
	breaker->is_alarm = false;
	breaker->rest_ms = breaker->rest_first_ms;
}

bool
smtp_breaker_allows(const struct smtp_breaker *breaker, int64_t now_ms)
{
	return breaker->state == SMTP_BREAKER_CLOSED ||
	    (breaker->state == SMTP_BREAKER_OPEN && now_ms >= breaker->probe_ms);
}

void
smtp_breaker_start_probe(struct smtp_breaker *breaker)
{
	assert(breaker->state == SMTP_BREAKER_OPEN);
	breaker->state = SMTP_BREAKER_PROBING;
}

const char *
smtp_breaker_state_name(enum smtp_breaker_state state)
{
	static const char *const names[] = {
		[SMTP_BREAKER_CLOSED] = "closed",
		[SMTP_BREAKER_OPEN] = "open",
		[SMTP_BREAKER_PROBING] = "probing",
	};
	_Static_assert(COUNT_OF(names) == SMTP_BREAKER_STATE_COUNT, "name every state");

	assert((unsigned)state < SMTP_BREAKER_STATE_COUNT);
	return names[state];
}
