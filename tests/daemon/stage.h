/* stage.h - a small published round, set up by plain SQL as the administrator: for tests
 * of what comes after forming. In the database of live.h. */
#ifndef CONVENE_STAGE_H
#define CONVENE_STAGE_H

#include <stdint.h>

#define STAGE_NOW_S INT64_C(1799053200)  /* 2027-01-04 09:00 UTC */
#define STAGE_DINE_S INT64_C(1799969400) /* ten days later, 18:30 in New York */

/* Season "winter-27" with its first round: people p1@clinic.test and so on (employees
 * P0001 ...), table_size at a table, invited, their money reserved. Each has an
 * invitation that is ready since STAGE_NOW_S. */
void stage_round(int people, int table_size);

/* "live", "hold", or "redirect" with an address. */
void stage_mail_mode(const char *mode, const char *redirect);

/* The lease of everything claimed has run out; what is uncertain has waited so long. */
void stage_leases_over(void);
void stage_uncertain_since(int minutes);
#endif
