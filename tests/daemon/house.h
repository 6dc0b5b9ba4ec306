/* house.h - a whole daemon in the test's process, on sockets and a configuration of its
 * own, in the database of live.h; and a client of another user who asks it things. */
#ifndef CONVENE_HOUSE_H
#define CONVENE_HOUSE_H

#include "daemon.h"
#include "json.h"

#include <limits.h>

struct house {
	struct daemon *daemon;
	char folder[64];     /* whose files the client may read, too */
	const char *client;  /* user name; as root not root, for uid 0 is admin anyway */
	int64_t turn_max_us; /* processor time of the longest turn of the loop so far */
	int64_t answer_ms;   /* of the last answer, with all that curl needs to start */

	/* The last answer. */
	int code;
	char type[80];
	struct text body;
	struct json *json; /* of the body; NULL: it is not JSON */
};
extern struct house house;

/* A checked fixture, with live_setup() in it. No daemon yet. */
void house_setup(void);
void house_teardown(void);

/* Writes the configuration: the client holds these roles, "operator finance". conninfo
 * NULL: the test's database; more is further sections. */
void house_configure(const char *roles, const char *conninfo, const char *more);
void house_open(void);

/* The usual: configured, open, and the database is there. */
void house_start(const char *roles);

/* Runs curl, and the loop until it has ended. body NULL: none is sent; "@FILE" as curl
 * has it. Headers as convenectl sends them. Returns the code. */
int house_ask(const char *method, const char *path, const char *body);
int house_ask_files(const char *path, const char *body); /* POST on file.sock */
int house_get(const char *path);

/* curl's own words, without headers of ours; "SOCKET" stands for the control socket. */
int house_curl(const char *const *words);

/* The loop runs until a GET answers this text in that field, or the test fails. */
void house_until(const char *path, const char *field, const char *value);

/* A file in the folder, for "@FILE": {"NAME":"CONTENT","reason":"a test"MORE}. */
void house_write_upload(const char *file, const char *name, const char *content,
    const char *more);

/* Of the last answer. "" where there is none. */
const char *house_text(const char *field);
int64_t house_int(const char *field);
#endif
