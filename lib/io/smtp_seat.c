#include "smtp_seat.h"

static bool
is_open(const struct smtp_seat *seat)
{
	return seat->link != NULL && !seat->is_closed;
}

struct smtp_seat *
smtp_seat_of(struct smtp_seats *seats, const struct smtp_link *link)
{
	for (size_t i = 0; i < COUNT_OF(seats->all); i++)
		if (seats->all[i].link == link)
			return &seats->all[i];
	return NULL;
}

struct smtp_seat *
smtp_seat_in(struct smtp_seats *seats, enum smtp_phase phase)
{
	for (size_t i = 0; i < COUNT_OF(seats->all); i++) {
		struct smtp_seat *seat = &seats->all[i];

		if (is_open(seat) && smtp_link_phase(seat->link) == phase)
			return seat;
	}
	return NULL;
}

struct smtp_seat *
smtp_seat_with(struct smtp_seats *seats, uint64_t ticket)
{
	for (size_t i = 0; i < COUNT_OF(seats->all); i++) {
		struct smtp_seat *seat = &seats->all[i];

		if (is_open(seat) && seat->job != NULL && seat->job->ticket == ticket &&
		    smtp_link_phase(seat->link) == SMTP_BEGIN)
			return seat;
	}
	return NULL;
}

bool
smtp_seat_takes_rider(const struct smtp_seat *seat, int mails_per_link)
{
	return is_open(seat) && smtp_link_takes_next(seat->link) &&
	    smtp_link_mails(seat->link) < mails_per_link;
}

struct smtp_seat *
smtp_seat_for_rider(struct smtp_seats *seats, int mails_per_link)
{
	for (size_t i = 0; i < COUNT_OF(seats->all); i++) {
		struct smtp_seat *seat = &seats->all[i];

		if (smtp_seat_takes_rider(seat, mails_per_link) &&
		    smtp_link_phase(seat->link) != SMTP_BEGIN)
			return seat;
	}
	return NULL;
}

int
smtp_seat_links(const struct smtp_seats *seats)
{
	int count = 0;

	for (size_t i = 0; i < COUNT_OF(seats->all); i++)
		count += is_open(&seats->all[i]);
	return count;
}

int
smtp_seat_connecting(const struct smtp_seats *seats)
{
	int count = 0;

	for (size_t i = 0; i < COUNT_OF(seats->all); i++)
		count += is_open(&seats->all[i]) &&
		    smtp_link_phase(seats->all[i].link) == SMTP_CONNECTING;
	return count;
}

int
smtp_seat_mails(const struct smtp_seats *seats)
{
	int count = 0;

	for (size_t i = 0; i < COUNT_OF(seats->all); i++)
		count += (seats->all[i].job != NULL) + (seats->all[i].rider != NULL);
	return count;
}

struct smtp_job *
smtp_seat_take_job(struct smtp_seat *seat)
{
	struct smtp_job *job = TAKE(seat->job);

	seat->job = TAKE(seat->rider);
	return job;
}

void
smtp_seat_free_closed(struct smtp_seats *seats)
{
	for (size_t i = 0; i < COUNT_OF(seats->all); i++) {
		struct smtp_seat *seat = &seats->all[i];

		if (seat->is_closed) {
			smtp_link_close(&seat->link);
			seat->is_closed = false;
		}
	}
}
