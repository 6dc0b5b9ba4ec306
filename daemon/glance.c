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
	struct event *timer; /* of the first looker */
	struct event *pace;
	TAILQ_HEAD(, looker) lookers; /* in the order of until_ms: all wait alike */
	struct text text;
	int64_t told_ms; /* of text; 0: there is none */
	bool is_asking;
	int64_t asked_ms, rests_until_ms;
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

static void
ask(struct glance *glance)
{
	evtimer_del(glance->pace);
	glance->is_asking = true;
	glance->asked_ms = clock_now_ms();
	glance->settings.ask(glance, glance->settings.arg);
}

static void
rest(struct glance *glance, int64_t ms)
{
	const struct timeval wait = { ms / 1000, ms % 1000 * 1000 };

	glance->rests_until_ms = clock_now_ms() + ms;
	if (ms > 0)
		evtimer_add(glance->pace, &wait);
}

static void
on_pace(evutil_socket_t fd, short what, void *arg)
{
	struct glance *glance = arg;
	const struct glance_settings *settings = &glance->settings;

	if (settings->is_busy != NULL && settings->is_busy(settings->arg) &&
	    clock_now_ms() - glance->asked_ms < GLANCE_REST_MAX_MS)
		rest(glance, settings->every_ms);
	else
		ask(glance);
}

/* Slow answers are those of a database that has enough to do. */
static int64_t
rest_after(const struct glance *glance, int64_t took_ms)
{
	int64_t every_ms = glance->settings.every_ms;
	int64_t slow_ms = took_ms < GLANCE_REST_MAX_MS / GLANCE_RESTS
	    ? took_ms * GLANCE_RESTS
	    : GLANCE_REST_MAX_MS;

	return every_ms == 0 || slow_ms < every_ms ? every_ms : slow_ms;
}

struct glance *
glance_open(struct event_base *base, const struct glance_settings *settings)
{
	struct glance *glance = alloc_zero(1, sizeof *glance);

	glance->settings = *settings;
	glance->timer = alloc_check(evtimer_new(base, on_timer, glance));
	glance->pace = alloc_check(evtimer_new(base, on_pace, glance));
	TAILQ_INIT(&glance->lookers);
	return glance;
}

void
glance_look(struct glance *glance, glance_fn *seen, void *arg)
{
	int64_t now_ms = clock_now_ms();

	bool is_fresh = glance->told_ms > 0 &&
	    now_ms - glance->told_ms < glance->settings.fresh_ms;
	bool rests = !glance->is_asking && now_ms < glance->rests_until_ms;

	if (is_fresh || rests) {
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
	glance_refresh(glance);
}

void
glance_refresh(struct glance *glance)
{
	if (!glance->is_asking)
		ask(glance);
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
	rest(glance, rest_after(glance, clock_now_ms() - glance->asked_ms));
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
	event_free(glance->pace);
	text_done(&glance->text);
	free(glance);
}
