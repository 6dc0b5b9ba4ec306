/* halt.h - when a search is to end early: Ctrl-C, a polite kill, or a clock that ran
 * away. What it has found so far is then the answer; a second signal ends the program. */
#ifndef CONVENE_HALT_H
#define CONVENE_HALT_H

#include <stdatomic.h>
#include <stdbool.h>

/* A search begins: from now on SIGINT and SIGTERM only raise the flag, which is down
 * unless one came before. */
void halt_begin(void);

void halt_now(void); /* from any thread */
const atomic_bool *halt_flag(void);

/* Which signal came while something was searched for, or 0. */
int halt_signal(void);
#endif
