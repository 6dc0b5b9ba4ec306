#include "db_health.h"

#include "journal.h"

void
db_health_journal(enum db_health health, const struct err *why, void *arg)
{
	switch (health) {
	case DB_UNKNOWN:
		return;
	case DB_WORKS:
		journal_write(&(struct journal_line){ .level = JOURNAL_NOTICE },
		    "the database answers again");
		return;
	case DB_AWAY:
		journal_write(&(struct journal_line){ .level = JOURNAL_WARNING },
		    "the database is away, and tried again and again: %s", why->text);
		return;
	case DB_REFUSED:
		journal_write(&(struct journal_line){ .level = JOURNAL_ERROR },
		    "the database is refused until it is mended: %s", why->text);
		return;
	}
}
