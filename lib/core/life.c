#include "life.h"

#include <assert.h>
#include <string.h>

static const struct life_arrow season_arrows[] = {
	{ "planned", "running", "started" },
	{ "running", "paused", "paused" },
	{ "paused", "running", "resumed" },
	{ "running", "ended", "its last round is over" },
	{ "paused", "ended", "given up" },
	{ "planned", "ended", "given up" },
};

static const struct life_arrow round_arrows[] = {
	{ "planned", "forming", "its lead time began" },
	{ "forming", "planned", "forming failed, it is tried again" },
	{ "forming", "proposed", "tables, money and mail were committed" },
	{ "proposed", "published", "invitations go when the recall window is over" },
	{ "published", "held", "the evening is over" },
	{ "held", "closed", "its money is settled" },
	{ "planned", "cancelled", "cancelled, or its day passed" },
	{ "forming", "cancelled", "cancelled, or its day passed" },
	{ "proposed", "cancelled", "cancelled" },
	{ "published", "cancelled", "cancelled: everybody is told" },
	{ "held", "cancelled", "annulled" },
};

static const struct life_arrow gathering_arrows[] = {
	{ "proposed", "published", "its round was published" },
	{ "published", "confirmed", "enough people said yes" },
	{ "published", "held", "the evening is over" },
	{ "confirmed", "held", "the evening is over" },
	{ "proposed", "cancelled", "cancelled" },
	{ "published", "cancelled", "cancelled: everybody is told" },
	{ "confirmed", "cancelled", "cancelled: everybody is told" },
	{ "published", "merged", "too few: its people joined another" },
	{ "confirmed", "merged", "too few: its people joined another" },
};

/* Nothing leads back: who returns after a decline sits in a new turn. */
static const struct life_arrow seat_arrows[] = {
	{ "standby", "invited", "a seat was offered" },
	{ "standby", "withdrawn", "no longer waiting" },
	{ "proposed", "invited", "the round was published" },
	{ "proposed", "withdrawn", "the table or the person went before the invitation" },
	{ "invited", "accepted", "said yes" },
	{ "invited", "declined", "said no" },
	{ "invited", "lapsed", "did not answer in time" },
	{ "invited", "withdrawn", "the table or the person went" },
	{ "invited", "replaced", "another person took the seat" },
	{ "accepted", "declined", "said no after all" },
	{ "accepted", "withdrawn", "the table or the person went" },
	{ "accepted", "replaced", "another person took the seat" },
	{ "accepted", "came", "was there" },
	{ "accepted", "absent", "was not there" },
};

static const struct life_arrow message_arrows[] = {
	{ "held", "ready", "the recall window is over, or it was released" },
	{ "ready", "held", "an administrator holds it" },
	{ "ready", "claimed", "a daemon sends it" },
	{ "held", "cancelled", "no longer wanted" },
	{ "ready", "cancelled", "no longer wanted" },
	{ "held", "expired", "too late to matter" },
	{ "ready", "expired", "too late to matter" },
	{ "uncertain", "expired", "too late to matter, possibly sent" },
	{ "claimed", "sent", "the relay took it" },
	{ "claimed", "ready", "not sent, or put off by the relay" },
	{ "claimed", "failed", "the relay refused it, or it cannot be written" },
	{ "failed", "ready", "an administrator tries it again" },
	{ "claimed", "uncertain", "sent, and no answer was seen" },
	{ "claimed", "cancelled", "recalled while claimed, and not sent" },
	{ "uncertain", "ready", "sent once more, the same bytes" },
	{ "uncertain", "sent", "it was taken after all" },
	{ "ready", "sent", "the copy before was taken after all" },
	{ "uncertain", "cancelled", "not wanted any more" },
};

/* What the payer has seen may be returned and batched again; only an approval that was
 * wrong leads from there back to the fund. */
static const struct life_arrow money_arrows[] = {
	{ "reserved", "released", "the seat fell free" },
	{ "reserved", "claimed", "a receipt came in" },
	{ "claimed", "reserved", "the claim was refused" },
	{ "claimed", "approved", "a second person agreed" },
	{ "approved", "released", "the approval was wrong" },
	{ "approved", "batched", "it went to the payer" },
	{ "batched", "paid", "the payer reports it paid" },
	{ "batched", "returned", "the payer refused it" },
	{ "paid", "reconciled", "the statement shows it" },
	{ "paid", "returned", "the bank sent it back" },
	{ "returned", "batched", "the account was mended" },
	{ "returned", "released", "given up" },
};

static const struct {
	const char *name, *first;
	const struct life_arrow *arrows;
	size_t count;
} lives[] = {
	[LIFE_SEASON] = { "season", "planned", season_arrows, COUNT_OF(season_arrows) },
	[LIFE_ROUND] = { "round", "planned", round_arrows, COUNT_OF(round_arrows) },
	[LIFE_GATHERING] = { "gathering", "proposed", gathering_arrows,
	    COUNT_OF(gathering_arrows) },
	[LIFE_SEAT] = { "seat", "proposed", seat_arrows, COUNT_OF(seat_arrows) },
	[LIFE_MESSAGE] = { "message", "held", message_arrows, COUNT_OF(message_arrows) },
	[LIFE_MONEY] = { "money", "reserved", money_arrows, COUNT_OF(money_arrows) },
};
_Static_assert(COUNT_OF(lives) == LIFE_COUNT, "every life has its arrows");

const char *
life_name(enum life_machine machine)
{
	assert(machine < LIFE_COUNT);
	return lives[machine].name;
}

const char *
life_first(enum life_machine machine)
{
	assert(machine < LIFE_COUNT);
	return lives[machine].first;
}

const struct life_arrow *
life_arrows(enum life_machine machine, size_t *ret_count)
{
	assert(machine < LIFE_COUNT);
	*ret_count = lives[machine].count;
	return lives[machine].arrows;
}

bool
life_may(enum life_machine machine, const char *from, const char *to)
{
	size_t count;
	const struct life_arrow *arrows = life_arrows(machine, &count);

	for (size_t i = 0; i < count; i++)
		if (strcmp(arrows[i].from, from) == 0 && strcmp(arrows[i].to, to) == 0)
			return true;
	return false;
}
