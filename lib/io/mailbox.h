/* mailbox.h - the last look at an address before it enters a header or a calendar. */
#ifndef CONVENE_MAILBOX_H
#define CONVENE_MAILBOX_H

#include <stdbool.h>

/* Whether address is local@domain in ASCII, without blanks, controls or any character
 * that could end it early: what is not, is not written. Import has its own, friendlier
 * check; this one is for what slipped through. */
bool mailbox_is_safe(const char *address);

/* Whether text is free of C0 controls and DEL, NULL counting as free. */
bool mailbox_is_line(const char *text);
#endif
