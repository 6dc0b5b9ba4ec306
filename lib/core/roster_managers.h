/* roster_managers.h - do the managers of a roster make sense? */
#ifndef CONVENE_ROSTER_MANAGERS_H
#define CONVENE_ROSTER_MANAGERS_H

#include "sheet.h"

/* Refuses, in a sheet of roster_people whose other checks are done: rows with a manager
 * who is not in the file, or is the person; rows that lead each other in a circle; and
 * all rows below a refused one. Takes time in proportion to the rows. */
void roster_managers_check(struct sheet *people);
#endif
