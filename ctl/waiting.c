#include "waiting.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define LOOK_EVERY_MS 200
#define DRAW_EVERY_MS 100
#define LOST_MAX 20 /* answers in a row: ten seconds */

static void
rest(long ms)
{
	const struct timespec time = { .tv_nsec = ms * 1000000 };

	(void)nanosleep(&time, NULL); /* a signal only makes us look earlier */
}

/* "score 1234, 1.3 % above the least possible, 40 % done", once the search has begun; the
 * second only when every region has been looked at. */
static void
draw_search(const struct json *progress)
{
	int64_t score = 0, gap_ppm = 0, moves = 0, effort = 0;

	if (!json_as_int(json_find(progress, "score"), &score) ||
	    !json_as_int(json_find(progress, "moves"), &moves) ||
	    !json_as_int(json_find(progress, "effort"), &effort) || effort <= 0)
		return;
	fprintf(stderr, " score %lld", (long long)score);
	if (json_as_int(json_find(progress, "gap_ppm"), &gap_ppm))
		fprintf(stderr, ", %lld.%lld %% above the least possible",
		    (long long)gap_ppm / 10000, (long long)gap_ppm / 1000 % 10);
	fprintf(stderr, ", %d %% done",
	    moves < effort ? (int)((double)moves * 100 / (double)effort) : 100);
}

static void
draw(const char *id, int64_t passed_ms, const struct answer *answer)
{
	static const char wheel[] = "|/-\\";
	const struct json *progress = json_find(answer->json, "progress");

	if (isatty(STDERR_FILENO) != 1)
		return;
	fprintf(stderr, "\r\x1B[K%c forming %s  %lld s ",
	    wheel[passed_ms / DRAW_EVERY_MS % 4], id, (long long)passed_ms / 1000);
	if (progress != NULL)
		draw_search(progress);
}

static void
wipe(void)
{
	if (isatty(STDERR_FILENO) == 1)
		fputs("\r\x1B[K", stderr);
}

static bool
is_under_way(const struct answer *answer)
{
	const char *state = json_as_text(json_find(answer->json, "state"));

	return answer->http_code == 200 && state != NULL && strcmp(state, "forming") == 0;
}

enum status
waiting_finish(const struct inputs *values, const struct arguments *arguments,
    struct answer *answer, struct err *err)
{
	const struct command *show = &command_table[COMMAND_ROUND_SHOW];
	struct inputs shown = { .command = show };
	CLEANUP(request_done) struct request request = { 0 };
	CLEANUP(text_done) struct text id = { 0 };
	int lost = 0;

	shown.items[0] = *inputs_get(values, "round");
	text_add_line(&id, shown.items[0].text);

	enum status status = request_make(&request, &shown, arguments, "", err);

	for (int64_t passed_ms = 0; status == OK; passed_ms += DRAW_EVERY_MS) {
		struct answer next = { 0 };

		draw(text_string(&id), passed_ms, answer);
		if (passed_ms % LOOK_EVERY_MS == 0) {
			enum status asked = request_send(&request, &next, err);

			lost = asked == OK ? 0 : lost + 1;
			if (asked != OK && lost == LOST_MAX)
				status = asked;
			if (asked == OK) {
				request_answer_done(answer);
				*answer = next;
				if (!is_under_way(answer))
					break;
			}
		}
		rest(DRAW_EVERY_MS);
	}
	wipe();
	return status;
}
