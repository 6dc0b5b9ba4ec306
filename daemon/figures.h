/* figures.h - what monitoring reads: /metrics as Prometheus' text, /healthz, /readyz. */
#ifndef CONVENE_FIGURES_H
#define CONVENE_FIGURES_H

#include "glance.h"
#include "http.h"

/* The context of their server is the struct control. */
#define FIGURES_ROUTE_COUNT 3
extern const struct http_route figures_routes[FIGURES_ROUTE_COUNT];

/* The database's part; arg is the daemon. */
glance_ask_fn figures_ask;
#endif
