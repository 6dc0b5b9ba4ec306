#include "mail_outcome.h"

#include "retry.h"

#include <string.h>

/* A relay that refuses what we say may do so because of this mail: others go first. */
#define SUSPECT_WAIT_S 60

/* Of a recipient, RFC 3463: no such mailbox, no such domain, no address at all, moved
 * away, takes no mail. Other 5.1 codes blame the sender. */
static const char *const nobody_codes[] = { "5.1.1", "5.1.2", "5.1.3", "5.1.6",
	"5.1.10" };

static bool
is_nobody(const struct smtp_result *result)
{
	for (size_t i = 0; i < COUNT_OF(nobody_codes); i++)
		if (strcmp(result->enhanced, nobody_codes[i]) == 0)
			return result->phase == SMTP_RCPT;
	return false;
}

static struct mail_outcome
put_off(const struct message_row *row, int spread)
{
	int64_t tries = row->tries + 1;

	if (retry_is_over(tries))
		return (struct mail_outcome){ .class = SMTP_REFUSED };
	return (struct mail_outcome){
		.class = SMTP_DEFERRED,
		.wait_s = retry_wait_s(tries, spread),
	};
}

struct mail_outcome
mail_outcome_judge(const struct smtp_result *result, const struct message_row *row,
    int spread)
{
	struct mail_outcome outcome = { .class = result->class };

	switch (result->class) {
	case SMTP_DEFERRED:
		return put_off(row, spread);
	case SMTP_NOT_SENT:
		if (row->not_sent + 1 >= MAIL_OUTCOME_NOT_SENT_MAX)
			return put_off(row, spread);
		break;
	case SMTP_REFUSED:
		outcome.is_nobody = is_nobody(result);
		break;
	case SMTP_RELAY:
		outcome.wait_s = result->phase >= SMTP_MAIL ? SUSPECT_WAIT_S : 0;
		break;
	case SMTP_ACCEPTED:
	case SMTP_UNKNOWN:
	case SMTP_UNFIT:
	case SMTP_CLASS_COUNT:
		break;
	}
	return outcome;
}
