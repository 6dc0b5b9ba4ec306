/* status_store.h - what is going on, for one screen and for monitoring. */
#ifndef CONVENE_STATUS_STORE_H
#define CONVENE_STATUS_STORE_H

#include "command_store.h"
#include "row.h"

/* One JSON object. */
void status_store_overview(struct db *db, int64_t now_s, command_done_fn *done,
    void *arg);

struct figure_row { /* labels and values may be NULL */
	const char *metric;
	const char *label, *value, *label_2, *value_2;
	int64_t number;
};

/* Once for each figure, those of one metric together; then once with NULL and how it
 * ended. */
typedef void figure_row_fn(enum status status, const struct figure_row *row,
    const struct err *err, void *arg);
void status_store_figures(struct db *db, int64_t now_s, figure_row_fn *each, void *arg);

#define STATUS_STORE_QUERY_COUNT 1
extern const struct query status_store_queries[STATUS_STORE_QUERY_COUNT];
#endif
