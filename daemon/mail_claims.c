#include "mail_claims.h"

#include "clock.h"

struct mail_claims {
	struct daemon *daemon;
	mail_claims_got_fn *got;
	mail_claims_told_fn *told;
	void *arg;
	char id[IDS_UUID_SIZE]; /* of the last claim */
	bool is_asking;         /* for it, or to give it back */
	bool is_lost;           /* it must be given back */
	bool has_more;          /* more may be ready */
	bool is_closed;
	int asked; /* of the database */
};

struct mail_claims *
mail_claims_open(struct daemon *daemon, mail_claims_got_fn *got,
    mail_claims_told_fn *told, void *arg)
{
	struct mail_claims *claims = alloc_zero(1, sizeof *claims);

	claims->daemon = daemon;
	claims->got = got;
	claims->told = told;
	claims->arg = arg;
	return claims;
}

/* False: nobody is there to hear it. */
static bool
take_answer(struct mail_claims *claims, enum status status, const struct err *err)
{
	claims->asked--;
	if (!claims->is_closed) {
		claims->told(status, err, claims->arg);
		return true;
	}
	if (claims->asked == 0)
		free(claims);
	return false;
}

static void
on_given_back(enum status status, const struct err *err, void *arg)
{
	struct mail_claims *claims = arg;

	if (!take_answer(claims, status, err))
		return;
	claims->is_asking = false;
	claims->is_lost = status == ERR_UNAVAILABLE || status == ERR_UNCERTAIN;
}

bool
mail_claims_is_sure(struct mail_claims *claims)
{
	if (!claims->is_lost)
		return true;
	if (!claims->is_asking) {
		claims->is_asking = true;
		claims->asked++;
		message_store_give_back(claims->daemon->db, claims->id, on_given_back,
		    claims);
	}
	return false;
}

static void
on_claimed(enum status status, const struct message_row *rows, size_t count,
    const struct err *err, void *arg)
{
	struct mail_claims *claims = arg;

	if (!take_answer(claims, status, err))
		return;
	claims->is_asking = false;
	claims->is_lost = status != OK && status != ERR_UNAVAILABLE;
	if (count > 0 || status != OK) /* beside what woke us meanwhile */
		claims->has_more = true;
	claims->got(claims->id, rows, count, claims->arg);
}

void
mail_claims_take(struct mail_claims *claims, int most)
{
	if (claims->is_asking || !claims->has_more || most == 0)
		return;
	ids_random(claims->id);
	claims->is_asking = true;
	claims->has_more = false;
	claims->asked++;
	message_store_claim(claims->daemon->db,
	    &(struct message_claim){
		.claim_id = claims->id,
		.daemon_id = claims->daemon->instance_id,
		.most = most,
		.lease_s = claims->daemon->settings->mail_lease_ms / 1000,
		.now_s = clock_now_s(),
	    },
	    on_claimed, claims);
}

void
mail_claims_wake(struct mail_claims *claims)
{
	claims->has_more = true;
}

static void
on_renewed(enum status status, const struct err *err, void *arg)
{
	(void)take_answer(arg, status, err); /* if not now, in a third of the lease */
}

void
mail_claims_renew(struct mail_claims *claims, const char *const *ids, size_t count)
{
	claims->asked++;
	message_store_renew(claims->daemon->db, ids, count,
	    claims->daemon->settings->mail_lease_ms / 1000, on_renewed, claims);
}

bool
mail_claims_is_idle(const struct mail_claims *claims)
{
	return claims->asked == 0;
}

void
mail_claims_close(struct mail_claims **claimsp)
{
	struct mail_claims *claims = TAKE(*claimsp);

	if (claims == NULL)
		return;
	claims->is_closed = true;
	if (claims->asked == 0)
		free(claims);
}
