/* smtp_seat.h - the places of a pool: a connection each, and the mails on it. Private to
 * smtp.c. */
#ifndef CONVENE_SMTP_SEAT_H
#define CONVENE_SMTP_SEAT_H

#include "smtp_job.h"
#include "smtp_link.h"

struct smtp_seat {
	struct smtp_link *link; /* NULL: free */
	struct smtp_job *job;   /* whose answers come first */
	struct smtp_job *rider; /* its envelope leaves behind the body of job */
	bool is_closed;         /* to be freed */
};

struct smtp_seats {
	struct smtp_seat all[SMTP_LINKS_MAX];
};

/* NULL: there is none. _of(NULL): a free one. */
struct smtp_seat *smtp_seat_of(struct smtp_seats *seats, const struct smtp_link *link);
struct smtp_seat *smtp_seat_in(struct smtp_seats *seats, enum smtp_phase phase);
/* In phase BEGIN. */
struct smtp_seat *smtp_seat_with(struct smtp_seats *seats, uint64_t ticket);
/* Past BEGIN, and one more mail may ride behind. */
struct smtp_seat *smtp_seat_for_rider(struct smtp_seats *seats, int mails_per_link);

bool smtp_seat_takes_rider(const struct smtp_seat *seat, int mails_per_link);

int smtp_seat_links(const struct smtp_seats *seats);
int smtp_seat_connecting(const struct smtp_seats *seats); /* of these */
int smtp_seat_mails(const struct smtp_seats *seats);

/* After a mail's result: its job is the caller's, its rider comes first now. */
struct smtp_job *smtp_seat_take_job(struct smtp_seat *seat);

void smtp_seat_free_closed(struct smtp_seats *seats);
#endif
