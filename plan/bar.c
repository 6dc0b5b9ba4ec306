#include "bar.h"

#include "clock.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#define WIDTH 30
#define PAUSE_MS 100

void
bar_start(struct bar *bar)
{
	*bar = (struct bar){ .is_shown = isatty(STDERR_FILENO) == 1 };
}

void
bar_show(struct bar *bar, uint64_t done, uint64_t of, const char *words)
{
	int64_t now_ms = clock_now_ms();
	uint64_t percent = of == 0 ? 100 : done / ((of + 99) / 100);
	char line[WIDTH + 1];

	if (!bar->is_shown || now_ms < bar->next_ms)
		return;
	bar->next_ms = now_ms + PAUSE_MS;
	percent = percent < 100 ? percent : 100;
	for (size_t i = 0; i < WIDTH; i++)
		line[i] = i * 100 < percent * WIDTH ? '#' : '.';
	line[WIDTH] = '\0';
	fprintf(stderr, "\r[%s] %3" PRIu64 " %%  %s\x1B[K", line, percent,
	    words != NULL ? words : "");
	fflush(stderr);
}

void
bar_end(struct bar *bar)
{
	if (bar->is_shown)
		fputs("\r\x1B[K", stderr);
}
