#include "journal.h"

#include "clock.h"
#include "text.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#ifdef HAVE_SYSTEMD
#include <systemd/sd-journal.h>
#endif

#define LINE_BYTES_MAX 2000 /* below PIPE_BUF: a line is written whole or not at all */
#define FIELDS_MAX 9

static struct {
	enum journal_level level;
	int lines_per_s;
	int64_t second;        /* the one that written counts in */
	int written;           /* lines in it */
	uint64_t dropped;      /* in all */
	uint64_t dropped_told; /* of them */
} journal = { .level = JOURNAL_INFO, .lines_per_s = 100 };

static const struct {
	const char *name;
	size_t offset;
} fields[] = {
	{ "MESSAGE_ID", offsetof(struct journal_line, message_id) },
	{ "CONVENE_ROUND", offsetof(struct journal_line, round) },
	{ "CONVENE_GATHERING", offsetof(struct journal_line, gathering) },
	{ "CONVENE_SEAT", offsetof(struct journal_line, seat) },
	{ "CONVENE_MESSAGE", offsetof(struct journal_line, message) },
	{ "CONVENE_REQUEST", offsetof(struct journal_line, request) },
	{ "CONVENE_ACTOR", offsetof(struct journal_line, actor) },
};
_Static_assert(COUNT_OF(fields) + 2 <= FIELDS_MAX, "MESSAGE and PRIORITY as well");

void
journal_open(enum journal_level level, int lines_per_s)
{
	journal.level = level;
	journal.lines_per_s = lines_per_s;
}

static const char *
value_of(const struct journal_line *line, size_t at)
{
	return *(const char *const *)((const char *)line + fields[at].offset);
}

static void
add_field(struct text *to, const char *name, const char *value)
{
	text_add_line(to, name);
	text_add(to, "=");
	text_add_line(to, value);
}

#ifdef HAVE_SYSTEMD
/* systemd says which file it made our standard error: that one may have been replaced. */
static bool
is_journal(void)
{
	const char *stream = getenv("JOURNAL_STREAM");
	char ours[48]; /* two 64-bit numbers, a colon and a NUL take 42 */
	struct stat st;

	if (stream == NULL || fstat(STDERR_FILENO, &st) != 0)
		return false;
	snprintf(ours, sizeof ours, "%ju:%ju", (uintmax_t)st.st_dev,
	    (uintmax_t)st.st_ino);
	return strcmp(stream, ours) == 0;
}

static bool
send_journal(const struct journal_line *line, const char *message)
{
	struct text texts[FIELDS_MAX] = { 0 };
	struct iovec parts[FIELDS_MAX];
	const char priority[] = { (char)('0' + line->level), '\0' };
	int count = 0;

	add_field(&texts[count++], "MESSAGE", message);
	add_field(&texts[count++], "PRIORITY", priority);
	for (size_t i = 0; i < COUNT_OF(fields); i++)
		if (value_of(line, i) != NULL)
			add_field(&texts[count++], fields[i].name, value_of(line, i));
	for (int i = 0; i < count; i++)
		parts[i] = (struct iovec){ texts[i].data, texts[i].length };
	bool is_sent = sd_journal_sendv(parts, count) == 0;
	for (int i = 0; i < count; i++)
		text_done(&texts[i]);
	return is_sent;
}
#endif

/* Waits for nobody: a pipe that nobody empties must not stop the loop. */
static bool
send_stderr(const struct journal_line *line, const char *message)
{
	CLEANUP(text_done) struct text text = { 0 };
	struct pollfd writable = { .fd = STDERR_FILENO, .events = POLLOUT };

	text_add(&text, "<");
	text_add_int(&text, line->level);
	text_add(&text, ">");
	text_add_line(&text, message);
	for (size_t i = 0; i < COUNT_OF(fields); i++) {
		if (value_of(line, i) == NULL)
			continue;
		text_add(&text, " ");
		add_field(&text, fields[i].name, value_of(line, i));
	}
	if (text.length > LINE_BYTES_MAX)
		text_cut(&text, LINE_BYTES_MAX);
	text_add(&text, "\n");
	return poll(&writable, 1, 0) == 1 && (writable.revents & POLLOUT) != 0 &&
	    write(STDERR_FILENO, text.data, text.length) == (ssize_t)text.length;
}

static bool
send_line(const struct journal_line *line, const char *message)
{
#ifdef HAVE_SYSTEMD
	if (is_journal())
		return send_journal(line, message);
#endif
	return send_stderr(line, message);
}

static void
tell_dropped(void)
{
	const struct journal_line line = { .level = JOURNAL_WARNING };
	char message[64]; /* the words and 20 digits */

	if (journal.dropped == journal.dropped_told)
		return;
	snprintf(message, sizeof message, "%" PRIu64 " lines were dropped here",
	    journal.dropped - journal.dropped_told);
	if (send_line(&line, message))
		journal.dropped_told = journal.dropped;
}

static bool
may_write(void)
{
	int64_t second = clock_now_ms() / 1000;

	if (second != journal.second) {
		journal.second = second;
		journal.written = 0;
		tell_dropped();
	}
	return journal.written++ < journal.lines_per_s;
}

void
journal_write(const struct journal_line *line, const char *fmt, ...)
{
	char message[LINE_BYTES_MAX];
	va_list ap;

	if (line->level > journal.level)
		return;
	va_start(ap, fmt);
	vsnprintf(message, sizeof message, fmt, ap); /* cut: it is for people */
	va_end(ap);
	if (!may_write() || !send_line(line, message))
		journal.dropped++;
}

uint64_t
journal_dropped(void)
{
	return journal.dropped;
}

void
journal_close(void)
{
	tell_dropped();
}
