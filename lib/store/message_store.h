/* message_store.h - the outbox: messages are claimed, their attempts begin and end, the
 * templates they were written with are kept. Every statement but the claim may be said
 * twice: after ERR_UNCERTAIN say it again. */
#ifndef CONVENE_MESSAGE_STORE_H
#define CONVENE_MESSAGE_STORE_H

#include "db.h"
#include "row.h"

/* A claimed message. Texts may be NULL where the column may. */
struct message_row {
	const char *message_id, *kind, *to_address;
	const char *redirect; /* where it goes instead, or NULL */
	const char *content;  /* JSON */
	int64_t ready_s;
	const char *template_digest; /* NULL: queued before any was kept */
	const char *event_uid;
	int64_t event_sequence;
	bool is_called_off, is_accepted; /* struct compose_event */
	const char *seat_id, *person_id;
	const char *first_id;     /* of the seat's invitation, or NULL */
	int64_t tries;            /* that counted against it */
	bool is_suspect;          /* two daemons in a row went away with it */
	int64_t not_sent;         /* how often in a row, just before */
	const char *bytes_digest; /* of a copy that may have arrived, or NULL */
};

/* The copy owns its texts; done frees them. */
void message_store_copy_row(const struct message_row *row, struct message_row *ret_copy);
void message_store_free_row(struct message_row *copy);

struct message_claim {
	const char *claim_id, *daemon_id;
	int most;
	int64_t lease_s, now_s;
};

/* rows are good until the callback returns. */
typedef void message_claimed_fn(enum status status, const struct message_row *rows,
    size_t count, const struct err *err, void *arg);

/* ERR_UNCERTAIN or ERR_BUG: some may be claimed, give that claim back. */
void message_store_claim(struct db *db, const struct message_claim *claim,
    message_claimed_fn *done, void *arg);

typedef void message_done_fn(enum status status, const struct err *err, void *arg);

/* All of a claim that has not begun. */
void message_store_give_back(struct db *db, const char *claim_id, message_done_fn *done,
    void *arg);

/* The same claim may be named several times. */
void message_store_renew(struct db *db, const char *const *claim_ids, size_t count,
    int64_t lease_s, message_done_fn *done, void *arg);

struct message_end {
	const char *claim_id, *message_id;
	const char *outcome, *phase; /* words of smtp_result.h */
	int code;                    /* 0: none */
	const char *enhanced, *words, *queue_id;
	int64_t wait_s;
	bool is_nobody; /* the address does not exist: no more mail to it */
};

struct message_begin {
	const char *claim_id, *message_id;
	const char *digest;                  /* of the bytes, in hex */
	const char *seat_id, *answer_digest; /* of the link, in hex; NULL: no seat */
	const char *person_id, *leave_digest;
	const char *bounce_digest, *reply_digest; /* about the message; or NULL */
	int64_t links_end_s;
};

/* What is committed together; no message is in both. */
struct message_turn {
	const struct message_end *ends;
	size_t end_count;
	const struct message_begin *begins;
	size_t begin_count;
	int64_t now_s;
};

/* ids: those that begin, still ours and wanted; of the others no byte may leave. */
typedef void message_turned_fn(enum status status, const char *const *ids, size_t count,
    const struct err *err, void *arg);

void message_store_turn(struct db *db, const struct message_turn *turn,
    message_turned_fn *done, void *arg);

struct message_template {
	const char *digest, *kind, *body;
};

void message_store_keep(struct db *db, const struct message_template *templates,
    size_t count, message_done_fn *done, void *arg);

/* body is NULL when there is none: nothing was ever queued with it. */
typedef void message_loaded_fn(enum status status, const char *body,
    const struct err *err, void *arg);

void message_store_load(struct db *db, const char *digest, const char *kind,
    message_loaded_fn *done, void *arg);

#define MESSAGE_STORE_QUERY_COUNT 6
extern const struct query message_store_queries[MESSAGE_STORE_QUERY_COUNT];
#endif
