#include "glance.h"

#include "clock.h"
#include "daemon.h"

#include <assert.h>
#include <sys/queue.h>

struct looker {
	TAILQ_ENTRY(looker) next;
	int64_t until_ms;
	glance_fn *seen;
	void *arg;
};

struct glance {
	struct glance_settings settings;
	struct event *timer;
	TAILQ_HEAD(, looker) lookers; /* in the order of until_ms: all wait alike */
	struct text text;
	int64_t told_ms; /* of text; 0: there is none */
	bool is_asking;
};

static void
show(struct glance *glance, glance_fn *seen, void *arg)
{
	if (glance->told_ms == 0)
		seen(NULL, -1, arg);
	else
		seen(&glance->text, clock_now_ms() - glance->told_ms, arg);
}

/* until_ms: those who wait no longer than that. */
static void
answer(struct glance *glance, int64_t until_ms)
{
	struct looker *looker;

	while ((looker = TAILQ_FIRST(&glance->lookers)) != NULL &&
	    looker->until_ms <= until_ms) {
		TAILQ_REMOVE(&glance->lookers, looker, next);
		show(glance, looker->seen, looker->arg);
		free(looker);
	}
}

static void
start_timer(struct glance *glance)
{
	const struct looker *first = TAILQ_FIRST(&glance->lookers);

	if (first == NULL) {
		evtimer_del(glance->timer);
		return;
	}
	int64_t left_ms = first->until_ms - clock_now_ms();
	struct timeval wait = { 0, 0 };

	if (left_ms > 0)
		wait = (struct timeval){ left_ms / 1000, left_ms % 1000 * 1000 };
	evtimer_add(glance->timer, &wait);
}

static void
on_timer(evutil_socket_t fd, short what, void *arg)
{
	answer(arg, clock_now_ms());
	start_timer(arg);
}

struct glance *
glance_open(struct event_base *base, const struct glance_settings *settings)
{
	struct glance *glance = alloc_zero(1, sizeof *glance);

	glance->settings = *settings;
	glance->timer = alloc_check(evtimer_new(base, on_timer, glance));
	TAILQ_INIT(&glance->lookers);
	return glance;
}

void
glance_look(struct glance *glance, glance_fn *seen, void *arg)
{
	int64_t now_ms = clock_now_ms();

	if (glance->told_ms > 0 && now_ms - glance->told_ms < glance->settings.fresh_ms) {
		show(glance, seen, arg);
		return;
	}
	struct looker *looker = alloc_zero(1, sizeof *looker);

	*looker = (struct looker){
		.until_ms = now_ms + glance->settings.patience_ms,
		.seen = seen,
		.arg = arg,
	};
	TAILQ_INSERT_TAIL(&glance->lookers, looker, next);
	start_timer(glance);
	if (glance->is_asking)
		return;
	glance->is_asking = true;
	glance->settings.ask(glance, glance->settings.arg);
}

void
glance_told(struct glance *glance, enum status status, const struct text *text)
{
	assert(glance->is_asking);
	glance->is_asking = false;
	if (status == OK) {
		text_clear(&glance->text);
		text_add_bytes(&glance->text, text->data, text->length); /* a copy */
		glance->told_ms = clock_now_ms();
	}
	answer(glance, INT64_MAX);
	start_timer(glance);
}

void
glance_close(struct glance **glancep)
{
	struct glance *glance = TAKE(*glancep);

	if (glance == NULL)
		return;
	assert(!glance->is_asking);
	answer(glance, INT64_MAX);
	event_free(glance->timer);
	text_done(&glance->text);
	free(glance);
}
