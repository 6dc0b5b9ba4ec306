/* grouping_repair_chain.h - a seat filled from another table. */
#ifndef CONVENE_GROUPING_REPAIR_CHAIN_H
#define CONVENE_GROUPING_REPAIR_CHAIN_H

#include "grouping_repair_work.h"

/* Adds what it finds to the work. */
void grouping_repair_chain(struct grouping_repair_work *work);
#endif
