/* journal.h - one structured line for the administrator: to systemd's journal when our
 * standard error is one, else to standard error with systemd's level marks. Programs
 * call it, libraries return errors. For the loop's thread only. */
#ifndef CONVENE_JOURNAL_H
#define CONVENE_JOURNAL_H

#include "base.h"

#include <stdint.h>

enum journal_level { /* syslog's numbers */
	JOURNAL_ERROR = 3,
	JOURNAL_WARNING = 4,
	JOURNAL_NOTICE = 5,
	JOURNAL_INFO = 6,
	JOURNAL_DEBUG = 7
};

/* What the line is about: ids, never a name, an address or a token. NULL: nothing. */
struct journal_line {
	enum journal_level level;
	const char *message_id; /* 32 hex digits: the kind of event, for catalogues */
	const char *round, *gathering, *seat, *message, *request, *actor;
};

/* Lines below level are not written; of the others at most lines_per_s, and the rest is
 * counted. Before journal_open(): all levels but debug, 100 lines. */
void journal_open(enum journal_level level, int lines_per_s);

/* One line, whatever is in it: controls are escaped, length is bounded. A line that would
 * have to wait for its reader is dropped and counted. */
void journal_write(const struct journal_line *line, const char *fmt, ...)
    PRINTF_LIKE(2, 3);

/* How many lines were dropped since the start; the journal is told once a second at most,
 * and by journal_close(). */
uint64_t journal_dropped(void);
void journal_close(void);
#endif
