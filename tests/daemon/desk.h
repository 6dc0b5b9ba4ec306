/* desk.h - an administrator at the outbox: a daemon that sends nothing (mode hold), and a
 * published round of six people at one table, whose invitations are ready. */
#ifndef CONVENE_DESK_H
#define CONVENE_DESK_H

#include "house.h"
#include "stage.h"

/* Two hours later, by business time and the database's. */
#define DESK_NOW_S (STAGE_NOW_S + 7200)

/* A checked fixture. */
void desk_setup(void);
void desk_teardown(void);

void desk_ask(int code, const char *method, const char *path, const char *body);

/* The id of the message to pN@clinic.test. */
const char *desk_id(int person);

/* To pN so many copies left without an answer: it is uncertain. Answers its id. */
const char *desk_doubt(int person, int copies);

/* How many changes of messages are in the audit trail. */
const char *desk_audits(void);
#endif
