/* schema_store.h - the first look at every connection: is it a server we may trust, with
 * the schema that this program knows? */
#ifndef CONVENE_SCHEMA_STORE_H
#define CONVENE_SCHEMA_STORE_H

#include "db.h"

/* The newest migration of sql/migrations; a test compares. */
#define SCHEMA_STORE_VERSION 14

enum schema_user {
	SCHEMA_DAEMON,
	SCHEMA_STRANGERS, /* convene-web, convene-intake: they see functions only */
};

/* Fills hello and hello_done of the settings. A server is refused, in words with
 * their fix, when it is a standby, older than PostgreSQL 15, behind a pooler, without
 * fsync, full_page_writes or synchronous_commit (unless may_lose_commits), or has another
 * schema. */
void schema_store_greet(struct db_settings *settings, enum schema_user user,
    bool may_lose_commits);
#endif
