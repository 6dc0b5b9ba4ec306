#include "smtp_rate.h"

int
smtp_rate_take(struct smtp_rate *rate, int64_t now_ms)
{
	int64_t now_us = now_ms * 1000;

	if (rate->per_s == 0)
		return 0;

	int64_t each_us = 1000000 / rate->per_s;
	int64_t ahead_us = rate->empty_us - now_us - (rate->burst - 1) * each_us;

	if (ahead_us > 0)
		return (int)((ahead_us + 999) / 1000);
	if (rate->empty_us < now_us)
		rate->empty_us = now_us;
	rate->empty_us += each_us;
	return 0;
}
