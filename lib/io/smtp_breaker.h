/* smtp_breaker.h - when a relay in trouble is left alone, and how fast one in health is
 * used. Pure: the caller's clock is a parameter, any steady count of milliseconds. */
#ifndef CONVENE_SMTP_BREAKER_H
#define CONVENE_SMTP_BREAKER_H

#include "base.h"

#include <stdbool.h>
#include <stdint.h>

enum smtp_breaker_state {
	SMTP_BREAKER_CLOSED,  /* mail flows */
	SMTP_BREAKER_OPEN,    /* none does until probe_ms; then one may try */
	SMTP_BREAKER_PROBING, /* that one is under way */
	SMTP_BREAKER_STATE_COUNT
};

struct smtp_breaker {
	enum smtp_breaker_state state;
	bool is_alarm; /* an administrator must act: certificate, password, 5xx */
	int rest_ms;   /* the next rest; doubles up to rest_max_ms */
	int rest_first_ms, rest_max_ms;
	int64_t since_ms;  /* when it left CLOSED, the last time */
	int64_t probe_ms;  /* when OPEN: from then on one mail may try */
	struct err reason; /* of the last fault; status OK: there was none */
};

void smtp_breaker_init(struct smtp_breaker *breaker, int rest_first_ms, int rest_max_ms);

/* spread_permille, -200 to 200, moves the end of the rest, so that daemons do not knock
 * together. While OPEN another fault changes nothing but the reason. */
void smtp_breaker_fault(struct smtp_breaker *breaker, int64_t now_ms, int spread_permille,
    bool is_alarm, const char *reason);

/* The relay answered a mail: CLOSED, and the next rest is short again. */
void smtp_breaker_success(struct smtp_breaker *breaker);

/* May another mail come in? CLOSED, or OPEN with the rest over: then start_probe(). */
bool smtp_breaker_allows(const struct smtp_breaker *breaker, int64_t now_ms);
void smtp_breaker_start_probe(struct smtp_breaker *breaker);

const char *smtp_breaker_state_name(enum smtp_breaker_state state);
#endif
